import { describe, expect, test } from 'vitest'
import {
  ALICE,
  activitiesOf,
  begin,
  beginChange,
  effectsOf,
  reasonOf,
  type Walk,
} from './flow.fixture.ts'
import { passwordToJudge } from './new-password.ts'

function atPassword(setting: Parameters<typeof begin>[0] = {}): Walk {
  const walk = begin(setting)
  walk.identify()
  walk.pass('email')
  return walk
}

describe('a new password', () => {
  test('given twice is written, under a claim, after its intent', () => {
    const decided = atPassword().password()
    expect(decided.flow.stage).toMatchObject({ kind: 'writing', writes: 'reset' })
    expect(effectsOf(decided)).toEqual(['claim-principal', 'write'])
    expect(activitiesOf(decided)).toEqual(['password.write-intended'])
  })

  test('after the current one is a change', () => {
    expect(beginChange().password().flow.stage).toMatchObject({ writes: 'change' })
  })

  test('is refused where it is missing', () => {
    expect(atPassword().password('').flow.refusal).toEqual({ code: 'password-missing' })
  })

  test('is refused where the two differ', () => {
    const { flow } = atPassword().password('New-Passw0rd', 'New-Passw0rb')
    expect(flow.refusal).toEqual({ code: 'passwords-differ' })
  })

  test('is refused by the name of the rule that it breaks', () => {
    const { flow } = atPassword().password('short', 'short', { broken: ['min-length'] })
    expect(flow.stage.kind).toBe('new-password')
    expect(flow.refusal).toEqual({ code: 'password-refused', broken: ['min-length'] })
  })

  test('stops the flow when rules refused it twenty times', () => {
    const walk = atPassword()
    for (let round = 0; round < 19; round += 1) walk.password('x', 'x', { broken: ['history'] })
    expect(walk.flow().stage.kind).toBe('new-password')
    walk.password('x', 'x', { broken: ['history'] })
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  })

  test.each([
    ['isFrozen', 'frozen'],
    ['isDisabled', 'disabled'],
    ['isExpired', 'expired'],
  ] as const)('is not written where the account has %s since the proof', (fact, reason) => {
    const decided = atPassword().password('New', 'New', { person: { ...ALICE, [fact]: true } })
    expect(decided.flow.stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(reasonOf(decided)).toBe(reason)
  })

  test('is not written for somebody who is gone from the directory', () => {
    const walk = atPassword()
    walk.submit('submit', { password: 'New', 'password-again': 'New' })
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(reasonOf(walk.last())).toBe('not-found')
  })
})

describe('keeping the password', () => {
  const locked = { person: { isLocked: true } }
  const facts = { person: { ...ALICE, isLocked: true } }

  test('unlocks an account that proved to be locked', () => {
    const walk = atPassword(locked)
    walk.submit('keep-password', {}, facts)
    expect(walk.flow().stage).toMatchObject({ kind: 'writing', writes: 'unlock' })
  })

  test('is refused where the account is not locked', () => {
    const walk = atPassword()
    walk.submit('keep-password', {}, { person: ALICE })
    expect(walk.flow().refusal).toEqual({ code: 'password-missing' })
  })

  test('is refused where policy does not allow it', () => {
    const walk = atPassword({ ...locked, policy: { keepPassword: false } })
    walk.submit('keep-password', {}, facts)
    expect(walk.flow().stage.kind).toBe('new-password')
  })

  test('is refused in a change: a must-change password is not kept', () => {
    const walk = beginChange(locked)
    walk.submit('keep-password', {}, facts)
    expect(walk.flow().stage.kind).toBe('new-password')
  })

  test('is refused to somebody who was frozen since the proof', () => {
    const walk = atPassword(locked)
    walk.submit('keep-password', {}, { person: { ...facts.person, isFrozen: true } })
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
  })
})

describe('what has to be judged', () => {
  const { flow } = atPassword().last()
  const values = { password: 'New', 'password-again': 'New' }
  const submission = { step: flow.stage.step, action: 'submit', values } as const

  test('is the password that was given twice', () => {
    expect(passwordToJudge(flow, submission)).toBe('New')
  })

  test('is nothing where the two differ, or nothing was given', () => {
    const differing = { ...submission, values: { ...values, 'password-again': 'Now' } }
    expect(passwordToJudge(flow, differing)).toBeUndefined()
    expect(passwordToJudge(flow, { ...submission, values: {} })).toBeUndefined()
  })

  test('is nothing of another step, action or stage', () => {
    expect(passwordToJudge(flow, { ...submission, step: 'stp_other' })).toBeUndefined()
    expect(passwordToJudge(flow, { ...submission, action: 'keep-password' })).toBeUndefined()
    const early = begin().flow()
    expect(passwordToJudge(early, { ...submission, step: early.stage.step })).toBeUndefined()
  })
})
