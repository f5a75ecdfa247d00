import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../environments/deadline.ts'
import { openDirectory } from '../environments/openldap/directory.ts'
import { SUFFIX } from '../environments/openldap/names.ts'
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
