import { Attribute, Change, type Client, Control } from 'ldapts'
import { GROUPS, PEOPLE, START_PASSWORD } from './names.ts'

/** A person to add; what is left out is in order. */
export type NewPerson = {
  readonly name: string
  readonly displayName?: string
  readonly mail?: string
  readonly password?: string
  readonly groups?: readonly string[]
  /** The unit, or People. */
  readonly below?: string
  /** The common name that the DN begins with, or `uid=NAME`. */
  readonly cn?: string
  /** Attributes on top, as the directory takes them. */
  readonly also?: Readonly<Record<string, string>>
}

export const LONG_AGO = '20200101000000Z'
/** As an administrator writes a lock without an end. */
export const LOCKED_FOR_GOOD = '000001010000Z'
/** As an administrator shuts an account: it opens after it closed. */
export const SHUT = { pwdStartTime: '20300101000000Z', pwdEndTime: LONG_AGO } as const

/** Adds a person and the groups that are not there yet, and says their DN. */
export async function addPerson(root: Client, person: NewPerson): Promise<string> {
  const { name, displayName = name, below = PEOPLE, cn, password = START_PASSWORD } = person
  const dn = `${cn === undefined ? `uid=${escapeRdn(name)}` : `cn=${escapeRdn(cn)}`},${below}`
  await root.add(dn, {
    objectClass: ['inetOrgPerson', 'shadowAccount'],
    uid: name,
    cn: cn ?? displayName,
    sn: displayName,
    displayName,
    userPassword: password,
    ...(person.mail !== undefined && { mail: person.mail }),
  })
  await set(root, dn, person.also ?? {})
  for (const group of person.groups ?? []) await addMember(root, group, dn)
  return dn
}

/** Puts a member, who may be a group, into a group; makes it where it is not there. */
export async function addMember(root: Client, group: string, member: string): Promise<string> {
  const dn = `cn=${escapeRdn(group)},${GROUPS}`
  const modification = new Attribute({ type: 'member', values: [member] })
  await root.modify(dn, new Change({ operation: 'add', modification })).catch(async () => {
    await root.add(dn, { objectClass: 'groupOfNames', cn: group, member })
  })
  return dn
}

/** Writes attributes as time or an administrator would, those included that nobody may modify. */
export async function set(
  root: Client,
  dn: string,
  attributes: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<void> {
  const changes = Object.entries(attributes).map(
    ([type, value]) =>
      new Change({
        operation: 'replace',
        modification: new Attribute({ type, values: [value ?? []].flat() }),
      }),
  )
  if (changes.length > 0) await root.modify(dn, changes, new RelaxControl())
}

/** Removes an entry and everything below it. */
export async function removeTree(root: Client, base: string): Promise<void> {
  const { searchEntries } = await root.search(base, { scope: 'sub', attributes: ['1.1'] })
  const deepestFirst = searchEntries.map(({ dn }) => dn).sort((a, b) => b.length - a.length)
  for (const dn of deepestFirst) await root.del(dn)
}

// draft-zeilenga-ldap-relax: lets the root DN write what only slapd writes.
class RelaxControl extends Control {
  constructor() {
    super('1.3.6.1.4.1.4203.666.5.12', { critical: true })
  }
}

/** RFC 4514 §2.4. */
export function escapeRdn(value: string): string {
  return value
    .replace(/[\\",+;<=>]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')
}
