import { Attribute, type Client } from 'ldapts'
import { DOMAIN } from './domain.ts'
import { escapeRdn, replace, unicodePwd } from './entries.ts'

export type Account = {
  readonly name: string
  readonly password: string
  readonly displayName?: string
  readonly mail?: string
  /** The unit, or People. */
  readonly below?: string
  /** The common name, or the name. */
  readonly cn?: string
  readonly isDisabled?: boolean
  readonly isExpired?: boolean
  readonly mustChange?: boolean
  /** Attributes on top, as the directory takes them. */
  readonly also?: Readonly<Record<string, string>>
}

// Past by years: 1 January 2001, counted as Windows does.
const LONG_AGO = '126227808000000000'

/** Adds an account and says its DN. */
export async function addAccount(client: Client, account: Account): Promise<string> {
  const { name, cn = name, below = DOMAIN.people } = account
  const dn = `CN=${escapeRdn(cn)},${below}`
  const attributes = {
    objectClass: 'user',
    sAMAccountName: name,
    userPrincipalName: `${name}@corp.test`,
    userAccountControl: account.isDisabled ? '514' : '512',
    ...(account.displayName !== undefined && { displayName: account.displayName }),
    ...(account.mail !== undefined && { mail: account.mail }),
    ...(account.isExpired && { accountExpires: LONG_AGO }),
    ...account.also,
  }
  await client.add(dn, [
    ...Object.entries(attributes).map(([type, one]) => new Attribute({ type, values: [one] })),
    new Attribute({ type: 'unicodePwd', values: [unicodePwd(account.password)] }),
  ])
  if (account.mustChange) await replace(client, dn, { pwdLastSet: '0' })
  return dn
}

/** Adds a group below Groups and says its DN. */
export async function addGroup(client: Client, name: string): Promise<string> {
  const dn = `CN=${escapeRdn(name)},${DOMAIN.groups}`
  await client.add(dn, { objectClass: 'group', sAMAccountName: name })
  return dn
}
