import { Secret } from '@latchkey/protocol'
import { Attribute, Change, Client } from 'ldapts'
import { expect, test } from 'vitest'
import { SERVICE } from '../../e2e/environments/samba-ad/domain.ts'
import { unicodePwd } from '../../e2e/environments/samba-ad/entries.ts'
import { openSamba } from '../../e2e/environments/samba-ad/open.ts'
import { useSamba } from '../../e2e/environments/samba-ad/use.ts'
import { compare, passwordOf, report } from './compare.ts'

const samba = useSamba()

// Latchkey holds history here, as Samba knows no policy hints; without one there is nothing to hold. Where the bare
// requests set passwords of the same people, each reset of ours finds one in force that was set elsewhere, and asks by
// a bind whether it is the new one; where they have people of their own, it finds the one that it set itself.
test.each([
  { name: 'samba-set-elsewhere', pwdHistoryLength: '5', theirsFrom: 0 },
  { name: 'samba-set-here', pwdHistoryLength: '5', theirsFrom: 8 },
  { name: 'samba-without-history', pwdHistoryLength: '0', theirsFrom: 0 },
])('$name', async ({ name, pwdHistoryLength, theirsFrom }) => {
  const { add, directory, made } = await openSamba(samba())
  await made.setPolicy({ pwdHistoryLength })
  const people: Awaited<ReturnType<typeof add>>[] = []
  for (let n = 0; n < theirsFrom + 8; n += 1) people.push(await add({ name: `person-${n}` }))
  const clients = await Promise.all(people.slice(theirsFrom).map(bareClient))
  const ours = async (n: number, turn: number) => {
    const id = people[n]?.id ?? ''
    const result = await directory.setPassword(id, { password: new Secret(passwordOf(n, turn)) })
    expect(result.outcome).toBe('written')
  }
  const bare = async (n: number, turn: number) => {
    const value = unicodePwd(passwordOf(n, turn))
    await clients[n]?.modify(people[theirsFrom + n]?.dn ?? '', [
      replaced('unicodePwd', value),
      replaced('lockoutTime', '0'),
      replaced('pwdLastSet', '-1'),
    ])
  }
  report(name, [await compare(ours, bare, 1), await compare(ours, bare, 8)])
  await Promise.all(clients.map((client) => client.unbind()))
})

async function bareClient(): Promise<Client> {
  const { addresses, ca } = samba()
  const [host] = addresses
  const client = new Client({ url: `ldaps://${host}`, tlsOptions: { ca, host } })
  await client.bind(SERVICE.dn, SERVICE.password)
  return client
}

function replaced(type: string, value: string | Buffer): Change {
  // as: ldapts takes texts or bytes, and not both in one list.
  const values = [value] as string[]
  return new Change({ operation: 'replace', modification: new Attribute({ type, values }) })
}
