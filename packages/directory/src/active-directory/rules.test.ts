import { expect, test } from 'vitest'
import { rulesOf } from './rules.ts'

const HOUR = 60 * 60_000
const NONE = {
  minLength: 0,
  isComplex: false,
  remembered: 0,
  minAgeMs: 0,
  threshold: 0,
  windowMs: 0,
}

test('a domain without rules still has the length that fits into Windows’ sign-in', () => {
  expect(rulesOf(NONE)).toEqual([{ code: 'max-length', most: 127 }])
})

test('every rule of the directory is shown, in the order of all rules', () => {
  const settings = { minLength: 7, isComplex: true, remembered: 24, minAgeMs: 24 * HOUR }
  expect(rulesOf({ ...NONE, ...settings })).toEqual([
    { code: 'min-length', least: 7 },
    { code: 'max-length', most: 127 },
    { code: 'character-classes', least: 3 },
    { code: 'no-names' },
    { code: 'history', remembered: 24 },
    { code: 'min-age', hours: 24 },
  ])
})

test('an age of less than an hour is shown as one', () => {
  expect(rulesOf({ ...NONE, minAgeMs: 1_000 })).toContainEqual({ code: 'min-age', hours: 1 })
})
