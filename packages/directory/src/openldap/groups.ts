import { EqualityFilter, OrFilter } from 'ldapts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { search } from '../ldap/search.ts'

// Deeper nests and bigger crowds than anybody has on purpose.
const MOST_LEVELS = 10
const MOST_GROUPS = 1_000
// Nobody's groups are looked for as often as those of most people.
const LEAST_LEVELS = 2
const MOST_IN_ONE_FILTER = 100

/** Whose groups are looked for: an entry, and a name for groups that list names (RFC 2307). */
export type Member = { readonly dn: string; readonly name: string }

/** The names of all groups that a person is in, through other groups too. */
export async function groupsOf(
  connection: Connection,
  base: string,
  member: Member,
): Promise<readonly string[]> {
  const found = new Map<string, string>()
  let holders = await groupsWith(connection, base, [member.dn], member.name)
  for (let level = 2; level <= MOST_LEVELS && found.size < MOST_GROUPS; level++) {
    // A group that was there already closes a circle.
    const fresh = holders.filter(({ dn }) => !found.has(dn))
    for (const group of fresh) found.set(group.dn, group.text('cn') ?? group.dn)
    if (fresh.length === 0 && level > LEAST_LEVELS) break
    const dns = fresh.length === 0 ? [member.dn] : fresh.map(({ dn }) => dn)
    holders = await groupsWith(connection, base, dns)
  }
  return [...new Set(found.values())]
}

async function groupsWith(
  connection: Connection,
  base: string,
  dns: readonly string[],
  name?: string,
): Promise<readonly Attributes[]> {
  const groups: Attributes[] = []
  for (let at = 0; at < dns.length; at += MOST_IN_ONE_FILTER) {
    const some = dns.slice(at, at + MOST_IN_ONE_FILTER)
    const filters = some.flatMap((value) => MEMBER_BY_DN.map((one) => equals(one, value)))
    if (name !== undefined) filters.push(equals('memberUid', name))
    const filter = new OrFilter({ filters })
    const wanted = { attributes: ['cn'] }
    groups.push(...(await search(connection, base, { scope: 'sub', filter, wanted })))
  }
  return groups
}

const MEMBER_BY_DN = ['member', 'uniqueMember'] as const

function equals(attribute: string, value: string): EqualityFilter {
  return new EqualityFilter({ attribute, value })
}
