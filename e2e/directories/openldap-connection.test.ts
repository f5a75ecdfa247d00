import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../environments/deadline.ts'
import { openDirectory } from '../environments/openldap/directory.ts'
import { SERVICE, SUFFIX } from '../environments/openldap/names.ts'
import { startRelay } from '../environments/openldap/relay.ts'
import { type Slapd, startSlapd } from '../environments/openldap/slapd.ts'

let slapd: Slapd

beforeAll(async () => {
  slapd = await startSlapd()
})

afterAll(() => slapd[Symbol.asyncDispose]())

describe('a connection to OpenLDAP', () => {
  test.each(['ldaps', 'starttls'] as const)(
    'over %s is not made anew in the middle of work, where it would be in the clear or nobody’s',
    async (tls) => {
      await using relay = await startRelay(tls === 'ldaps' ? slapd.ldapsPort : slapd.port)
      const { ldap, close } = openDirectory(slapd, { tls, port: relay.port })
      const asked = ldap.write(async ({ client }) => {
        await relay.cut()
        await eventually('the end of the connection', () => !client.isConnected || undefined)
        return await client.search(SUFFIX, { scope: 'base' })
      })
      await expect(asked).rejects.toMatchObject({ name: 'ConnectionLost' })
      expect(relay.connections).toBe(1)
      await close()
    },
  )
})

describe('check', () => {
  // Or the first answer about nobody after a start would come too early, and tell so.
  test('learns how long a bind takes, by one of our own', async () => {
    const { directory, ldap, close } = openDirectory(slapd)
    const bound: string[] = []
    const { signIn } = ldap
    Object.assign(ldap, {
      signIn: (person: Parameters<typeof signIn>[0]) => {
        bound.push(person.dn)
        return signIn(person)
      },
    })
    await directory.check()
    expect(new Set(bound)).toEqual(new Set([SERVICE.dn]))
    bound.length = 0
    await directory.check()
    expect(bound).toEqual([])
    await close()
  })
})
