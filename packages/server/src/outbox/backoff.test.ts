import { expect, test } from 'vitest'
import { backoff } from './backoff.ts'

test('waits three times as long after each attempt, up to five minutes', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => backoff(attempt, 0.5))
  expect(waits).toEqual([2_000, 6_000, 18_000, 54_000, 162_000, 300_000, 300_000, 300_000])
})

test('spreads what failed together by a quarter either way', () => {
  expect(backoff(1, 0)).toBe(1_500)
  expect(backoff(1, 0.999_999)).toBe(2_500)
})
