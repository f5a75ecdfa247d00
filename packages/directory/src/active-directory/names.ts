import { EqualityFilter, type Filter, OrFilter } from 'ldapts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import type { LoginName } from '../ldap/login-name.ts'
import { search } from '../ldap/search.ts'
import { ofPeople } from './person.ts'

/** One way to read what a person typed: an attribute, and the value that it would have. */
type Reading = { readonly attribute: string; readonly value: string }

const MAIL = 'mail'
// As many as a domain controller lists at once: more have an address in common, which is an error to it.
const MOST = 1_000

// No account name can hold this sign, so nobody is found by it (MS-SAMR 3.1.1.8.4).
const NOBODY: Reading = { attribute: 'sAMAccountName', value: '*' }

type DomainNames = {
  /** Everything that may stand before a backslash. */
  readonly called: readonly string[]
  readonly dns: string
}

/** The ways to read a typed name, the one that names an account most surely first. */
export function readingsOf(typed: LoginName | undefined, domain: DomainNames): readonly Reading[] {
  if (!typed) return [NOBODY]
  const { name } = typed
  const account = (value: string): Reading => ({ attribute: 'sAMAccountName', value })
  if (typed.domain !== undefined)
    return [isThisDomain(typed.domain, domain) ? account(name) : NOBODY]
  const [, local, suffix] = /^([^@]+)@([^@]+)$/.exec(name) ?? []
  if (local === undefined || suffix === undefined) return [account(name)]
  return [
    { attribute: 'userPrincipalName', value: name },
    // Everybody has this UPN too, whatever the one that was written down for them (MS-ADTS 5.1.1.1.1).
    ...(isSame(suffix, domain.dns) ? [account(local)] : []),
    { attribute: MAIL, value: name },
  ]
}

function isThisDomain(typed: string, { called }: DomainNames): boolean {
  return called.some((one) => isSame(typed, one))
}

/** Whom a typed name means, and by what they were found. */
export type Meant = { readonly dn: string; readonly matched: 'name' | 'mail' }

/**
 * The one person whom a typed name means, below any of the bases. By
 * the first reading that anybody meets: so nobody takes an account's name by having it as their mail. Two
 * people are nobody.
 */
export async function findMeant(
  connection: Connection,
  bases: readonly string[],
  readings: readonly Reading[],
): Promise<Meant | undefined> {
  const filter = ofPeople(anyOf(readings))
  const wanted = { attributes: readings.map(({ attribute }) => attribute) }
  const found = new Map<string, Attributes>()
  for (const base of bases)
    for (const one of await search(connection, base, { scope: 'sub', filter, wanted, most: MOST }))
      found.set(one.dn, one)
  const entries = [...found.values()]
  const [meant] = readings
    .map((reading) => ({ reading, those: entries.filter((entry) => meets(entry, reading)) }))
    .filter(({ those }) => those.length > 0)
  const [one, ...others] = meant?.those ?? []
  if (!meant || !one || others.length > 0) return
  return { dn: one.dn, matched: meant.reading.attribute === MAIL ? 'mail' : 'name' }
}

function anyOf(readings: readonly Reading[]): Filter {
  return new OrFilter({ filters: readings.map((one) => new EqualityFilter({ ...one })) })
}

// A directory compares without accents and widths too: with `ä` for `a` one person would be taken for
// another, and their code sent to the address that the two seem to share.
function meets(entry: Attributes, { attribute, value }: Reading): boolean {
  return entry.texts(attribute).some((one) => isSame(one, value))
}

function isSame(one: string, other: string): boolean {
  return fold(one) === fold(other)
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
