import { expect, test } from 'vitest'
import { momentOf, spanOf } from './windows-time.ts'

test.each([
  [116_444_736_000_000_000n, 0],
  [133_485_408_000_000_000n, Date.UTC(2024, 0, 1)],
])('%s is the moment %s', (fileTime, moment) => {
  expect(momentOf(fileTime)).toBe(moment)
})

test.each([undefined, 0n, 0x7fff_ffff_ffff_ffffn])('%s is never', (fileTime) => {
  expect(momentOf(fileTime)).toBeUndefined()
})

test.each([
  [-18_000_000_000n, 30 * 60_000],
  [-864_000_000_000n, 24 * 60 * 60_000],
  [0n, 0],
  [undefined, 0],
])('an interval of %s is %s ms', (interval, ms) => {
  expect(spanOf(interval)).toBe(ms)
})

test('an interval without end is longer than anybody lives', () => {
  expect(spanOf(-0x8000_0000_0000_0000n)).toBeGreaterThan(1_000 * 365 * 24 * 60 * 60_000)
})
