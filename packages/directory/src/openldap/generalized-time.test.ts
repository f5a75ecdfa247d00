import { describe, expect, test } from 'vitest'
import { readGeneralizedTime } from './generalized-time.ts'

describe('readGeneralizedTime', () => {
  test.each([
    ['20261124133304Z', '2026-11-24T13:33:04.000Z'],
    ['20261124133304.411422Z', '2026-11-24T13:33:04.411Z'],
    ['20261124133304,5Z', '2026-11-24T13:33:04.500Z'],
    ['202611241333Z', '2026-11-24T13:33:00.000Z'],
    ['2026112413.5Z', '2026-11-24T13:30:00.000Z'],
    ['20261124133304+0130', '2026-11-24T12:03:04.000Z'],
    ['20261124133304-05', '2026-11-24T18:33:04.000Z'],
    ['20240229000000Z', '2024-02-29T00:00:00.000Z'],
    ['20991231235959Z', '2099-12-31T23:59:59.000Z'],
  ])('reads %s', (text, at) => {
    expect(readGeneralizedTime(text)).toBe(Date.parse(at))
  })

  test('reads the year nought, which slapd writes for a lock without an end', () => {
    expect(readGeneralizedTime('000001010000Z')).toBeLessThan(Date.parse('1000-01-01T00:00:00Z'))
  })

  test.each(['', 'Z', '2026', '20261124133304', '2026-11-24T13:33:04Z', '20261124133304Z '])(
    'reads nothing in %j',
    (text) => {
      expect(readGeneralizedTime(text)).toBeUndefined()
    },
  )
})
