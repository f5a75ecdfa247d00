import { DirectoryUnavailable } from '../directory.ts'
import { readEntry } from '../ldap/search.ts'
import type { OpenLdap } from './deps.ts'

export async function check({ ldap }: OpenLdap): Promise<void> {
  await ldap.read(async (connection) => {
    for (const base of ldap.settings.searchBases) {
      if (await readEntry(connection, base, { attributes: ['1.1'] })) continue
      throw new DirectoryUnavailable(`${base} is not there, or may not be read`, {
        reason: 'refused',
      })
    }
  })
}
