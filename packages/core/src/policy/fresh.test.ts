import { expect, test } from 'vitest'
import { ALICE, NOON, POLICY } from '../flow/flow.fixture.ts'
import { isFresh, shortfallOf } from './policy.ts'

const HOUR = 3_600_000
const added = { createdAt: NOON, isFirst: false }

test('an authenticator is fresh for the hours that policy says, and not one moment longer', () => {
  expect(isFresh(POLICY, added, NOON + 24 * HOUR - 1)).toBe(true)
  expect(isFresh(POLICY, added, NOON + 24 * HOUR)).toBe(false)
})

test('a person’s first authenticator is never fresh', () => {
  expect(isFresh(POLICY, { ...added, isFirst: true }, NOON)).toBe(false)
})

test('nothing is fresh where policy says zero hours', () => {
  expect(isFresh({ ...POLICY, freshAuthenticatorHours: 0 }, added, NOON)).toBe(false)
})

test('a person falls short with too few kinds, or with none that is not fresh', () => {
  expect(shortfallOf(POLICY, ALICE)).toBeUndefined()
  expect(shortfallOf(POLICY, { ...ALICE, enrolled: [] })).toBe('too-few-authenticators')
  expect(shortfallOf(POLICY, { ...ALICE, fresh: ['email', 'totp'] })).toBe('authenticator-fresh')
  expect(shortfallOf(POLICY, { ...ALICE, fresh: ['email'] })).toBeUndefined()
})
