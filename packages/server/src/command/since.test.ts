import { expect, test } from 'vitest'
import { parseSince } from './since.ts'

const NOW = Date.UTC(2030, 0, 31, 12)

test.each([
  ['30m', NOW - 30 * 60_000],
  ['24h', NOW - 24 * 3_600_000],
  ['7d', NOW - 7 * 86_400_000],
  ['2w', NOW - 14 * 86_400_000],
  ['2030-01-30', Date.UTC(2030, 0, 30)],
  ['2030-01-30T08:15', Date.UTC(2030, 0, 30, 8, 15)],
  ['2030-01-30T08:15:30Z', Date.UTC(2030, 0, 30, 8, 15, 30)],
  ['2030-01-30T08:15+02:00', Date.UTC(2030, 0, 30, 6, 15)],
])('reads %s', (text, at) => {
  expect(parseSince(text, NOW)).toBe(at)
})

test.each([
  '',
  'yesterday',
  '7',
  '7y',
  '-7d',
  '2030-02-31',
  '2030-13-01',
  '2030-01-30T25:00',
  '30/01/2030',
])('refuses %j', (text) => {
  expect(parseSince(text, NOW)).toBeUndefined()
})
