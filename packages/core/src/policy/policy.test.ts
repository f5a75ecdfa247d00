import { expect, test } from 'vitest'
import { POLICY } from '../flow/flow.fixture.ts'
import { allowedAuthenticators, gatesFor, isAdministrator } from './policy.ts'

test('allows the kinds that every client kind may use: an unsigned kind is only a claim', () => {
  const policy = {
    ...POLICY,
    authenticators: {
      browser: ['totp', 'email'],
      'windows-logon': ['email'],
      api: ['email', 'totp'],
    },
  } as const
  expect(allowedAuthenticators(policy)).toEqual(['email'])
})

test('allows nothing where the client kinds have no kind in common', () => {
  const policy = {
    ...POLICY,
    authenticators: { browser: ['email'], 'windows-logon': ['totp'], api: ['email', 'totp'] },
  } as const
  expect(allowedAuthenticators(policy)).toEqual([])
})

test('asks everybody for the gates that policy says', () => {
  expect(gatesFor(POLICY, ['staff'], false)).toBe(1)
  expect(gatesFor({ ...POLICY, gates: 3 }, ['admins'], false)).toBe(3)
})

test('asks administrators for two at least', () => {
  expect(gatesFor(POLICY, ['staff', 'admins'], false)).toBe(2)
  expect(gatesFor(POLICY, [], true)).toBe(2)
})

test('knows administrators by their group', () => {
  expect(isAdministrator(POLICY, ['admins'])).toBe(true)
  expect(isAdministrator(POLICY, ['staff'])).toBe(false)
})
