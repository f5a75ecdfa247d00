import { Secret } from '@latchkey/protocol'
import { type Client, type Entry, ResultCodeError } from 'ldapts'
import { describe, expect, test } from 'vitest'
import { DirectoryUnavailable, OutcomeUnknown } from '../directory.ts'
import { ConnectionLost, NeverSent } from '../ldap/failure.ts'
import type { PasswordHistory, PasswordMark } from '../ldap/history.ts'
import type { Ldap } from '../ldap/ldap.ts'
import { createActiveDirectory } from './index.ts'
import { scriptedConnection } from './scripted-connection.ts'

const ID = '03020100-0504-0706-0809-0a0b0c0d0e0f'
const BASE = 'DC=corp,DC=test'
const HINTS = '1.2.840.113556.1.4.2239'
const WRONG = { code: 49, said: '80090308: LdapErr: DSID-0C09041C, data 52e, v4563' }
const POLICY = '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0'

type Situation = {
  readonly controls?: readonly string[]
  readonly person?: object
  readonly domain?: object
  /** What a modify ends with; without it it is carried out. */
  readonly fault?: (server: { readonly host: string; readonly port: number }) => unknown
  readonly isInForce?: boolean
  readonly isRemembered?: boolean
  readonly last?: PasswordMark
  readonly signIn?: Awaited<ReturnType<Ldap['signIn']>>
}

function open(situation: Situation) {
  const {
    controls = [],
    fault,
    isInForce = false,
    isRemembered = false,
    last,
    signIn = WRONG,
  } = situation
  const remembered: Parameters<PasswordHistory['remember']>[2][] = []
  let modifies = 0
  const binds: string[] = []
  const entries = entriesOf(controls, situation)
  const connection = scriptedConnection(entries)
  const modify: Client['modify'] = async () => {
    modifies += 1
    if (fault) throw fault(connection.server)
  }
  // as: a double of what is called here.
  const client = { ...connection.client, modify } as Client
  const run: Ldap['write'] = (work) => work({ ...connection, client })
  const ldap: Ldap = {
    read: run,
    write: run,
    close: async () => undefined,
    signIn: async () => {
      binds.push('before')
      return signIn
    },
    isInForce: async () => {
      binds.push('after')
      return isInForce
    },
    settings: {
      ...{ name: 'corp', tls: 'ldaps', bindDn: 'CN=svc', bindPassword: new Secret('x') },
      ...{ searchBases: ['OU=People'], mailAttributes: [], phoneAttributes: [] },
    },
  }
  const history = {
    compare: async () => ({ isHeld: isRemembered, last }),
    remember: async (
      _id: string,
      _password: Secret<string>,
      kept: Parameters<PasswordHistory['remember']>[2],
    ) => void remembered.push(kept),
  }
  const now = () => Date.UTC(2030, 0, 1)
  const deps = { ldap, base: BASE, history, now, mayTouchProtected: false }
  const { setPassword } = createActiveDirectory(deps)
  const password = new Secret('Plum-Bridge-101-wide')
  return {
    remembered,
    binds,
    modifies: () => modifies,
    reset: () => setPassword(ID, { password }),
    change: () => setPassword(ID, { password, current: new Secret('Quiet-Harbour-417') }),
  }
}

function entriesOf(controls: readonly string[], { person = {}, domain = {} }: Situation) {
  const of = (base: string): Entry => {
    if (base === '')
      return {
        ...{ dn: '', defaultNamingContext: BASE, configurationNamingContext: 'CN=Configuration' },
        supportedControl: [...controls],
      }
    if (base === BASE)
      return {
        ...{ dn: BASE, minPwdLength: '7', pwdProperties: '1', pwdHistoryLength: '24' },
        ...{ minPwdAge: '0', lockoutThreshold: '5', ...domain },
      }
    return {
      ...{ dn: 'CN=alice', sAMAccountName: 'alice', userAccountControl: '512', ...person },
      objectGUID: Buffer.from([...Array(16).keys()]),
    }
  }
  return (base: string) => [of(base)]
}

