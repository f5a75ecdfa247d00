import { EqualityFilter } from 'ldapts'
import { DirectoryUnavailable } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { readEntry, search } from '../ldap/search.ts'
import { addressOf } from '../ldap/settings.ts'

/** What a domain controller says of itself and its domain before anybody asks for more. */
export type Domain = {
  /** The DN of the domain. */
  readonly base: string
  /** What people put before a backslash. */
  readonly netbios: string
  /** What they put behind an at sign. */
  readonly dns: string
  readonly supportedControls: readonly string[]
  /** The name of the server that answered. */
  readonly host: string
  /** One that keeps a copy only, and sends whoever writes elsewhere. */
  readonly isReadOnly: boolean
}

const ATTRIBUTES = [
  'defaultNamingContext',
  'configurationNamingContext',
  'supportedControl',
  'supportedCapabilities',
  'dnsHostName',
]

// LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID (MS-ADTS 3.1.1.3.4.3): a read-only domain controller.
const PARTIAL_SECRETS = '1.2.840.113556.1.4.1920'

/** Reads what a domain controller says of itself. */
export async function readDomain(connection: Connection): Promise<Domain> {
  const root = await readEntry(connection, '', { attributes: ATTRIBUTES })
  const base = root?.text('defaultNamingContext')
  const configuration = root?.text('configurationNamingContext')
  if (!root || base === undefined || configuration === undefined)
    throw new DirectoryUnavailable('the server is no domain controller', { reason: 'refused' })
  const [crossRef] = await search(connection, `CN=Partitions,${configuration}`, {
    scope: 'sub',
    filter: new EqualityFilter({ attribute: 'nCName', value: base }),
    wanted: { attributes: ['nETBIOSName', 'dnsRoot'] },
  })
  return {
    base,
    netbios: crossRef?.text('nETBIOSName') ?? '',
    dns: crossRef?.text('dnsRoot') ?? '',
    supportedControls: root.texts('supportedControl'),
    host: root.text('dnsHostName') ?? '',
    isReadOnly: root.texts('supportedCapabilities').includes(PARTIAL_SECRETS),
  }
}

const FRESH_MS = 60_000

/**
 * Reads it once a minute for each server: none of it changes but by an upgrade, and should a control go
 * away by one, the server refuses it.
 */
export function createDomainReader(
  now: () => number,
  read: typeof readDomain = readDomain,
): (from: Connection) => Promise<Domain> {
  const known = new Map<string, { readonly domain: Domain; readonly until: number }>()
  return async (connection) => {
    const address = addressOf(connection.server)
    const kept = known.get(address)
    if (kept && kept.until > now()) return kept.domain
    const domain = await read(connection)
    known.set(address, { domain, until: now() + FRESH_MS })
    return domain
  }
}
