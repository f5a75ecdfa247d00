import { describe, expect, test } from 'vitest'
import { withOwn } from './deps.ts'
import { createListedServers, readPrimary } from './primary.ts'
import { scriptedConnection } from './scripted-connection.ts'

const SERVER = 'CN=DC1,CN=Servers,CN=Paris,CN=Sites,CN=Configuration,DC=corp,DC=test'
const BASE = 'DC=corp,DC=test'

const ROOT = { dn: '', defaultNamingContext: BASE, configurationNamingContext: 'CN=X' }

function connectionTo({ owner = `CN=NTDS Settings,${SERVER}` }) {
  return scriptedConnection((base) => {
    if (base === '') return [ROOT]
    if (base === BASE) return [{ dn: base, fSMORoleOwner: owner }]
    return base === SERVER ? [{ dn: base, dNSHostName: 'dc1.corp.test' }] : []
  })
}

describe('the primary', () => {
  test('is the server whose settings hold the role', async () => {
    expect(await readPrimary(connectionTo({}), BASE)).toBe('dc1.corp.test')
  })

  test.each([
    ['nobody holds', ''],
    ['somebody unknown holds', 'CN=NTDS Settings,CN=Gone,CN=Configuration,DC=corp,DC=test'],
    ['is held by what is no server’s settings', SERVER],
  ])('is unknown where the role %s', async (_, owner) => {
    expect(await readPrimary(connectionTo({ owner }), BASE)).toBeUndefined()
  })
})

describe('listed servers', () => {
  const [ONE, TWO, THREE] = ['dc3.corp.test', 'DC1.corp.test', '192.0.2.1'].map((host) => ({
    host,
    port: 636,
  }))
  const open = () => createListedServers([ONE, TWO, THREE].flatMap((one) => one ?? []))

  test('are in the order of the list until the primary is known, which then goes first', async () => {
    const servers = open()
    expect(await servers.list()).toEqual([ONE, TWO, THREE])
    servers.learnPrimary('dc1.CORP.test')
    expect(await servers.list()).toEqual([TWO, ONE, THREE])
    servers.learnPrimary('dc3.corp.test')
    expect(await servers.list()).toEqual([ONE, TWO, THREE])
  })

  test('are never more than those of the list', async () => {
    const servers = open()
    servers.learnPrimary('dc9.corp.test')
    expect(await servers.list()).toEqual([ONE, TWO, THREE])
  })
})

test('each new look at a server’s domain tells who the primary is, once a minute', async () => {
  const learned: string[] = []
  const clock = { now: 0 }
  const connection = connectionTo({})
  const { domainOf } = withOwn({
    // as: nothing of it is used here.
    ldap: {} as never,
    base: BASE,
    history: { compare: async () => ({ isHeld: false }), remember: async () => {} },
    now: () => clock.now,
    mayTouchProtected: false,
    learnPrimary: (host) => void learned.push(host),
  })
  await domainOf(connection)
  await domainOf(connection)
  expect(learned).toEqual(['dc1.corp.test'])
  clock.now = 60_000
  await domainOf(connection)
  expect(learned).toHaveLength(2)
})