const refusal = (code: number, words: string) => () => new Refusal(code, words)

class Refusal extends ResultCodeError {
  override readonly name = 'Refusal'

  constructor(code: number, words: string) {
    super(code, words)
  }
}

describe('a refused write', () => {
  test.each<[string, Situation, 'reset' | 'change', object]>([
    [
      'of a reset by policy, where the server holds history, is history',
      { controls: [HINTS], fault: refusal(53, POLICY) },
      'reset',
      { outcome: 'refused', broken: ['history'] },
    ],
    [
      'of a reset by policy, where it holds none, is a rule of value',
      { fault: refusal(19, POLICY) },
      'reset',
      { outcome: 'refused', broken: ['character-classes'] },
    ],
    [
      'of a reset by policy in a domain without complexity is the length',
      { fault: refusal(19, POLICY), domain: { pwdProperties: '0' } },
      'reset',
      { outcome: 'refused', broken: ['min-length'] },
    ],
    [
      'of a change by policy is history',
      { fault: refusal(19, POLICY) },
      'change',
      { outcome: 'refused', broken: ['history'] },
    ],
    [
      'of a change for its current password says so',
      { fault: refusal(19, '00000056: AtrErr') },
      'change',
      { outcome: 'wrong-current' },
    ],
    [
      'of a change on a locked account says no more',
      { fault: refusal(19, '00000775: AtrErr') },
      'change',
      { outcome: 'wrong-current' },
    ],
    [
      'for want of a right says so',
      { fault: refusal(50, '00000005: SecErr') },
      'reset',
      { outcome: 'no-right', said: expect.stringContaining('00000005') },
    ],
    [
      'of somebody deleted meanwhile',
      { fault: refusal(32, '0000208D: NameErr') },
      'reset',
      { outcome: 'not-found' },
    ],
  ])('%s', async (_, situation, way, result) => {
    const opened = open(situation)
    expect(await opened[way]()).toMatchObject(result)
    expect(opened.remembered).toEqual([])
  })

  test.each([
    ['a read-only server', refusal(10, '0000202B: RefErr')],
    ['a server that lost the control', refusal(12, '00000057: LdapErr')],
    ['a server that is busy', refusal(51, 'busy')],
  ])('of %s was not carried out, and may be tried again', async (_, fault) => {
    await expect(open({ fault }).reset()).rejects.toThrow(DirectoryUnavailable)
  })
})

describe('a write whose answer was lost', () => {
  const fault: Situation['fault'] = (server) => new ConnectionLost(server, new Error('reset'))

  test('is written where the password is in force', async () => {
    const { reset, remembered } = open({ fault, isInForce: true })
    expect(await reset()).toEqual({ outcome: 'written' })
    expect(remembered).toEqual([{ remembered: 24, mark: undefined }])
  })

  // The write may still be on its way: whoever is told that nothing was written would be told a lie.
  test('is unknown where the password is not in force yet', async () => {
    const { reset, remembered } = open({ fault, isInForce: false })
    await expect(reset()).rejects.toThrow(OutcomeUnknown)
    expect(remembered).toEqual([])
  })

  test('is not written where nothing left', async () => {
    const gone: Situation['fault'] = (server) => new ConnectionLost(server, new NeverSent('gone'))
    const { reset, binds } = open({ fault: gone, isInForce: true })
    await expect(reset()).rejects.toThrow(DirectoryUnavailable)
    expect(binds).not.toContain('after')
  })

  // Of five tries one is left to the person themselves, and one to a slip.
  test.each([
    ['asks by a bind where that may fail', '2', ['before', 'after']],
    ['asks nobody where a bind that fails brings a lockout near', '3', []],
  ])('%s', async (_, badPwdCount, asked) => {
    const { reset, binds } = open({ fault, person: { badPwdCount } })
    await expect(reset()).rejects.toThrow(OutcomeUnknown)
    expect(binds).toEqual(asked)
  })

  test('asks of whoever is locked out, as nothing can lock them twice', async () => {
    const person = { badPwdCount: '5', 'msDS-User-Account-Control-Computed': '16' }
    const { reset, binds } = open({ fault, person, isInForce: true })
    expect(await reset()).toEqual({ outcome: 'written' })
    expect(binds).toEqual(['after'])
  })
})

