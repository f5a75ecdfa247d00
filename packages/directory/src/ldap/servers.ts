import { DirectoryUnavailable } from '../directory.ts'
import { addressOf, isSameServer, type LdapServer } from './settings.ts'

/** The servers of one directory, in the order in which they are tried. */
export type Servers = {
  count(): Promise<number>
  /** Whether no other server is to be preferred to this one now: a connection to it may be kept. */
  isBest(server: LdapServer): Promise<boolean>
  /**
   * Opens by `open` on the first server where that works, and remembers those where it does not. Throws the
   * `DirectoryUnavailable` that tells most where it works on none.
   */
  onFirst<T>(open: (server: LdapServer) => Promise<T>): Promise<T>
  failed(server: LdapServer): void
}

// One that failed is tried last for so long, and then first again by the next who opens a connection.
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
  let down: DirectoryUnavailable | undefined
  let isProbed = false

  function isUp(server: LdapServer): boolean {
    const until = resting.get(addressOf(server))
    return until === undefined || until <= now()
  }

  function failed(server: LdapServer): void {
    resting.set(addressOf(server), now() + REST_MS)
  }

  async function inOrder(): Promise<readonly LdapServer[]> {
    const all = await list()
    const up = all.filter(isUp)
    // For everybody else they rest on until this caller is through.
    for (const server of up) if (resting.has(addressOf(server))) failed(server)
    return [...up, ...all.filter((server) => !up.includes(server))]
  }

  async function tryEach<T>(open: (server: LdapServer) => Promise<T>): Promise<T> {
    let fault = new DirectoryUnavailable('the directory has no server')
    for (const server of await inOrder()) {
      try {
        const opened = await open(server)
        resting.delete(addressOf(server))
        return opened
      } catch (error) {
        if (!(error instanceof DirectoryUnavailable)) throw error
        failed(server)
        // That the last of them was silent must not hide that another one refused.
        if (fault.reason === 'unreachable') fault = error
      }
    }
    throw fault
  }

  async function tryAll<T>(open: (server: LdapServer) => Promise<T>): Promise<T> {
    try {
      const opened = await tryEach(open)
      down = undefined
      return opened
    } catch (error) {
      if (error instanceof DirectoryUnavailable) down = error
      throw error
    }
  }

  return {
    count: async () => (await list()).length,
    isBest: async (server) => {
      const best = (await list()).find(isUp)
      return best === undefined || isSameServer(best, server)
    },
    onFirst: async (open) => {
      if (!down) return await tryAll(open)
      // One at a time finds out whether they are back: all others would wait for every server in turn.
      if (isProbed)
        throw new DirectoryUnavailable(down.message, { reason: down.reason, cause: down })
      isProbed = true
      try {
        return await tryAll(open)
      } finally {
        isProbed = false
      }
    },
    failed,
  }
}
