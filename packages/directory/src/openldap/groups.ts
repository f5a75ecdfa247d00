import { AndFilter, EqualityFilter, type Filter, OrFilter } from 'ldapts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { isServerFault, RESULT, refusalOf } from '../ldap/failure.ts'
import { search } from '../ldap/search.ts'

// Deeper nests and bigger crowds than anybody has on purpose.
const MOST_LEVELS = 10
const MOST_GROUPS = 1_000
// Nobody's groups are looked for as often as those of most people.
const LEAST_LEVELS = 2
const MOST_IN_ONE_FILTER = 100

/** Whose groups are looked for: an entry, and a name for groups that list names (RFC 2307). */
export type Member = { readonly dn: string; readonly name: string }

export type Groups = {
  readonly names: readonly string[]
  /** Whether there may be others, that slapd would not list. */
  readonly isPart: boolean
}

/** The names of all groups below any of the bases that a person is in, through other groups too. */
export async function groupsOf(
  connection: Connection,
  bases: readonly string[],
  member: Member,
): Promise<Groups> {
  const found = new Map<string, string>()
  let holders = await groupsWith(connection, bases, [member.dn], member.name)
  let isPart = holders.isPart
  for (let level = 2; level <= MOST_LEVELS && found.size < MOST_GROUPS; level++) {
    // A group that was there already closes a circle.
    const fresh = holders.groups.filter(({ dn }) => !found.has(dn))
    for (const group of fresh) found.set(group.dn, group.text('cn') ?? group.dn)
    if (fresh.length === 0 && level > LEAST_LEVELS) break
    const dns = fresh.length === 0 ? [member.dn] : fresh.map(({ dn }) => dn)
    holders = await groupsWith(connection, bases, dns)
    isPart ||= holders.isPart
  }
  return { names: [...new Set(found.values())], isPart: isPart || found.size >= MOST_GROUPS }
}

/** Whether our account can see a group below any of the bases. */
export async function canSeeGroups(
  connection: Connection,
  bases: readonly string[],
): Promise<boolean> {
  for (const base of bases) {
    const asked = { scope: 'sub', filter: ANY_GROUP, wanted: WANTED, most: 1 } as const
    if ((await search(connection, base, asked)).length > 0) return true
  }
  return false
}

type Holders = { readonly groups: readonly Attributes[]; readonly isPart: boolean }

async function groupsWith(
  connection: Connection,
  bases: readonly string[],
  dns: readonly string[],
  name?: string,
): Promise<Holders> {
  const groups: Attributes[] = []
  let isPart = false
  for (let at = 0; at < dns.length; at += MOST_IN_ONE_FILTER) {
    const some = dns.slice(at, at + MOST_IN_ONE_FILTER)
    const members = some.flatMap((value) => MEMBER_BY_DN.map((one) => equals(one, value)))
    if (name !== undefined) members.push(equals('memberUid', name))
    const filter = new AndFilter({ filters: [ANY_GROUP, new OrFilter({ filters: members })] })
    for (const base of bases) {
      const listed = await list(connection, base, filter)
      groups.push(...listed.groups)
      isPart ||= listed.isPart
    }
  }
  return { groups: groups.filter(isGroup), isPart }
}

// slapd lists no more than its limit, 500 as it comes, and one person in more groups than that must not make
// an error of their name: what came is taken, and told as a part.
async function list(connection: Connection, base: string, filter: Filter): Promise<Holders> {
  const asked = { scope: 'sub', filter, wanted: WANTED } as const
  try {
    return { groups: await search(connection, base, asked), isPart: false }
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal || isServerFault(error)) throw error
    if (refusal.code !== RESULT.sizeLimitExceeded) return { groups: [], isPart: true }
    const some = await search(connection, base, { ...asked, most: MOST_GROUPS })
    return { groups: some, isPart: true }
  }
}

const MEMBER_BY_DN = ['member', 'uniqueMember'] as const

// An entry is of one structural class for ever (RFC 4512 §2.4.2): nobody makes a group of their own entry by
// writing a `member` into it, though `by self write` lets them.
const STRUCTURAL = ['groupofnames', 'groupofuniquenames', 'groupofmembers', 'groupofentries']
// Auxiliary by RFC 2307bis: whoever may write their own entry can add it, and be one.
const POSIX = 'posixgroup'
const PEOPLE = ['person', 'account', 'posixaccount']

const ANY_GROUP = new OrFilter({
  filters: [...STRUCTURAL, POSIX].map((value) => equals('objectClass', value)),
})

const WANTED = { attributes: ['cn', 'objectClass'] }

function isGroup(entry: Attributes): boolean {
  const classes = entry.texts('objectClass').map((one) => one.toLowerCase())
  if (classes.some((one) => STRUCTURAL.includes(one))) return true
  return classes.includes(POSIX) && !classes.some((one) => PEOPLE.includes(one))
}

function equals(attribute: string, value: string): EqualityFilter {
  return new EqualityFilter({ attribute, value })
}
