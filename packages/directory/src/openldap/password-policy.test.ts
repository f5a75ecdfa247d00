import { describe, expect, test } from 'vitest'
import { attributesOf } from '../ldap/attributes.ts'
import { lockoutOf, policyOf, rulesOf } from './password-policy.ts'

const policyWith = (attributes: Record<string, string>) =>
  policyOf(attributesOf({ dn: 'cn=default', ...attributes }))

describe('rulesOf', () => {
  test('says every rule of a policy, in the order shown', () => {
    const policy = policyWith({
      pwdMinAge: '5400',
      pwdInHistory: '5',
      pwdMaxLength: '64',
      pwdMinLength: '12',
      pwdCheckQuality: '2',
    })
    expect(
      rulesOf(policy, [{ code: 'no-names' }, { code: 'character-classes', least: 3 }]),
    ).toEqual([
      { code: 'min-length', least: 12 },
      { code: 'max-length', most: 64 },
      { code: 'character-classes', least: 3 },
      { code: 'no-names' },
      { code: 'history', remembered: 6 },
      { code: 'min-age', hours: 2 },
    ])
  })

  test('says no length where slapd does not check quality', () => {
    expect(rulesOf(policyWith({ pwdMinLength: '12', pwdMaxLength: '64' }), [])).toEqual([])
  })

  test('says nothing where no policy can be seen', () => {
    expect(rulesOf(undefined, [])).toEqual([])
  })

  test('takes the policy’s word before the check module’s', () => {
    const policy = policyWith({ pwdMinLength: '12', pwdCheckQuality: '1' })
    expect(rulesOf(policy, [{ code: 'min-length', least: 8 }])).toEqual([
      { code: 'min-length', least: 12 },
    ])
  })
})

describe('lockoutOf', () => {
  const NOW = 1_000_000

  test('counts the failures within the time', () => {
    const policy = policyWith({
      pwdLockout: 'TRUE',
      pwdMaxFailure: '5',
      pwdFailureCountInterval: '60',
    })
    const failedAt = [NOW - 60_000, NOW - 59_999, NOW]
    expect(lockoutOf(policy, failedAt, NOW)).toEqual({
      threshold: 5,
      windowMs: 60_000,
      failures: 2,
    })
  })

  test('counts all where failures are never forgotten', () => {
    const policy = policyWith({ pwdLockout: 'TRUE', pwdMaxFailure: '5' })
    const { windowMs, failures } = lockoutOf(policy, [1, 2], NOW)
    expect(windowMs).toBe(Number.MAX_SAFE_INTEGER)
    expect(failures).toBe(2)
  })

  test.each([
    { pwdMaxFailure: '5' },
    { pwdLockout: 'FALSE', pwdMaxFailure: '5' },
    { pwdLockout: 'TRUE' },
  ])('has no threshold with %j', (attributes) => {
    expect(lockoutOf(policyWith(attributes as Record<string, string>), [], NOW).threshold).toBe(0)
  })

  test('is careful where no policy can be seen', () => {
    expect(lockoutOf(undefined, [1], NOW)).toMatchObject({ threshold: 3, failures: 1 })
  })
})
