import { AndFilter, EqualityFilter, type Filter } from 'ldapts'
import type { EntryId } from '../directory.ts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { readEntry, search } from '../ldap/search.ts'
import type { LdapSettings } from '../ldap/settings.ts'
import { guidOfId, idOfGuid } from './object-guid.ts'
import { hasFlag } from './user-account-control.ts'
import { momentOf } from './windows-time.ts'

/** What the directory holds of a person that a decision of ours needs. */
export type Person = {
  readonly dn: string
  readonly id: EntryId
  readonly name: string
  readonly displayName: string
  /** `userAccountControl` as it was read: what a write holds its change against. */
  readonly control: bigint
  readonly isDisabled: boolean
  readonly isLocked: boolean
  readonly mustChange: boolean
  readonly isSmartCardRequired: boolean
  readonly isProtected: boolean
  readonly expiresAt: number | undefined
  readonly passwordSetAt: number | undefined
  /** How often a password was set; nothing where it can't be seen. */
  readonly passwordVersion: number | undefined
  readonly failures: number
  readonly failedAt: number | undefined
  /** The DN of the settings object in force, where one is. */
  readonly settingsObject: string | undefined
  readonly attributes: Attributes
}

const ATTRIBUTES = [
  'objectGUID',
  'sAMAccountName',
  'displayName',
  'cn',
  'userAccountControl',
  'msDS-User-Account-Control-Computed',
  'accountExpires',
  'pwdLastSet',
  // MS-ADTS 3.1.1.4.5.16: the version of `unicodePwd`, one more with each write of it.
  'msDS-KeyVersionNumber',
  'badPwdCount',
  'badPasswordTime',
  'adminCount',
  'msDS-ResultantPSO',
]

// SAM_USER_OBJECT (MS-SAMR 2.2.1.9): people only, and no machine, trust or group.
const ACCOUNT_TYPE = new EqualityFilter({ attribute: 'sAMAccountType', value: '805306368' })

/** A filter that only people meet. */
export function ofPeople(filter: Filter): Filter {
  return new AndFilter({ filters: [ACCOUNT_TYPE, filter] })
}

/** Finds a person by id below the search bases; the same request goes out for an id that is none. */
export async function readPerson(
  connection: Connection,
  { searchBases }: LdapSettings,
  id: EntryId,
): Promise<Person | undefined> {
  const value = guidOfId(id) ?? Buffer.alloc(16)
  const filter = ofPeople(new EqualityFilter({ attribute: 'objectGUID', value }))
  const wanted = { attributes: ATTRIBUTES, bytes: ['objectGUID'] }
  for (const base of searchBases) {
    const [found] = await search(connection, base, { scope: 'sub', filter, wanted })
    if (found) return personOf(found)
  }
  return undefined
}

/** Reads a person by DN, with whatever else is `wanted` of their entry. */
export async function readPersonAt(
  connection: Connection,
  dn: string,
  wanted: { readonly attributes: readonly string[]; readonly bytes: readonly string[] },
): Promise<Person | undefined> {
  const found = await readEntry(connection, dn, {
    attributes: [...ATTRIBUTES, ...wanted.attributes],
    bytes: ['objectGUID', ...wanted.bytes],
  })
  return found && personOf(found)
}

function personOf(entry: Attributes): Person {
  const control = entry.integer('userAccountControl') ?? 0n
  const computed = entry.integer('msDS-User-Account-Control-Computed')
  const name = entry.text('sAMAccountName') ?? ''
  const version = entry.integer('msDS-KeyVersionNumber')
  return {
    dn: entry.dn,
    id: idOfGuid(entry.bytes('objectGUID') ?? Buffer.alloc(16)),
    name,
    displayName: entry.text('displayName') ?? entry.text('cn') ?? name,
    control,
    isDisabled: hasFlag(control, 'disabled'),
    isLocked: hasFlag(computed, 'lockedOut'),
    mustChange: hasFlag(computed, 'passwordExpired'),
    isSmartCardRequired: hasFlag(control, 'smartCardRequired'),
    isProtected: (entry.integer('adminCount') ?? 0n) > 0n,
    expiresAt: momentOf(entry.integer('accountExpires')),
    passwordSetAt: momentOf(entry.integer('pwdLastSet')),
    passwordVersion: version === undefined ? undefined : Number(version),
    failures: Number(entry.integer('badPwdCount') ?? 0n),
    failedAt: momentOf(entry.integer('badPasswordTime')),
    settingsObject: entry.text('msDS-ResultantPSO'),
    attributes: entry,
  }
}

/** Whether the account's own end has come. */
export function isExpiredAt({ expiresAt }: Person, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}
