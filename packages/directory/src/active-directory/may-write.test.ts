import { expect, test } from 'vitest'
import { attributesOf } from '../ldap/attributes.ts'
import type { ActiveDirectory } from './deps.ts'
import { refusalFor } from './may-write.ts'
import type { Person } from './person.ts'

const NOW = Date.UTC(2030, 0, 1)

const ALICE: Person = {
  dn: 'CN=alice',
  id: '03020100-0504-0706-0809-0a0b0c0d0e0f',
  name: 'alice',
  displayName: 'Alice Ferrand',
  control: 512n,
  isDisabled: false,
  isLocked: false,
  mustChange: false,
  isSmartCardRequired: false,
  isProtected: false,
  expiresAt: undefined,
  passwordSetAt: undefined,
  passwordVersion: undefined,
  failures: 0,
  failedAt: undefined,
  settingsObject: undefined,
  attributes: attributesOf({ dn: 'CN=alice' }),
}

function refusal(changes: Partial<Person>, mayTouchProtected = false) {
  // as: nothing else of the dependencies is looked at.
  const deps = { mayTouchProtected, now: () => NOW } as ActiveDirectory
  return refusalFor(deps, { ...ALICE, ...changes })?.outcome
}

test.each<[string, Partial<Person>, string | undefined]>([
  ['in order', {}, undefined],
  ['locked', { isLocked: true }, undefined],
  ['to be changed', { mustChange: true }, undefined],
  ['not expired yet', { expiresAt: NOW + 1 }, undefined],
  ['expired', { expiresAt: NOW }, 'expired'],
  ['disabled', { isDisabled: true }, 'disabled'],
  ['for a smart card only', { isSmartCardRequired: true }, 'locked-by-administrator'],
  ['protected', { isProtected: true }, 'protected'],
  ['protected and disabled', { isProtected: true, isDisabled: true }, 'protected'],
])('an account that is %s', (_, changes, outcome) => {
  expect(refusal(changes)).toBe(outcome)
})

test('a protected account is written to where an administrator said so, if it is in order', () => {
  expect(refusal({ isProtected: true }, true)).toBeUndefined()
  expect(refusal({ isProtected: true, isDisabled: true }, true)).toBe('disabled')
})
