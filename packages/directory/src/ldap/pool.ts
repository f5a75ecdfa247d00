import { DirectoryUnavailable } from '../directory.ts'
import { createLane } from '../lane.ts'
import { type Connection, connectBound, drop } from './connect.ts'
import { ConnectionLost, isServerFault, refusalOf } from './failure.ts'
import type { Servers } from './servers.ts'
import type { LdapServer, LdapSettings } from './settings.ts'

/** Connections bound as Latchkey's own account, so many at once and no more. */
export type Pool = {
  /** Runs work that changes nothing: on a fault it is done again, on another server where there is one. */
  read<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /**
   * Runs work that writes, once. Throws `DirectoryUnavailable` where nothing was sent, and
   * `ConnectionLost` where nobody knows what the server did; a refusal comes as ldapts throws it.
   */
  write<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const CONNECTIONS = { atOnce: 8, mostWaiting: 200 }
// Below the fifteen minutes after which a domain controller drops an idle connection (MaxConnIdleTime).
const IDLE_MS = 60_000
// One that was idle longer may be dead without our knowing: it is asked before something is written.
const SURE_MS = 1_000

type Idle = { readonly connection: Connection; readonly since: number }

/** Opens connections as they are needed, and closes those that nobody needed for a minute. */
export function createPool(deps: {
  readonly settings: LdapSettings
  readonly servers: Servers
  readonly now: () => number
}): Pool {
  const { settings, servers, now } = deps
  const lane = createLane(CONNECTIONS)
  let idle: Idle[] = []
  let isClosed = false

  async function take(): Promise<Connection> {
    await closeOld()
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (one.connection.client.isBound && (await isAlive(one))) return one.connection
      await drop(one.connection.client)
    }
    return openFirst(settings, servers)
  }

  async function isAlive({ connection, since }: Idle): Promise<boolean> {
    if (now() - since < SURE_MS) return true
    return connection.client.search('', { scope: 'base', attributes: ['1.1'] }).then(
      () => true,
      () => false,
    )
  }

  async function closeOld(): Promise<void> {
    const limit = now() - IDLE_MS
    const old = idle.filter((one) => one.since <= limit)
    idle = idle.filter((one) => one.since > limit)
    await Promise.all(old.map((one) => drop(one.connection.client)))
  }

  async function give(connection: Connection): Promise<void> {
    if (isClosed || !connection.client.isBound) await drop(connection.client)
    else idle.push({ connection, since: now() })
  }

  async function once<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await take()
    try {
      const result = await work(connection)
      await give(connection)
      return result
    } catch (error) {
      // What the work itself found out is no fault of the connection.
      if (error instanceof DirectoryUnavailable || (refusalOf(error) && !isServerFault(error))) {
        await give(connection)
        throw error
      }
      return await giveUp(connection, error)
    }
  }

  // The other idle connections to that server are no better.
  async function giveUp(connection: Connection, error: unknown): Promise<never> {
    const { server } = connection
    servers.failed(server)
    const dead = idle.filter((one) => isSame(one.connection.server, server))
    idle = idle.filter((one) => !dead.includes(one))
    await Promise.all([connection, ...dead.map((one) => one.connection)].map((c) => drop(c.client)))
    throw isServerFault(error) ? error : new ConnectionLost(server, error)
  }

  async function again<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const tries = (await servers.inOrder()).length + 1
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
    read: (work) => lane.run(() => again(work)),
    write: (work) => lane.run(() => once(work)),
    close: async () => {
      isClosed = true
      await Promise.all(idle.map((one) => drop(one.connection.client)))
      idle = []
    },
  }
}

/** Opens a bound connection to the first server that lets one; throws the fault that tells most where none does. */
export async function openFirst(settings: LdapSettings, servers: Servers): Promise<Connection> {
  return await onFirst(servers, (server) => connectBound(settings, server))
}

/** Opens by `open` on the first server where that works, and remembers those where it does not. */
export async function onFirst(
  servers: Servers,
  open: (server: LdapServer) => Promise<Connection>,
): Promise<Connection> {
  let fault = new DirectoryUnavailable('the directory has no server')
  for (const server of await servers.inOrder()) {
    try {
      const connection = await open(server)
      servers.worked(server)
      return connection
    } catch (error) {
      if (!(error instanceof DirectoryUnavailable)) throw error
      servers.failed(server)
      // That the last of them was silent must not hide that another one refused.
      if (fault.reason === 'unreachable') fault = error
    }
  }
  throw fault
}

function isSame(one: LdapServer, other: LdapServer): boolean {
  return one.host === other.host && one.port === other.port
}
