import { DirectoryUnavailable } from '../directory.ts'
import { createLane, type Lane } from '../lane.ts'
import { type Connection, connectBound, drop } from './connect.ts'
import { ConnectionLost, isServerFault, refusalOf } from './failure.ts'
import { createIdleConnections } from './idle-connections.ts'
import type { Servers } from './servers.ts'
import { LDAP_TIMES, type LdapSettings } from './settings.ts'

/**
 * Whose turn work waits for: everybody's who types a name, theirs who proved themselves and whose password is
 * about to be written, or the watch's. So strangers can hold up neither a write nor the look at the directory.
 */
export type Turn = 'anybody' | 'writing' | 'watch'

/** Connections bound as Latchkey's own account, so many at once for each turn and no more. */
export type Pool = {
  /** Runs work that changes nothing: on a fault it is done again, on another server where there is one. */
  read<T>(work: (connection: Connection) => Promise<T>, turn?: Turn): Promise<T>
  /**
   * Runs work that writes, once. Throws `DirectoryUnavailable` where nothing was sent, and
   * `ConnectionLost` where nobody knows what the server did; a refusal comes as ldapts throws it.
   */
  write<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const CONNECTIONS = { atOnce: 8, mostWaiting: 200, mostMs: LDAP_TIMES.turnMs }
const FOR_THE_WATCH = { atOnce: 2, mostWaiting: 10, mostMs: LDAP_TIMES.turnMs }
// Below the fifteen minutes after which a domain controller drops an idle connection (MaxConnIdleTime).
const IDLE_MS = 60_000
// One that was idle longer may be dead without our knowing: it is asked before something is written.
const SURE_MS = 1_000

/** Opens connections as they are needed, and closes those that nobody needed for a minute. */
export function createPool(deps: {
  readonly settings: LdapSettings
  readonly servers: Servers
  readonly now: () => number
}): Pool {
  const { settings, servers, now } = deps
  const lanes: Readonly<Record<Turn, Lane>> = {
    anybody: createLane(CONNECTIONS),
    writing: createLane(CONNECTIONS),
    watch: createLane(FOR_THE_WATCH),
  }
  const idle = createIdleConnections({
    keptMs: IDLE_MS,
    now,
    isUsable: ({ client }) => client.isBound,
    // One to a server that stood in for a better one would otherwise be used for ever, as long as it is busy.
    isWorthKeeping: async (connection, idleMs) =>
      (await servers.isBest(connection.server)) && (await isAlive(connection, idleMs)),
  })

  async function take(): Promise<Connection> {
    const kept = await idle.take()
    return kept ?? servers.onFirst((server) => connectBound(settings, server))
  }

  async function once<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await take()
    try {
      const result = await work(connection)
      await idle.give(connection)
      return result
    } catch (error) {
      // What the work itself found out is no fault of the connection.
      if (error instanceof DirectoryUnavailable || (refusalOf(error) && !isServerFault(error))) {
        await idle.give(connection)
        throw error
      }
      return await giveUp(connection, error)
    }
  }

  // The other idle connections to that server are no better.
  async function giveUp(connection: Connection, error: unknown): Promise<never> {
    const { server } = connection
    servers.failed(server)
    await Promise.all([drop(connection.client), idle.closeTo(server)])
    throw isServerFault(error) ? error : new ConnectionLost(server, error)
  }

  async function again<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const tries = (await servers.count()) + 1
    for (let n = 1; ; n += 1) {
      try {
        return await once(work)
      } catch (error) {
        const isFault = error instanceof ConnectionLost || isServerFault(error)
        if (!isFault) throw error
        if (n >= tries) throw new DirectoryUnavailable('no server answered', { cause: error })
      }
    }
  }

  return {
    read: (work, turn = 'anybody') => lanes[turn].run(() => again(work)),
    write: (work) => lanes.writing.run(() => once(work)),
    close: () => idle.close(),
  }
}

async function isAlive({ client }: Connection, idleMs: number): Promise<boolean> {
  if (idleMs < SURE_MS) return true
  return client.search('', { scope: 'base', attributes: ['1.1'] }).then(
    () => true,
    () => false,
  )
}
