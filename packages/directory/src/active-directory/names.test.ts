import type { Entry } from 'ldapts'
import { describe, expect, test } from 'vitest'
import { readLoginName } from '../ldap/login-name.ts'
import { findMeant, readingsOf } from './names.ts'
import { scriptedConnection } from './scripted-connection.ts'

const DOMAIN = { called: ['CORP', 'corp.test', 'old.test'], dns: 'corp.test' }
const NOBODY = [{ attribute: 'sAMAccountName', value: '*' }]
const ALICE = [{ attribute: 'sAMAccountName', value: 'alice' }]

function readings(typed: string) {
  return readingsOf(readLoginName(typed), DOMAIN)
}

test.each([
  'alice',
  ' alice ',
  'CORP\\alice',
  'corp\\alice',
  'corp.test\\alice',
  'OLD.test\\alice',
])('%j is an account name', (typed) => {
  expect(readings(typed)).toEqual(ALICE)
})

test.each(['', 'OTHER\\alice', '\\alice', 'CORP\\', 'CORP\\a\\b', 'alice\0'])(
  '%j is nobody’s, and the same is asked',
  (typed) => {
    expect(readings(typed)).toEqual(NOBODY)
  },
)

test('a name in the domain is a UPN, then the UPN that everybody has, then an address', () => {
  expect(readings('alice@Corp.test')).toEqual([
    { attribute: 'userPrincipalName', value: 'alice@Corp.test' },
    { attribute: 'sAMAccountName', value: 'alice' },
    { attribute: 'mail', value: 'alice@Corp.test' },
  ])
})

test('a name in another domain is a UPN, then an address', () => {
  expect(readings('alice@example.org').map(({ attribute }) => attribute)).toEqual([
    'userPrincipalName',
    'mail',
  ])
})

describe('among those that the directory takes for meant', () => {
  const findAll = (typed: string, ...entries: readonly Entry[]) =>
    findMeant(
      scriptedConnection(() => entries),
      ['OU=One', 'OU=Two'],
      readings(typed),
    )
  const find = async (typed: string, ...entries: readonly Entry[]) =>
    (await findAll(typed, ...entries))?.dn

  test('the one with the very name is meant, without regard to case', async () => {
    expect(await find('alice', { dn: 'CN=a', sAMAccountName: 'ALICE' })).toBe('CN=a')
  })

  // A directory compares without accents and widths too.
  test.each(['älice', 'ａｌｉｃｅ', 'alice '])('%j is not', async (sAMAccountName) => {
    expect(await find('alice', { dn: 'CN=a', sAMAccountName })).toBeUndefined()
  })

  test('an accent may be spelled apart', async () => {
    const entry = { dn: 'CN=r', sAMAccountName: 'rene\u0301e' }
    expect(await find('ren\u00e9e', entry)).toBe('CN=r')
  })

  test('a UPN comes before an account name, and that before a mail address', async () => {
    const upn = { dn: 'CN=upn', userPrincipalName: 'alice@corp.test', sAMAccountName: 'x' }
    const account = { dn: 'CN=account', sAMAccountName: 'alice' }
    const mail = { dn: 'CN=mail', sAMAccountName: 'y', mail: 'alice@corp.test' }
    expect(await find('alice@corp.test', mail, account, upn)).toBe('CN=upn')
    expect(await find('alice@corp.test', mail, account)).toBe('CN=account')
    expect(await find('alice@corp.test', mail)).toBe('CN=mail')
  })

  test('a UPN and an account name are names, and say so', async () => {
    const matchedBy = async (entry: Entry) => (await findAll('alice@corp.test', entry))?.matched
    expect(await matchedBy({ dn: 'CN=u', userPrincipalName: 'alice@corp.test' })).toBe('name')
    expect(await matchedBy({ dn: 'CN=a', sAMAccountName: 'alice' })).toBe('name')
    expect(await matchedBy({ dn: 'CN=m', mail: 'alice@corp.test' })).toBe('mail')
  })

  test('two are nobody', async () => {
    const one = { dn: 'CN=one', mail: 'office@corp.test' }
    expect(await find('office@corp.test', one, { ...one, dn: 'CN=two' })).toBeUndefined()
  })

  test('one below both bases is one', async () => {
    expect(await find('alice', { dn: 'CN=a', sAMAccountName: 'alice' })).toBe('CN=a')
  })
})
