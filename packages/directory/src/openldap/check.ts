import { DirectoryUnavailable } from '../directory.ts'
import { ownBind } from '../ldap/own-bind.ts'
import { readEntry } from '../ldap/search.ts'
import type { OpenLdap } from './deps.ts'

export async function check({ ldap, pace }: OpenLdap): Promise<void> {
  await ldap.read(async (connection) => {
    for (const base of ldap.settings.searchBases) {
      if (await readEntry(connection, base, { attributes: ['1.1'] })) continue
      throw new DirectoryUnavailable(`${base} is not there, or may not be read`, {
        reason: 'refused',
      })
    }
  }, 'watch')
  // Or the first who asks about nobody after a start would get their answer too early.
  await pace.prime(ownBind(ldap))
}
