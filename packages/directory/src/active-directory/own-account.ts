import { EqualityFilter } from 'ldapts'
import type { Connection } from '../ldap/connect.ts'
import { search } from '../ldap/search.ts'
import type { LdapSettings } from '../ldap/settings.ts'
import type { Domain } from './domain.ts'
import { textOfSid } from './sid.ts'

/** The account that Latchkey signs in with, as the directory names it. */
export type OwnAccount = { readonly name: string; readonly sid: string }

/** Reads our own account; nothing where it may not even see itself. */
export async function readOwnAccount(
  connection: Connection,
  { bindDn }: LdapSettings,
  { base }: Domain,
): Promise<OwnAccount | undefined> {
  const wanted = { attributes: ['sAMAccountName', 'objectSid'], bytes: ['objectSid'] }
  const [own] = await (bindDn.includes('=')
    ? search(connection, bindDn, { scope: 'base', wanted })
    : search(connection, base, {
        scope: 'sub',
        filter: new EqualityFilter({ attribute: 'userPrincipalName', value: bindDn }),
        wanted,
      }))
  const name = own?.text('sAMAccountName')
  const sid = own?.bytes('objectSid')
  return name !== undefined && sid ? { name, sid: textOfSid(sid) } : undefined
}
