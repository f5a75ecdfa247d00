import { expect, test } from 'vitest'
import { begin, effectsOf, MINUTE, type Walk } from './flow.fixture.ts'

function named(): Walk {
  const walk = begin()
  walk.identify()
  return walk
}

test('issues a code that lives five minutes for the kind that was chosen', () => {
  const walk = named()
  const decided = walk.choose('email')
  expect(decided.flow.stage).toMatchObject({ kind: 'answer-challenge', asks: 'email' })
  expect(decided.effects).toEqual([{ kind: 'issue-challenge', authenticator: 'email' }])
  const { issuedAt = 0, expiresAt = 0 } = decided.flow.challenges.email ?? {}
  expect(expiresAt - issuedAt).toBe(5 * MINUTE)
})

test('refuses a kind that was not offered', () => {
  const walk = begin({
    policy: { authenticators: { browser: ['email'], 'windows-logon': ['email'], api: ['email'] } },
  })
  walk.identify()
  const { flow } = walk.choose('totp')
  expect(flow.stage.kind).toBe('choose-authenticator')
  expect(flow.refusal).toEqual({ code: 'choose-one' })
})

test('refuses a submission that chooses nothing', () => {
  const walk = named()
  walk.submit('submit')
  expect(walk.flow().refusal).toEqual({ code: 'choose-one' })
})

test('sends no second message to whoever goes back and chooses the same kind again', () => {
  const walk = named()
  const first = walk.choose('email').flow.challenges.email
  walk.submit('other-authenticator')
  const again = walk.choose('email')
  expect(effectsOf(again)).toEqual([])
  expect(again.flow.challenges.email).toEqual(first)
})

test('makes a new code where the old one is dead, and counts it as a resend', () => {
  const walk = named()
  walk.choose('email')
  walk.submit('other-authenticator')
  walk.wait(5 * MINUTE)
  const again = walk.choose('email')
  expect(effectsOf(again)).toEqual(['issue-challenge'])
  expect(again.flow.resends).toBe(1)
})

test('refuses a new code once the resends of the flow are spent', () => {
  const walk = named()
  walk.choose('email')
  for (let round = 0; round < 2; round += 1) {
    walk.wait(MINUTE)
    walk.submit('resend')
  }
  walk.wait(5 * MINUTE)
  walk.submit('other-authenticator')
  const decided = walk.choose('email')
  expect(decided.flow.stage.kind).toBe('choose-authenticator')
  expect(decided.flow.refusal).toEqual({ code: 'no-more-codes' })
  expect(effectsOf(decided)).toEqual([])
})

test('lets the app be chosen again at any time, as nothing is sent for it', () => {
  const walk = named()
  walk.choose('email')
  for (let round = 0; round < 2; round += 1) {
    walk.wait(MINUTE)
    walk.submit('resend')
  }
  walk.submit('other-authenticator')
  walk.choose('totp')
  walk.submit('other-authenticator')
  walk.wait(5 * MINUTE)
  const { flow } = walk.choose('totp')
  expect(flow.stage).toMatchObject({ kind: 'answer-challenge', asks: 'totp' })
  expect(flow.resends).toBe(2)
})

test('keeps the wrong answers of one way when another is taken', () => {
  const walk = named()
  walk.choose('email')
  walk.answer({ verdict: 'wrong', used: 1, isWithinBudget: true, isSilenced: false })
  walk.submit('other-authenticator')
  expect(walk.choose('totp').flow.tries).toBe(1)
})

test('offers no other way than the current password for a change', () => {
  const walk = begin({ purpose: 'change' })
  walk.identify()
  walk.submit('other-authenticator')
  expect(walk.flow().stage).toMatchObject({ kind: 'answer-challenge', asks: 'password' })
})
