import { expect, test } from 'vitest'
import { LIMITS, signInLimit } from './limits.ts'

const HOUR = 3_600_000

test('publishes the budgets of proofs, codes and flows', () => {
  expect(LIMITS).toMatchObject({
    'proofs-of-name-from-source': { most: 5, perMs: 24 * HOUR },
    'proofs-of-subject': { most: 100, perMs: 24 * HOUR },
    'codes-to-destination-from-source': { most: 3, perMs: HOUR / 6 },
    'codes-to-destination': { most: 10, perMs: HOUR },
    'flows-from-address': { most: 60, perMs: HOUR / 6 },
  })
})

// Whoever earns by calls to a number of their own must not have us pay for them.
test('publishes what a number and a country may cost', () => {
  expect(LIMITS).toMatchObject({
    'texts-to-number': { most: 10, perMs: 24 * HOUR },
    'notices-to-number': { most: 5, perMs: 24 * HOUR },
    'texts-to-country': { most: 100, perMs: HOUR },
    'texts-to-home-country': { most: 1_000, perMs: HOUR },
  })
})

// The count that promises an attacker at most one chance in 10 000 a day must not begin anew after a pause
// that is shorter than the day.
test('counts failed proofs over any stretch of a day', () => {
  expect(LIMITS['proofs-of-subject'].window).toBe('quiet')
  expect(LIMITS['proofs-of-name-from-source'].window).toBe('quiet')
})

test.each([
  [10, 8],
  [5, 3],
  [4, 2],
  [3, 2],
  [2, 1],
  [1, 0],
])('of a lockout after %i leaves %i sign-ins to us', (threshold, most) => {
  expect(signInLimit({ threshold, windowMs: HOUR }).most).toBe(most)
})

test('counts sign-ins as long as the directory counts them', () => {
  expect(signInLimit({ threshold: 5, windowMs: HOUR }).perMs).toBe(HOUR)
})

test('leaves ten sign-ins a quarter of an hour where there is no lockout', () => {
  expect(signInLimit({ threshold: 0, windowMs: 0 })).toMatchObject({ most: 10, perMs: HOUR / 4 })
})

test('counts for a minute at least, whatever the directory says', () => {
  expect(signInLimit({ threshold: 5, windowMs: 0 }).perMs).toBe(60_000)
})
