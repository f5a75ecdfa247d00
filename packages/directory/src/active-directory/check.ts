import { DirectoryUnavailable } from '../directory.ts'
import { ownBind } from '../ldap/own-bind.ts'
import { readEntry } from '../ldap/search.ts'
import type { ActiveDirectory } from './deps.ts'
import { readDomain } from './domain.ts'
import { readSettings } from './password-settings.ts'

/** Throws where our account can't sign in, or can't see the people or the domain's rules, or nothing can be written. */
export async function checkDirectory({ ldap, pace, domainOf }: ActiveDirectory): Promise<void> {
  await ldap.read(async (connection) => {
    const domain = await readDomain(connection)
    if (domain.isReadOnly)
      throw new DirectoryUnavailable(`${domain.host} takes no writes`, { reason: 'refused' })
    await readSettings(connection, domain.base, undefined)
    // So that the primary is known before anybody's password is written.
    await domainOf(connection)
    for (const base of ldap.settings.searchBases)
      if (!(await readEntry(connection, base, { attributes: ['1.1'] })))
        throw new DirectoryUnavailable(`there is no ${base} to be seen`, { reason: 'refused' })
  }, 'watch')
  // Or the first who asks about nobody after a start would get their answer too early.
  await pace.prime(ownBind(ldap))
}
