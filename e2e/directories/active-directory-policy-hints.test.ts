import { createActiveDirectory, createLdap, type PasswordHistory } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../environments/certificate.ts'
import { newFolder, removeFolder } from '../environments/program.ts'
import { type Script, startScriptedLdap } from '../environments/scripted-ldap.ts'

// No server here honours policy hints: against a double it is shown what a real one would be sent.

const CURRENT = '1.2.840.113556.1.4.2239'
const DEPRECATED = '1.2.840.113556.1.4.2066'
const BASE = 'DC=corp,DC=test'
const ALICE = `CN=alice,${BASE}`
const ID = '03020100-0504-0706-0809-0a0b0c0d0e0f'
const PASSWORD = 'Plum-Bridge-101-wide'

const folder = newFolder()
const pair = makeCertificate(folder, 'localhost')
afterAll(() => removeFolder(folder))

const NO_HISTORY: PasswordHistory = {
  compare: async () => {
    throw new Error('history was asked for')
  },
  remember: async () => {
    throw new Error('a password was remembered')
  },
}

function entriesOf(controls: readonly string[]): Script['search'] {
  const root = {
    defaultNamingContext: [BASE],
    configurationNamingContext: [`CN=Configuration,${BASE}`],
    supportedControl: ['1.2.840.113556.1.4.319', ...controls],
  }
  const domain = {
    minPwdLength: ['7'],
    pwdProperties: ['1'],
    pwdHistoryLength: ['24'],
    minPwdAge: ['0'],
    lockoutThreshold: ['0'],
    lockOutObservationWindow: ['0'],
  }
  const alice = {
    objectGUID: [Buffer.from([...Array(16).keys()])],
    sAMAccountName: ['alice'],
    userAccountControl: ['512'],
    'msDS-User-Account-Control-Computed': ['0'],
    pwdLastSet: ['133000000000000000'],
  }
  return (base) => {
    if (base === '') return [{ dn: '', attributes: root }]
    if (base === BASE) return [{ dn: BASE, attributes: domain }]
    return [{ dn: ALICE, attributes: alice }]
  }
}

type Says = { readonly controls: readonly string[] } & Partial<Omit<Script, 'search'>>

async function open({ controls, ...said }: Says, history = NO_HISTORY) {
  const script = { search: entriesOf(controls), modify: written, ...said }
  const server = await startScriptedLdap(pair, script)
  const ldap = createLdap({
    settings: {
      name: 'corp',
      tls: 'ldaps',
      ca: pair.certificate,
      bindDn: `CN=svc-reset,${BASE}`,
      bindPassword: new Secret('Svc-Passw0rd-1!'),
      searchBases: [`OU=People,${BASE}`],
      mailAttributes: ['mail'],
      phoneAttributes: [],
    },
    list: async () => [{ host: 'localhost', port: server.port }],
    now: Date.now,
  })
  onTestFinished(async () => {
    await ldap.close()
    await server[Symbol.asyncDispose]()
  })
  const directory = createActiveDirectory({
    ldap,
    base: BASE,
    history,
    now: Date.now,
    mayTouchProtected: false,
  })
  return { server, directory }
}

function written() {
  return { code: 0, words: '' }
}

const RESET = [
  { operation: 'replace', type: 'unicodePwd' },
  { operation: 'replace', type: 'lockoutTime' },
  { operation: 'replace', type: 'pwdLastSet' },
]

describe('a reset', () => {
  test.each([
    ['the current control', [CURRENT], CURRENT],
    ['the deprecated control', [DEPRECATED], DEPRECATED],
    ['both', [DEPRECATED, CURRENT], CURRENT],
  ])(
    'where the server lists %s sends it, critical, in the same modify',
    async (_, controls, type) => {
      const { server, directory } = await open({ controls })
      const result = await directory.setPassword(ID, { password: new Secret(PASSWORD) })
      expect(result).toEqual({ outcome: 'written' })
      // SEQUENCE { INTEGER 1 }
      const value = Buffer.from('3003020101', 'hex')
      expect(server.modifies).toEqual([
        { dn: ALICE, changes: RESET, controls: [{ type, isCritical: true, value }] },
      ])
    },
  )

  test('where the server lists neither sends none, and Latchkey holds the history', async () => {
    const calls: string[] = []
    const history: PasswordHistory = {
      compare: async (id, _, remembered) => {
        calls.push(`compare ${id} ${remembered}`)
        return { isHeld: false }
      },
      remember: async (id, _, { remembered }) => void calls.push(`remember ${id} ${remembered}`),
    }
    // What is asked first is whether the password is in force: it is not.
    const wrong = { code: 49, words: '80090308: LdapErr: DSID-0C09041C, data 52e, v4563' }
    const bind: Script['bind'] = (dn) => (dn === ALICE ? wrong : written())
    const { server, directory } = await open({ controls: [], bind }, history)
    const result = await directory.setPassword(ID, { password: new Secret(PASSWORD) })
    expect(result).toEqual({ outcome: 'written' })
    expect(calls).toEqual([`compare ${ID} 24`, `remember ${ID} 24`])
    expect(server.modifies).toEqual([{ dn: ALICE, changes: RESET, controls: [] }])
  })

  test('that the server refuses by its policy is said to be an earlier password', async () => {
    const words = '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0'
    const { directory } = await open({ controls: [CURRENT], modify: () => ({ code: 53, words }) })
    expect(await directory.setPassword(ID, { password: new Secret(PASSWORD) })).toEqual({
      outcome: 'refused',
      broken: ['history'],
      said: expect.stringContaining('0000052D'),
    })
  })

  test('whose answer is lost, with the new password in force, is written', async () => {
    const { directory } = await open({ controls: [CURRENT], modify: () => 'silence' })
    // The double lets everybody bind.
    const result = await directory.setPassword(ID, { password: new Secret(PASSWORD) })
    expect(result).toEqual({ outcome: 'written' })
  })
})

describe('a change', () => {
  test('needs no control: the server judges it as the person’s own', async () => {
    const { server, directory } = await open({ controls: [CURRENT] })
    const current = new Secret('Quiet-Harbour-417')
    await directory.setPassword(ID, { password: new Secret(PASSWORD), current })
    expect(server.modifies).toEqual([
      {
        dn: ALICE,
        changes: [
          { operation: 'delete', type: 'unicodePwd' },
          { operation: 'add', type: 'unicodePwd' },
        ],
        controls: [],
      },
    ])
  })
})
