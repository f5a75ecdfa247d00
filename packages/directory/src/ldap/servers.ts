import { addressOf, type LdapServer } from './settings.ts'

/** The servers of one directory, in the order in which they are tried. */
export type Servers = {
  inOrder(): Promise<readonly LdapServer[]>
  failed(server: LdapServer): void
  worked(server: LdapServer): void
}

// One that failed is tried last for so long, and then first again by the next who asks.
const REST_MS = 30_000

/**
 * Puts servers that failed a moment ago behind those that did not. `list` says which there are, the
 * preferred one first. After the rest only one caller pays for trying: the others still see it as failed.
 */
export function createServers({
  list,
  now,
}: {
  readonly list: () => Promise<readonly LdapServer[]>
  readonly now: () => number
}): Servers {
  const resting = new Map<string, number>()

  function isUp(server: LdapServer): boolean {
    const address = addressOf(server)
    const until = resting.get(address)
    if (until === undefined) return true
    if (until > now()) return false
    resting.set(address, now() + REST_MS)
    return true
  }

  return {
    inOrder: async () => {
      const all = await list()
      const up = all.filter(isUp)
      return [...up, ...all.filter((server) => !up.includes(server))]
    },
    failed: (server) => void resting.set(addressOf(server), now() + REST_MS),
    worked: (server) => void resting.delete(addressOf(server)),
  }
}
