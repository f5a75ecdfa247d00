import { randomUUID } from 'node:crypto'
import { EqualityFilter } from 'ldapts'
import type { EntryId } from '../directory.ts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { readLoginName } from '../ldap/login-name.ts'
import { anyEquals, findOne, findTwo, readEntry, type Wanted } from '../ldap/search.ts'
import { type AccountState, STATE_ATTRIBUTES, stateOf } from './account-state.ts'
import type { OpenLdap } from './deps.ts'
import { type PasswordPolicy, POLICY, policyOf } from './password-policy.ts'

/** A person as one read found them. */
export type Person = {
  readonly id: EntryId
  readonly dn: string
  readonly name: string
  readonly displayName: string
  readonly attributes: Attributes
  readonly policy: PasswordPolicy | undefined
  readonly state: AccountState
  /** What a name was found by. */
  readonly matched?: 'name' | 'mail'
}

/** Reads a person by id, with the policy in force for them. */
export async function readPerson(
  openLdap: OpenLdap,
  connection: Connection,
  id: EntryId,
): Promise<Person | undefined> {
  // slapd takes a filter on what is no UUID for one that nothing meets; nobody else has to.
  const value = UUID.test(id) ? id : randomUUID()
  const filter = new EqualityFilter({ attribute: 'entryUUID', value })
  const entry = await findOne(connection, basesOf(openLdap), filter, wantedOf(openLdap))
  return withPolicy(openLdap, connection, entry)
}

/**
 * Reads a person by account name or address. A name wins over an address: or whoever may write their own
 * address could take somebody's name for it, and nobody would find that person any more.
 */
export async function readPersonByName(
  openLdap: OpenLdap,
  connection: Connection,
  typed: string,
): Promise<Person | undefined> {
  const value = nameIn(openLdap, typed) ?? randomUUID()
  const find = (attributes: readonly string[], by: string) =>
    findTwo(connection, basesOf(openLdap), anyEquals(attributes, by), wantedOf(openLdap))
  const [byName, byAddress] = await Promise.all([
    find(['uid'], value),
    // What is no address is looked for as nobody's: a name that somebody wrote into their own `mail` would
    // otherwise be theirs in a directory where nobody has it.
    find(openLdap.ldap.settings.mailAttributes, value.includes('@') ? value : randomUUID()),
  ])
  const matched = byName.length > 0 ? 'name' : 'mail'
  const meant = matched === 'name' ? byName : byAddress
  // A name that two have is nobody's, whatever address it is besides.
  const person = await withPolicy(openLdap, connection, meant.length === 1 ? meant[0] : undefined)
  return person && { ...person, matched }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function nameIn({ domains }: OpenLdap, typed: string): string | undefined {
  const { name, domain } = readLoginName(typed) ?? {}
  if (domain === undefined || !domains) return name
  const isOurs = domains.some((one) => one.toLowerCase() === domain.toLowerCase())
  return isOurs ? name : undefined
}

function basesOf({ ldap }: OpenLdap): readonly string[] {
  return ldap.settings.searchBases
}

function wantedOf({ ldap }: OpenLdap): Wanted {
  const { mailAttributes, phoneAttributes } = ldap.settings
  const own = ['entryUUID', 'uid', 'cn', 'displayName', ...mailAttributes, ...phoneAttributes]
  return { attributes: [...own, ...STATE_ATTRIBUTES] }
}

// The policy is read for nobody too: a miss costs what a hit costs.
async function withPolicy(
  openLdap: OpenLdap,
  connection: Connection,
  entry: Attributes | undefined,
): Promise<Person | undefined> {
  const policy = await readPolicy(openLdap, connection, entry)
  const id = entry?.text('entryUUID')
  const name = entry?.text('uid')
  if (!entry || id === undefined || name === undefined) return
  return {
    id,
    dn: entry.dn,
    name,
    displayName: entry.text('displayName') ?? entry.text('cn') ?? name,
    attributes: entry,
    policy,
    state: stateOf(entry, policy, openLdap.now()),
  }
}

/**
 * The policy in force for an entry, or for whoever has none of their own; nothing where none can be seen.
 * Where nobody told which is the default, it is the only one that there is.
 */
export async function readPolicy(
  { base, defaultPolicy }: OpenLdap,
  connection: Connection,
  entry?: Attributes,
): Promise<PasswordPolicy | undefined> {
  const dn = entry?.text('pwdPolicySubentry') ?? defaultPolicy
  const filter = new EqualityFilter({ attribute: 'objectClass', value: 'pwdPolicy' })
  const found =
    dn === undefined
      ? await findOne(connection, [base], filter, POLICY)
      : await readEntry(connection, dn, POLICY)
  return found && policyOf(found)
}
