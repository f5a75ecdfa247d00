import { describe, expect, test } from 'vitest'
import { answerToJudge } from './answer.ts'
import { begin, MINUTE, RIGHT, reasonOf, SECOND, WRONG } from './flow.fixture.ts'
import { viewOf } from './view.ts'

const KINDS = ['email', 'passkey'] as const
const NOTHING = { masked: {}, rules: [], mayKeepPassword: false }

function atPasskey(client: 'browser' | 'windows-logon' | 'api') {
  const walk = begin({
    client,
    policy: { authenticators: { browser: KINDS, 'windows-logon': KINDS, api: KINDS } },
    person: { enrolled: KINDS },
  })
  walk.identify()
  walk.choose('passkey')
  return walk
}

const valuesOf = (walk: ReturnType<typeof begin>, values: { code?: string; passkey?: string }) =>
  answerToJudge(walk.flow(), { step: walk.flow().stage.step, action: 'submit', values })

describe('a passkey in a browser', () => {
  test('is judged by what was signed, and passes the gate', () => {
    const walk = atPasskey('browser')
    expect(valuesOf(walk, { passkey: '{}' })).toBe('{}')
    expect(valuesOf(walk, { code: '123456' })).toBeUndefined()
    expect(walk.answer().flow.stage.kind).toBe('new-password')
  })

  test('that the browser did not use costs no try', () => {
    const walk = atPasskey('browser')
    expect(walk.submit('submit', { passkey: '' })).toMatchObject({
      flow: { tries: 0, refusal: { code: 'passkey-missing' } },
    })
  })

  test('that is wrong costs one, and the audit says what was wrong', () => {
    const walk = atPasskey('browser')
    expect(walk.answer(WRONG).flow.refusal).toEqual({ code: 'passkey-not-accepted', left: 4 })
    expect(reasonOf(walk.last())).toBe('passkey-wrong')
    walk.answer({ ...RIGHT, verdict: 'rolled-back' })
    expect(reasonOf(walk.last())).toBe('counter-rolled-back')
    expect(walk.flow().stage.kind).toBe('answer-challenge')
  })

  test('may be looked for longer than a code lives, and is not sent again', () => {
    const walk = atPasskey('browser')
    walk.wait(10 * MINUTE)
    expect(viewOf(walk.flow(), NOTHING).challenge?.mayResend).toBe(false)
    expect(walk.submit('resend')).toMatchObject({ flow: { refusal: { code: 'no-more-codes' } } })
    expect(walk.answer().flow.stage.kind).toBe('new-password')
  })
})

describe.each(['windows-logon', 'api'] as const)('a passkey by approval, for %s', (client) => {
  test('is judged by the number that is typed', () => {
    const walk = atPasskey(client)
    expect(valuesOf(walk, { code: '123 456' })).toBe('123456')
    expect(valuesOf(walk, { passkey: '{}' })).toBeUndefined()
    expect(viewOf(walk.flow(), NOTHING).challenge).toMatchObject({ isByApproval: true })
    expect(walk.answer().flow.stage.kind).toBe('new-password')
  })

  test('grows old with its letters', () => {
    const walk = atPasskey(client)
    walk.wait(5 * MINUTE)
    expect(walk.answer().flow.refusal?.code).toBe('code-expired')
  })

  test('gets new letters twice, and no more', () => {
    const walk = atPasskey(client)
    const first = walk.flow().challenges.passkey?.id
    expect(walk.submit('resend')).toMatchObject({ flow: { refusal: { code: 'resend-too-early' } } })
    for (const _ of [1, 2]) {
      walk.wait(30 * SECOND)
      expect(walk.submit('resend')).toMatchObject({ effects: [{ authenticator: 'passkey' }] })
    }
    expect(walk.flow().challenges.passkey?.id).not.toBe(first)
    walk.wait(30 * SECOND)
    expect(walk.submit('resend')).toMatchObject({ flow: { refusal: { code: 'no-more-codes' } } })
  })
})
