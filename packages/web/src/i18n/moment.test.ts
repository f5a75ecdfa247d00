import { expect, test } from 'vitest'
import { formatMoment } from './moment.ts'

const at = Date.UTC(2026, 10, 4, 17, 8, 30)

test.each([
  ['en', 'minute', '4 Nov 2026, 17:08 UTC'],
  ['en', 'second', '4 Nov 2026, 17:08:30 UTC'],
  ['fr', 'minute', '4 nov. 2026, 17:08 UTC'],
] as const)('names day, time and zone in %s to the %s', (locale, precision, expected) => {
  expect(formatMoment(at, locale, precision)).toBe(expected)
})
