import { createLdap, DirectoryUnavailable, type Ldap, type LdapServer } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../environments/certificate.ts'
import { newFolder, removeFolder } from '../environments/program.ts'
import { startScriptedLdap } from '../environments/scripted-ldap.ts'

const HOST = 'localhost'
const folder = newFolder()
const pair = makeCertificate(folder, HOST)
afterAll(() => removeFolder(folder))

const UNAVAILABLE = { code: 52, words: 'unavailable' }
const FINE = { code: 0, words: '' }

/** A server that can be made to take nobody, and counts what it is asked. */
async function startServer() {
  const state = { isUp: true, searches: 0, binds: 0 }
  const server = await startScriptedLdap(pair, {
    search: () => {
      state.searches += 1
      return []
    },
    bind: () => {
      state.binds += 1
      return state.isUp ? FINE : UNAVAILABLE
    },
    modify: () => FINE,
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { state, at: { host: HOST, port: server.port } }
}

function openOver(servers: readonly LdapServer[]) {
  const clock = { now: 0 }
  const ldap = createLdap({
    settings: {
      ...{ name: 'corp', tls: 'ldaps', ca: pair.certificate },
      ...{ bindDn: 'CN=svc', bindPassword: new Secret('Service-Harbour-1') },
      ...{ searchBases: ['OU=P'], mailAttributes: [], phoneAttributes: [] },
    },
    list: async () => servers,
    now: () => clock.now,
  })
  onTestFinished(() => ldap.close())
  return { clock, ldap }
}

const look = (ldap: Ldap) => ldap.read(({ client }) => client.search('', { scope: 'base' }))
const person = { dn: 'CN=alice', password: new Secret('Quiet-Harbour-417') }

describe('the preferred server', () => {
  test.each([
    ['in steady use, as under a look every five seconds', 5_000],
    ['with nothing kept open in between', 120_000],
  ])('that was away is used again %s', async (_, ms) => {
    const [one, two] = [await startServer(), await startServer()]
    const { clock, ldap } = openOver([one.at, two.at])
    one.state.isUp = false
    await look(ldap)
    expect([one.state.searches, two.state.searches]).toEqual([0, 1])
    one.state.isUp = true
    for (let gone = 0; gone < 30_000; gone += ms) {
      clock.now += ms
      await look(ldap)
    }
    expect(one.state.searches).toBeGreaterThan(0)
  })

  test('that was away is signed in to again, though sign-ins never cease', async () => {
    const [one, two] = [await startServer(), await startServer()]
    const { clock, ldap } = openOver([one.at, two.at])
    one.state.isUp = false
    await look(ldap)
    await ldap.signIn(person)
    expect(two.state.binds).toBe(2)
    one.state.isUp = true
    one.state.binds = 0
    for (let n = 0; n < 6; n++) {
      clock.now += 5_000
      await ldap.signIn(person)
    }
    expect(one.state.binds).toBeGreaterThan(0)
  })
})

test('an address that is none is one server’s fault, and the next one is tried', async () => {
  const one = await startServer()
  const { ldap } = openOver([{ host: HOST, port: 99_999 }, one.at])
  await look(ldap)
  expect(one.state.searches).toBe(1)
  const { ldap: nowhere } = openOver([{ host: HOST, port: 99_999 }])
  await expect(look(nowhere)).rejects.toThrow(DirectoryUnavailable)
})

describe('a flood of names and sign-ins', () => {
  test('holds up neither a write, nor what is read for one, nor the look at the directory', async () => {
    const one = await startServer()
    const { ldap } = openOver([one.at])
    let end = () => {}
    const held = new Promise<void>((resolve) => {
      end = resolve
    })
    const flood = Array.from({ length: 20 }, () => [
      ldap.read(() => held),
      ldap.signIn({ ...person, onBound: () => held }),
    ]).flat()
    const done = () => Promise.resolve('done')
    expect(await ldap.write(done)).toBe('done')
    expect(await ldap.read(done, 'writing')).toBe('done')
    expect(await ldap.read(done, 'watch')).toBe('done')
    expect(await ldap.signIn(person, 'writing')).toBe('bound')
    end()
    await Promise.all(flood)
  })
})
