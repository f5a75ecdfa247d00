import { describe, expect, test } from 'vitest'
import { answerToJudge } from './answer.ts'
import {
  ALICE,
  begin,
  effectsOf,
  MINUTE,
  RIGHT,
  reasonOf,
  type Walk,
  WRONG,
} from './flow.fixture.ts'

const LONG = ['recovery-code', 'helpdesk-pass'] as const

function atChallenge(kind: 'email' | 'totp' = 'email', walk = begin()): Walk {
  walk.identify()
  walk.choose(kind)
  return walk
}

describe('a code', () => {
  test('is accepted once it was judged right, and is consumed', () => {
    const decided = atChallenge().answer()
    expect(decided.flow.stage.kind).toBe('new-password')
    expect(effectsOf(decided)).toEqual(['consume-answer', 'refund-proof'])
  })

  test('that is wrong costs a try, and the person reads how many are left', () => {
    const decided = atChallenge().answer(WRONG)
    expect(decided.flow.stage.kind).toBe('answer-challenge')
    expect(decided.flow.refusal).toEqual({ code: 'code-not-accepted', left: 4 })
    expect(reasonOf(decided)).toBe('code-wrong')
  })

  test('is never looked at after five wrong ones', () => {
    const walk = atChallenge()
    for (let round = 0; round < 5; round += 1) walk.answer(WRONG)
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
    expect(walk.submit('submit', { code: '123456' }, { person: ALICE, judged: RIGHT })).toEqual({
      refused: 'stale-step',
    })
  })

  test('of the fourth try may still be right', () => {
    const walk = atChallenge()
    for (let round = 0; round < 4; round += 1) walk.answer(WRONG)
    expect(walk.answer().flow.stage.kind).toBe('new-password')
  })

  test('gives fewer tries where the name has spent some of its budget in other flows', () => {
    const { flow } = atChallenge().answer({ ...WRONG, used: 4 })
    expect(flow.refusal).toEqual({ code: 'code-not-accepted', left: 1 })
  })

  test('that spends the last proof of the name stops the flow', () => {
    const { flow } = atChallenge().answer({ ...WRONG, used: 5 })
    expect(flow.stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  })

  test('that is right is refused once the budget of the name is spent', () => {
    const decided = atChallenge().answer({ ...RIGHT, used: 6, isWithinBudget: false })
    expect(decided.flow.stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
    expect(decided.happenings).toContainEqual(
      expect.objectContaining({ activity: 'gate.failed', reason: 'budget-spent' }),
    )
    expect(effectsOf(decided)).toEqual([])
  })

  test('that is right is refused like a wrong one where answers are silenced', () => {
    const silenced = atChallenge().answer({ ...RIGHT, isSilenced: true })
    expect(silenced.flow.refusal).toEqual({ code: 'code-not-accepted', left: 4 })
    expect(reasonOf(silenced)).toBe('budget-spent')
  })

  test('is refused after five minutes', () => {
    const walk = atChallenge()
    walk.wait(5 * MINUTE)
    expect(walk.answer().flow.refusal).toEqual({ code: 'code-expired', left: 4 })
  })

  test('is accepted a millisecond before', () => {
    const walk = atChallenge()
    walk.wait(5 * MINUTE - 1)
    expect(walk.answer().flow.stage.kind).toBe('new-password')
  })

  test('that is too old reads the same where answers are silenced', () => {
    const walk = atChallenge()
    walk.wait(5 * MINUTE)
    const { flow } = walk.answer({ ...WRONG, isSilenced: true })
    expect(flow.refusal).toEqual({ code: 'code-expired', left: 4 })
  })

  test('that was used before is refused like a wrong one, and the audit says why', () => {
    const decided = atChallenge('totp').answer({ ...WRONG, verdict: 'reused' })
    expect(decided.flow.refusal).toEqual({ code: 'code-not-accepted', left: 4 })
    expect(reasonOf(decided)).toBe('code-reused')
  })

  test('of an app has a life of its own', () => {
    const walk = atChallenge('totp')
    walk.wait(6 * MINUTE)
    expect(walk.answer().flow.stage.kind).toBe('new-password')
  })

  test('that is none costs no try', () => {
    const walk = atChallenge()
    walk.submit('submit', { code: '12345' }, { person: ALICE, judged: RIGHT })
    expect(walk.flow().refusal).toEqual({ code: 'code-malformed' })
    expect(walk.flow().tries).toBe(0)
  })

  test('of somebody else than the person of the first gate is refused', () => {
    const walk = atChallenge('email', begin({ policy: { gates: 2 } }))
    walk.answer()
    walk.choose('totp')
    const other = { ...ALICE, principal: 'prn_other' } as const
    const { flow } = walk.answer(RIGHT, { person: other })
    expect(flow.gates).toHaveLength(1)
    expect(flow.refusal).toEqual({ code: 'code-not-accepted', left: 4 })
  })
})

describe('the current password', () => {
  function atPassword(person = {}): Walk {
    const walk = begin({ purpose: 'change', person })
    walk.identify()
    return walk
  }

  test('leads to the new one', () => {
    const { flow } = atPassword().answer()
    expect(flow.stage.kind).toBe('new-password')
    expect(flow.principal).toBe('prn_alice')
  })

  test('is refused where it is wrong, and costs a try', () => {
    const decided = atPassword().answer(WRONG)
    expect(decided.flow.refusal).toEqual({ code: 'password-not-accepted', left: 4 })
    expect(reasonOf(decided)).toBe('password-wrong')
  })

  test('is refused where nobody has the name', () => {
    const walk = atPassword()
    walk.submit('submit', { answer: 'x' }, { judged: RIGHT })
    expect(walk.flow().refusal).toEqual({ code: 'password-not-accepted', left: 4 })
  })

  test('is never looked at after five wrong ones', () => {
    const walk = atPassword()
    for (let round = 0; round < 5; round += 1) walk.answer(WRONG)
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  })

  test('is refused where it is empty, without a try', () => {
    const walk = atPassword()
    walk.submit('submit', { answer: '' })
    expect(walk.flow().refusal).toEqual({ code: 'password-missing' })
    expect(walk.flow().tries).toBe(0)
  })

  test.each([
    ['isFrozen', 'frozen'],
    ['isDisabled', 'disabled'],
    ['isExpired', 'expired'],
  ])('stops where the account has %s', (fact, reason) => {
    const decided = atPassword({ [fact]: true }).answer()
    expect(decided.flow.stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(reasonOf(decided)).toBe(reason)
  })
})

describe('what has to be judged', () => {
  const { step } = atChallenge().flow().stage
  const flow = { ...atChallenge().flow() }
  const submission = (code: string, action: 'submit' | 'resend' = 'submit') =>
    ({ step: flow.stage.step, action, values: { code } }) as const

  test('is six digits, however they were grouped', () => {
    expect(answerToJudge(flow, submission(' 123 456'))).toBe('123456')
    expect(answerToJudge(flow, submission('123-456'))).toBe('123456')
  })

  test.each(['', '12345', '1234567', '12345a', '１２３４５６'])('is not %j', (code) => {
    expect(answerToJudge(flow, submission(code))).toBeUndefined()
  })

  test('is nothing of another action or another step', () => {
    expect(answerToJudge(flow, submission('123456', 'resend'))).toBeUndefined()
    expect(answerToJudge(flow, { ...submission('123456'), step })).toBeUndefined()
  })

  test('is nothing before a challenge', () => {
    const early = begin().flow()
    const values = { code: '123456' }
    expect(
      answerToJudge(early, { step: early.stage.step, action: 'submit', values }),
    ).toBeUndefined()
  })
})

describe('a recovery code', () => {
  const walk = () => {
    const begun = begin({
      policy: {
        authenticators: { browser: LONG, 'windows-logon': LONG, api: LONG },
      },
      person: { enrolled: LONG },
    })
    begun.identify()
    begun.choose('recovery-code')
    return begun
  }

  test('is judged as it is kept, however it was typed', () => {
    const { flow } = walk().last()
    const values = { code: '7k0q-lxz2-m9ab-3cde' }
    const submission = { step: flow.stage.step, action: 'submit', values } as const
    expect(answerToJudge(flow, submission)).toBe('7K0Q1XZ2M9AB3CDE')
  })

  test('that cannot be one is refused without counting, and nobody judges it', () => {
    const begun = walk()
    const decided = begun.submit('submit', { code: '123456' }, { person: ALICE, judged: RIGHT })
    expect(decided).toMatchObject({ flow: { refusal: { code: 'code-malformed' }, tries: 0 } })
  })

  test('is not too old five minutes after it was chosen', () => {
    const begun = walk()
    begun.wait(10 * MINUTE)
    expect(begun.answer().flow.stage.kind).toBe('new-password')
  })

  test('is not sent again', () => {
    const begun = walk()
    begun.wait(MINUTE)
    expect(begun.submit('resend')).toMatchObject({ flow: { refusal: { code: 'no-more-codes' } } })
  })
})
