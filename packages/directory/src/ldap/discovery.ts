import type { SrvRecord } from 'node:dns'
import { DirectoryUnavailable } from '../directory.ts'
import type { LdapServer, LdapSettings } from './settings.ts'

/** How servers are found by DNS: the service's name, and who answers. */
export type Discovery = {
  /** For example `_ldap._tcp.dc._msdcs.corp.example` (MS-ADTS 6.3.2.3), or `_ldap._tcp.corp.example` (RFC 2782). */
  readonly service: string
  /** The domain that servers have to be in. */
  readonly domain: string
  readonly resolveSrv: (service: string) => Promise<SrvRecord[]>
  readonly tls: LdapSettings['tls']
  readonly now: () => number
  readonly random: () => number
}

const FRESH_MS = 5 * 60_000
// Such records name the port of plain LDAP; LDAPS has one of its own and no record.
const LDAPS_PORT = 636

/** Lists what DNS names, asked anew every five minutes; while DNS is silent, what it said last. */
export function createDiscovery(discovery: Discovery): () => Promise<readonly LdapServer[]> {
  let known: { readonly servers: readonly LdapServer[]; readonly until: number } | undefined
  return async () => {
    if (known && known.until > discovery.now()) return known.servers
    try {
      const records = await discovery.resolveSrv(discovery.service)
      const servers = inOrderOfDns(records, discovery.random)
        .map(serverOf(discovery.tls))
        .filter(isIn(discovery.domain))
      if (servers.length === 0) throw new Error(`DNS names no server in ${discovery.domain}`)
      known = { servers, until: discovery.now() + FRESH_MS }
    } catch (cause) {
      if (!known) throw new DirectoryUnavailable(`DNS names no ${discovery.service}`, { cause })
    }
    return known.servers
  }
}

/**
 * The domain controllers with the primary's emulator first: passwords are written where every other
 * controller asks when it does not know one yet (MS-ADTS 6.1.5.3). Without the emulator's record the others do.
 */
export function primaryFirst(
  primary: () => Promise<readonly LdapServer[]>,
  all: () => Promise<readonly LdapServer[]>,
): () => Promise<readonly LdapServer[]> {
  return async () => {
    const [first, others] = await Promise.all([primary().catch(() => []), all()])
    const isFirst = ({ host }: LdapServer) => first.some((one) => one.host === host)
    return [...first, ...others.filter((one) => !isFirst(one))]
  }
}

// Nothing vouches for an answer of DNS: whoever forges one names a server of their own, for which they may well
// have a certificate. One within the domain they have none for.
function isIn(domain: string) {
  const end = domain.toLowerCase()
  return ({ host }: LdapServer): boolean => {
    const name = host.toLowerCase()
    return name === end || name.endsWith(`.${end}`)
  }
}

function serverOf(tls: LdapSettings['tls']) {
  return ({ name, port }: SrvRecord): LdapServer => ({
    host: name.replace(/\.$/, ''),
    port: tls === 'ldaps' ? LDAPS_PORT : port,
  })
}

/** RFC 2782: by priority, and among equals by chance in proportion to their weights. */
export function inOrderOfDns(
  records: readonly SrvRecord[],
  random: () => number,
): readonly SrvRecord[] {
  const priorities = [...new Set(records.map((one) => one.priority))].sort((a, b) => a - b)
  return priorities.flatMap((priority) =>
    drawnByWeight(
      records.filter((one) => one.priority === priority),
      random,
    ),
  )
}

function drawnByWeight(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const left = [...records].sort((a, b) => a.weight - b.weight)
  const drawn: SrvRecord[] = []
  while (left.length > 0) {
    const total = left.reduce((sum, one) => sum + one.weight, 0)
    let remaining = Math.floor(random() * (total + 1))
    const index = left.findIndex((one) => {
      remaining -= one.weight
      return remaining <= 0
    })
    drawn.push(...left.splice(Math.max(index, 0), 1))
  }
  return drawn
}
