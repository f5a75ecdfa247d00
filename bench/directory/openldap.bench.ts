import { Secret } from '@latchkey/protocol'
import { Client } from 'ldapts'
import { expect, test } from 'vitest'
import { PEOPLE, SERVICE } from '../../e2e/environments/openldap/names.ts'
import { useSlapd } from '../../e2e/environments/openldap/use.ts'
import { requestOf } from '../../packages/directory/src/openldap/password-modify.ts'
import { compare, passwordOf, report } from './compare.ts'

const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1'

// slapd's own hash, at the cost that Debian's slapd has by default.
const { slapd, open, add } = useSlapd({ hashing: 'argon2' })

test('slapd', async () => {
  const { directory, idOf } = open()
  const names = Array.from({ length: 8 }, (_, n) => `person-${n}`)
  for (const name of names) await add({ name, password: 'Quiet-Harbour-417' })
  const ids = await Promise.all(names.map(idOf))
  const clients = await Promise.all(names.map(bareClient))
  const ours = async (n: number, turn: number) => {
    const password = new Secret(passwordOf(n, turn))
    const result = await directory.setPassword(ids[n] ?? '', { password })
    expect(result.outcome).toBe('written')
  }
  const bare = async (n: number, turn: number) => {
    const dn = `uid=${names[n]},${PEOPLE}`
    const password = new Secret(passwordOf(n, turn))
    await clients[n]?.exop(PASSWORD_MODIFY, requestOf({ dn, password }))
  }
  report('slapd', [await compare(ours, bare, 1), await compare(ours, bare, 8)])
  await Promise.all(clients.map((client) => client.unbind()))
})

async function bareClient(): Promise<Client> {
  const { host, ldapsPort, ca } = slapd()
  const client = new Client({ url: `ldaps://${host}:${ldapsPort}`, tlsOptions: { ca, host } })
  await client.bind(SERVICE.dn, SERVICE.password)
  return client
}
