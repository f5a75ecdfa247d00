import { expect, test } from 'vitest'
import { hasFlag, withFlag } from './user-account-control.ts'

test.each([
  [512n, 'disabled', false],
  [514n, 'disabled', true],
  [0x10n, 'lockedOut', true],
  [0x800000n, 'passwordExpired', true],
  [262_656n, 'smartCardRequired', true],
  [undefined, 'disabled', false],
] as const)('of %s the flag %s is %s', (flags, flag, isSet) => {
  expect(hasFlag(flags, flag)).toBe(isSet)
})

test('a flag is set and cleared, and no other touched', () => {
  expect(withFlag(66_048n, 'disabled', true)).toBe(66_050n)
  expect(withFlag(66_050n, 'disabled', false)).toBe(66_048n)
  expect(withFlag(66_048n, 'disabled', false)).toBe(66_048n)
})
