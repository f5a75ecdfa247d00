import { expect, test } from 'vitest'
import { createSmsRules } from './sms-rules.ts'

const rules = createSmsRules({
  homeCountry: 'FR',
  others: 'refuse',
  countries: [
    { prefix: '+32', rule: 'allow', sender: 'Corp BE' },
    { prefix: '+324', rule: 'allow', perHour: 7 },
    { prefix: '+3246', rule: 'refuse' },
    { prefix: '+336999', rule: 'refuse' },
  ],
})

test.each([
  ['+33612345678', true],
  ['+336999123456', false],
  ['+32470123456', true],
  ['+32460123456', false],
  ['+447400123456', false],
])('of %s says %s', (number, mayReach) => {
  expect(rules.mayReach(number)).toBe(mayReach)
})

test('opens every country where policy says so', () => {
  const open = createSmsRules({ others: 'allow', countries: [{ prefix: '+44', rule: 'refuse' }] })
  expect(open.mayReach('+12025550123')).toBe(true)
  expect(open.mayReach('+447400123456')).toBe(false)
})

test('has a sender for a country, whichever longer prefix decides', () => {
  expect(rules.senderFor('+32470123456')).toBe('Corp BE')
  expect(rules.senderFor('+33612345678')).toBeUndefined()
})

test('keeps one budget a country, or one for a prefix with a number of its own', () => {
  expect(rules.capOf('+33612345678')).toEqual({ of: 'FR', isHome: true })
  expect(rules.capOf('+12025550123')).toEqual({ of: 'US', isHome: false })
  expect(rules.capOf('+32470123456')).toEqual({ of: '+324', isHome: false, perHour: 7 })
})
