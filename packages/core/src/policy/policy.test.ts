import { describe, expect, test } from 'vitest'
import { POLICY } from '../flow/flow.fixture.ts'
import {
  allowedAuthenticators,
  authenticatorsForAnybody,
  gatesFor,
  groupNames,
  isAdministrator,
  mayEnrol,
  shortfallAtStart,
  usableAuthenticators,
} from './policy.ts'

const inGroups = (...groups: string[]) => ({ groups, isAppointed: false })
const APPOINTED = { groups: [], isAppointed: true }

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
  expect(gatesFor(POLICY, inGroups('staff'))).toBe(1)
  expect(gatesFor({ ...POLICY, gates: 3 }, inGroups('admins'))).toBe(3)
})

test('asks administrators for two at least', () => {
  expect(gatesFor(POLICY, inGroups('staff', 'admins'))).toBe(2)
  expect(gatesFor(POLICY, APPOINTED)).toBe(2)
})

test('knows administrators by their group', () => {
  expect(isAdministrator(POLICY, inGroups('admins'))).toBe(true)
  expect(isAdministrator(POLICY, APPOINTED)).toBe(true)
  expect(isAdministrator(POLICY, inGroups('staff'))).toBe(false)
})

describe('somebody whose groups the directory would not show', () => {
  test('passes two gates, as they may be an administrator', () => {
    expect(gatesFor(POLICY, { ...inGroups(), groupsUnseen: true })).toBe(2)
    expect(gatesFor({ ...POLICY, gates: 3 }, { ...inGroups(), groupsUnseen: true })).toBe(3)
  })

  test('does not administer, but by appointment', () => {
    expect(isAdministrator(POLICY, { ...inGroups('admins'), groupsUnseen: true })).toBe(false)
    expect(isAdministrator(POLICY, { ...APPOINTED, groupsUnseen: true })).toBe(true)
  })
})

describe('a group of one directory', () => {
  const policy = { ...POLICY, administratorGroups: ['corp/Admins'] }
  const isOne = (directory: string, group: string) =>
    isAdministrator(policy, inGroups(...groupNames(directory, [group])))

  test('is meant by the directory’s name before its own', () => {
    expect(isOne('corp', 'admins')).toBe(true)
    expect(isOne('south', 'admins')).toBe(false)
  })

  test('is meant in every directory where policy names none', () => {
    for (const directory of ['corp', 'south'])
      expect(isAdministrator(POLICY, inGroups(...groupNames(directory, ['admins'])))).toBe(true)
  })

  test.each(['corp/admins', 'corp\uff0fadmins'])(
    'of another is not meant by calling itself %s',
    (group) => {
      expect(isOne('south', group)).toBe(false)
    },
  )

  test('may have a slash in its own name', () => {
    const named = { ...POLICY, administratorGroups: ['corp/it/admins'] }
    expect(isAdministrator(named, inGroups(...groupNames('corp', ['IT/Admins'])))).toBe(true)
  })
})

describe('security questions', () => {
  const kinds = ['email', 'security-questions'] as const
  const policy = {
    ...POLICY,
    authenticators: { browser: kinds, 'windows-logon': kinds, api: kinds },
  }
  const person = { ...inGroups('staff'), enrolled: kinds }
  const alone = { ...person, enrolled: ['security-questions'] as const }

  test('are not offered to whoever types a name', () => {
    expect(allowedAuthenticators(policy)).toEqual(kinds)
    expect(authenticatorsForAnybody(policy)).toEqual(['email'])
  })

  test('count for a person, and for no administrator', () => {
    expect(usableAuthenticators(policy, person)).toEqual(kinds)
    for (const standing of [inGroups('admins'), APPOINTED, { ...inGroups(), groupsUnseen: true }])
      expect(usableAuthenticators(policy, { ...person, ...standing } as typeof person)).toEqual([
        'email',
      ])
  })

  test('are enrolled where policy has them, and by no administrator', () => {
    expect(mayEnrol(policy, person, 'security-questions')).toBe(true)
    expect(mayEnrol(POLICY, person, 'security-questions')).toBe(false)
    expect(mayEnrol(policy, APPOINTED, 'security-questions')).toBe(false)
  })

  test.each([
    ['never', undefined, 'too-few-authenticators'],
    ['never', 'windows-logon', 'too-few-authenticators'],
    ['enrolled-machine', undefined, 'too-few-authenticators'],
    ['enrolled-machine', 'windows-logon', undefined],
    ['always', undefined, undefined],
  ] as const)(
    'alone, with hints %s and a caller proven to be %s, leave: %s',
    (hints, kind, short) => {
      expect(shortfallAtStart({ ...policy, hints }, alone, kind)).toBe(short)
      expect(shortfallAtStart({ ...policy, hints }, person, kind)).toBeUndefined()
    },
  )
})