describe('history', () => {
  test('is ours to hold where the server has no policy hints', async () => {
    const { reset, modifies } = open({ isRemembered: true })
    expect(await reset()).toEqual({ outcome: 'refused', broken: ['history'] })
    expect(modifies()).toBe(0)
  })

  // Each bind that fails is counted: a few old passwords in a row would lock their owner out.
  test('costs no try of a lockout where the store holds the password', async () => {
    const { reset, binds } = open({ isRemembered: true })
    await reset()
    expect(binds).toEqual([])
  })

  describe('and the password in force', () => {
    const at = Date.UTC(2030, 0, 1)
    const last = { version: 7, at }
    const set = (version: string, when: number) => ({
      'msDS-KeyVersionNumber': version,
      pwdLastSet: String(BigInt(when + 11_644_473_600_000) * 10_000n),
    })

    test('is known without a bind where nobody set one since we did', async () => {
      const { reset, binds, remembered } = open({ last, person: set('7', at - 5 * 60_000) })
      expect(await reset()).toEqual({ outcome: 'written' })
      expect(binds).toEqual([])
      expect(remembered).toEqual([{ remembered: 24, mark: { version: 8, at } }])
    })

    test.each([
      ['set again by somebody else', set('8', at)],
      ['of the same number, and of another time', set('7', at - 5 * 60_000 - 1)],
      ['without a number that can be seen', { pwdLastSet: set('7', at).pwdLastSet }],
      ['given to be changed', { 'msDS-KeyVersionNumber': '7', pwdLastSet: '0' }],
    ])('is asked for where it was %s', async (_, person) => {
      const { reset, binds } = open({ last, person, signIn: 'bound' })
      expect(await reset()).toEqual({ outcome: 'refused', broken: ['history'] })
      expect(binds).toEqual(['before'])
    })
  })

  test('is the server’s where it has them', async () => {
    const { reset, remembered } = open({ controls: [HINTS], isRemembered: true, signIn: 'bound' })
    expect(await reset()).toEqual({ outcome: 'written' })
    expect(remembered).toEqual([])
  })

  test('holds the password in force, in whatever state the account is', async () => {
    for (const data of ['773', '532', '530']) {
      const signIn = { code: 49, said: `80090308: LdapErr: data ${data}, v4563` }
      expect(await open({ signIn }).reset()).toEqual({ outcome: 'refused', broken: ['history'] })
    }
  })

  test('is not held against whom the server answers strangely', async () => {
    const signIn = { code: 49, said: '80090308: LdapErr: data 52f, v4563' }
    expect(await open({ signIn }).reset()).toEqual({ outcome: 'written' })
  })

  test('is held by nobody where the rule is not in force', async () => {
    const { reset, remembered } = open({ domain: { pwdHistoryLength: '0' }, isRemembered: true })
    expect(await reset()).toEqual({ outcome: 'written' })
    expect(remembered).toEqual([])
  })
})

describe('minimum age', () => {
  // A day, and a password of an hour ago.
  const domain = { minPwdAge: '-864000000000' }
  const pwdLastSet = String(BigInt(Date.UTC(2029, 11, 31, 23) + 11_644_473_600_000) * 10_000n)

  test('is judged before anything is sent, on a reset and on a change', async () => {
    const { reset, change, modifies } = open({ domain, person: { pwdLastSet } })
    const refused = { outcome: 'refused', broken: ['min-age'] }
    expect(await reset()).toEqual(refused)
    expect(await change()).toEqual(refused)
    expect(modifies()).toBe(0)
  })

  test('has passed for a password that has to be changed', async () => {
    expect(await open({ domain, person: { pwdLastSet: '0' } }).reset()).toEqual({
      outcome: 'written',
    })
  })
})
