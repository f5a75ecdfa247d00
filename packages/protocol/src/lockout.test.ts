import { expect, test } from 'vitest'
import { hasSpareTries, mostFailuresOfOurs } from './lockout.ts'

test.each([
  [10, 8],
  [5, 3],
  [4, 2],
  [3, 2],
  [2, 1],
  [1, 0],
  [0, 0],
])('of a lockout after %i, %i failures may be ours', (threshold, most) => {
  expect(mostFailuresOfOurs(threshold)).toBe(most)
})

test.each([
  [{ threshold: 10, failures: 7 }, 1, true],
  [{ threshold: 10, failures: 8 }, 1, false],
  [{ threshold: 10, failures: 7 }, 2, false],
  [{ threshold: 1, failures: 0 }, 1, false],
])('of %o with %i more under way, whether there is room is %s', (count, more, hasRoom) => {
  expect(hasSpareTries(count, more)).toBe(hasRoom)
})

test('a directory that never locks has room for any number', () => {
  expect(hasSpareTries({ threshold: 0, failures: 1_000 }, 1_000)).toBe(true)
})
