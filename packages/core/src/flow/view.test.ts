import { describe, expect, test } from 'vitest'
import { begin, beginChange, NOON, SECOND, type Walk } from './flow.fixture.ts'
import { type Known, NOTHING_KNOWN, viewOf } from './view.ts'
import { settleWrite } from './write.ts'

const KNOWN: Known = {
  masked: { email: 'a•••@example.org' },
  rules: [{ code: 'min-length', least: 10 }],
  mayKeepPassword: true,
}

function named(setting: Parameters<typeof begin>[0] = {}): Walk {
  const walk = begin(setting)
  walk.identify()
  return walk
}

const seen = (walk: Walk, known = KNOWN) => viewOf(walk.flow(), known)

describe('before the first proof', () => {
  test('the choice lists kinds without addresses, whatever is known', () => {
    const view = seen(named())
    expect(view.options).toEqual([{ kind: 'email' }, { kind: 'totp' }])
    expect(view.progress).toEqual({ gate: 1 })
  })

  test('no step changes with what is known of a person', () => {
    const walk = begin()
    const same = () => expect(seen(walk)).toEqual(seen(walk, NOTHING_KNOWN))
    same()
    walk.identify()
    same()
    walk.choose('email')
    same()
    walk.answer({ verdict: 'wrong', used: 1, isWithinBudget: true, isSilenced: false })
    same()
  })

  test('a challenge says when another code may be asked for', () => {
    const walk = named()
    walk.choose('email')
    expect(seen(walk).challenge).toEqual({
      asks: 'email',
      mayResend: true,
      resendAt: NOON + 30 * SECOND,
      mayChooseOther: true,
    })
  })
})

describe('after it', () => {
  test('the next choice shows the masked address and how many gates there are', () => {
    const walk = named({ policy: { gates: 2 } })
    walk.pass('totp')
    const view = seen(walk)
    expect(view.options).toEqual([{ kind: 'email', masked: 'a•••@example.org' }])
    expect(view.progress).toEqual({ gate: 2, of: 2 })
  })

  test('the next challenge names the address that the code went to', () => {
    const walk = named({ policy: { gates: 2 } })
    walk.pass('totp')
    walk.choose('email')
    expect(seen(walk).challenge?.masked).toBe('a•••@example.org')
  })

  test('the new password comes with the rules, and the way to keep the old one', () => {
    const walk = named()
    walk.pass('email')
    expect(seen(walk)).toMatchObject({
      kind: 'new-password',
      rules: KNOWN.rules,
      mayKeepPassword: true,
      progress: { gate: 1, of: 1 },
    })
  })
})

test('a change offers no way to keep the password, and counts no gates', () => {
  const view = seen(beginChange())
  expect(view.mayKeepPassword).toBe(false)
  expect(view).not.toHaveProperty('progress')
})

test('the current password can neither be sent again nor proven otherwise', () => {
  const walk = named({ purpose: 'change' })
  expect(seen(walk).challenge).toEqual({
    asks: 'password',
    mayResend: false,
    mayChooseOther: false,
  })
})

test('no resend is offered for an app, nor once there are none left', () => {
  const app = named()
  app.choose('totp')
  expect(seen(app).challenge?.mayResend).toBe(false)
  const mail = named()
  mail.choose('email')
  for (let round = 0; round < 2; round += 1) {
    mail.wait(30 * SECOND)
    mail.submit('resend')
  }
  expect(seen(mail).challenge).toEqual({ asks: 'email', mayResend: false, mayChooseOther: true })
})

test('a write that is under way is a step to wait at, and done says what was written', () => {
  const walk = named()
  walk.pass('email')
  walk.password()
  expect(seen(walk)).toMatchObject({ kind: 'new-password', isSaving: true, wrote: 'reset' })
  walk.put(settleWrite(walk.flow(), { outcome: 'written' }, walk.now()))
  expect(seen(walk)).toMatchObject({ kind: 'done', wrote: 'reset' })
})

test('an end says its reason', () => {
  expect(seen(begin({ policy: { purposes: [] } }))).toMatchObject({
    kind: 'stopped',
    reason: 'not-possible',
  })
})
