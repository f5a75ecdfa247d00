import type { Connection } from '../ldap/connect.ts'
import { unlessRefused } from '../ldap/failure.ts'
import { readEntry } from '../ldap/search.ts'
import type { LdapServer } from '../ldap/settings.ts'

/**
 * What the domain calls the server that emulates its primary: the one whose role the head of the domain names
 * (MS-ADTS 6.1.5.3). Nothing where that can't be seen.
 */
export async function readPrimary(
  connection: Connection,
  domain: string,
): Promise<string | undefined> {
  const head = await unlessRefused(readEntry(connection, domain, { attributes: ['fSMORoleOwner'] }))
  // The role is held by the settings object below a server (MS-ADTS 6.1.1.2.2.1.2.1.2).
  const owner = /^CN=NTDS Settings,(?<server>.+)$/is.exec(head?.text('fSMORoleOwner') ?? '')
  const server = owner?.groups?.server
  if (server === undefined) return
  const entry = await unlessRefused(readEntry(connection, server, { attributes: ['dNSHostName'] }))
  return entry?.text('dNSHostName')
}

/** Servers that an administrator listed, in an order that the domain may change and no others. */
export type ListedServers = {
  list(): Promise<readonly LdapServer[]>
  /** Hears what the domain calls its primary now. */
  learnPrimary(host: string): void
}

/**
 * Puts the primary's emulator first among the listed ones, once it is known, as `primaryFirst` does among those
 * that DNS names. One that is listed by another name than the domain's, or by its address, stays where it was.
 */
export function createListedServers(servers: readonly LdapServer[]): ListedServers {
  let primary: string | undefined
  const isPrimary = ({ host }: LdapServer) => host.toLowerCase() === primary
  return {
    list: async () => [
      ...servers.filter(isPrimary),
      ...servers.filter((server) => !isPrimary(server)),
    ],
    learnPrimary: (host) => {
      primary = host.toLowerCase()
    },
  }
}
