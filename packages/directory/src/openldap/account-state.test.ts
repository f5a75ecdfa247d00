import { describe, expect, test } from 'vitest'
import { attributesOf } from '../ldap/attributes.ts'
import { BLOCKED_UNTIL, stateOf } from './account-state.ts'
import { type PasswordPolicy, policyOf } from './password-policy.ts'

const NOW = Date.parse('2030-06-15T12:00:00Z')
const PAST = '20300101000000Z'
const FUTURE = '20310101000000Z'

const POLICY = policyOf(
  attributesOf({
    dn: 'cn=default',
    pwdLockout: 'TRUE',
    pwdLockoutDuration: '900',
    pwdMaxAge: `${30 * 24 * 3600}`,
  }),
)

function stateWith(
  attributes: Record<string, string | string[]>,
  policy: PasswordPolicy | undefined = POLICY,
) {
  return stateOf(attributesOf({ dn: 'uid=alice', ...attributes }), policy, NOW)
}

const IN_ORDER = {
  isDisabled: false,
  isExpired: false,
  isShut: false,
  isLocked: false,
  isLockedByAdministrator: false,
  mustChange: false,
  failedAt: [],
}

describe('stateOf', () => {
  test('is in order where nothing is noted', () => {
    expect(stateWith({})).toEqual(IN_ORDER)
  })

  test.each([
    ['a start and an end around now', { pwdStartTime: PAST, pwdEndTime: FUTURE }],
    ['a lockout that is over', { pwdAccountLockedTime: '20300615114459Z' }],
    ['a pause that is over', { pwdAccountTmpLockoutEnd: PAST }],
    ['no change asked for', { pwdReset: 'FALSE' }],
    ['a young password', { pwdChangedTime: '20300601000000Z' }],
    ['an account without an end', { shadowExpire: '-1' }],
    ['what is no time', { pwdStartTime: 'soon', pwdAccountLockedTime: '' }],
  ])('is in order with %s', (_, attributes) => {
    expect(stateWith(attributes)).toEqual(IN_ORDER)
  })

  test.each([
    ['our block', { pwdStartTime: BLOCKED_UNTIL }],
    ['a start to come', { pwdStartTime: FUTURE }],
    ['a start behind the end', { pwdStartTime: '20300102000000Z', pwdEndTime: PAST }],
  ])('is disabled by %s, and not expired', (_, attributes) => {
    expect(stateWith(attributes)).toEqual({ ...IN_ORDER, isDisabled: true, isShut: true })
  })

  test.each([
    ['the end of the shadow account', { shadowExpire: '22000' }],
    ['a shadow account of day nought', { shadowExpire: '0' }],
  ])('is expired by %s', (_, attributes) => {
    expect(stateWith(attributes)).toEqual({ ...IN_ORDER, isExpired: true })
  })

  test('is expired by an end, at which slapd shuts the account too', () => {
    expect(stateWith({ pwdEndTime: PAST })).toEqual({ ...IN_ORDER, isExpired: true, isShut: true })
  })

  test('expires by the shadow account at the begin of that day', () => {
    const today = Math.floor(NOW / (24 * 60 * 60_000))
    expect(stateWith({ shadowExpire: `${today}` }).isExpired).toBe(true)
    expect(stateWith({ shadowExpire: `${today + 1}` }).isExpired).toBe(false)
  })

  test('is locked to the second', () => {
    expect(stateWith({ pwdAccountLockedTime: '20300615114501Z' }).isLocked).toBe(true)
    expect(stateWith({ pwdAccountLockedTime: '20300615114500Z' }).isLocked).toBe(false)
  })

  test('stays locked where a lockout has no end', () => {
    const policy = { ...POLICY, lockoutMs: 0 }
    expect(stateWith({ pwdAccountLockedTime: PAST }, policy).isLocked).toBe(true)
  })

  test('is locked during a pause', () => {
    expect(stateWith({ pwdAccountTmpLockoutEnd: FUTURE }).isLocked).toBe(true)
  })

  test('tells an administrator’s lock from a lockout', () => {
    const locked = stateWith({ pwdAccountLockedTime: '000001010000Z' })
    expect(locked).toEqual({ ...IN_ORDER, isLocked: true, isLockedByAdministrator: true })
  })

  test.each(['000001010000Z', '20300615115900Z'])(
    'is not locked by %s where the policy never locks',
    (pwdAccountLockedTime) => {
      expect(stateWith({ pwdAccountLockedTime }, { ...POLICY, locks: false })).toEqual(IN_ORDER)
    },
  )

  test('takes every lock at its word where the policy can’t be seen', () => {
    const person = attributesOf({ dn: 'uid=alice', pwdAccountLockedTime: PAST })
    expect(stateOf(person, undefined, NOW).isLocked).toBe(true)
  })

  test.each([
    ['was reset', { pwdReset: 'TRUE' }],
    ['is too old', { pwdChangedTime: '20300501000000Z' }],
  ])('must be changed where it %s', (_, attributes) => {
    expect(stateWith(attributes)).toEqual({ ...IN_ORDER, mustChange: true })
  })

  test('reads when sign-ins failed', () => {
    const pwdFailureTime = ['20300615115900.411422Z', '20300615115959.000001Z']
    expect(stateWith({ pwdFailureTime }).failedAt).toEqual([
      Date.parse('2030-06-15T11:59:00.411Z'),
      Date.parse('2030-06-15T11:59:59Z'),
    ])
  })
})
