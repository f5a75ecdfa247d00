import { expect, test } from 'vitest'
import { DEFAULT_EMBEDDED_POLICY } from './policy.ts'
import { rulesInForce } from './rules.ts'

test('the default policy asks for length, classes, no names and no password of the last five', () => {
  expect(rulesInForce(DEFAULT_EMBEDDED_POLICY)).toEqual([
    { code: 'min-length', least: 10 },
    { code: 'character-classes', least: 3 },
    { code: 'no-names' },
    { code: 'history', remembered: 5 },
  ])
})

test('a minimum age in force is the last of the rules', () => {
  const rules = rulesInForce({ ...DEFAULT_EMBEDDED_POLICY, minAgeHours: 24 })
  expect(rules.at(-1)).toEqual({ code: 'min-age', hours: 24 })
})

test('a rule that is switched off is not shown', () => {
  const off = { minLength: 0, characterClasses: 0, noNames: false, remembered: 0, minAgeHours: 0 }
  expect(rulesInForce({ ...DEFAULT_EMBEDDED_POLICY, ...off })).toEqual([])
})
