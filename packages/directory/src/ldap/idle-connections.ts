import { type Connection, drop } from './connect.ts'
import { isSameServer, type LdapServer } from './settings.ts'

type Idle = { readonly connection: Connection; readonly since: number }

/** Connections that nobody needs just now, the last one given first. */
export type IdleConnections = {
  /** One that is worth keeping, where there is any; those met on the way that are not are closed. */
  take(): Promise<Connection | undefined>
  give(connection: Connection): Promise<void>
  closeTo(server: LdapServer): Promise<void>
  /** Closes all, and from then on whatever is given. */
  close(): Promise<void>
}

/** Keeps what `isUsable`, for so many milliseconds; `isWorthKeeping` is asked again when one is taken. */
export function createIdleConnections(deps: {
  readonly keptMs: number
  readonly now: () => number
  readonly isUsable: (connection: Connection) => boolean
  readonly isWorthKeeping: (connection: Connection, idleMs: number) => Promise<boolean>
}): IdleConnections {
  const { keptMs, now, isUsable, isWorthKeeping } = deps
  let idle: Idle[] = []
  let isClosed = false

  async function closeThose(isMeant: (one: Idle) => boolean): Promise<void> {
    const meant = idle.filter(isMeant)
    idle = idle.filter((one) => !meant.includes(one))
    await Promise.all(meant.map(({ connection }) => drop(connection.client)))
  }

  return {
    take: async () => {
      const limit = now() - keptMs
      await closeThose(({ since, connection }) => since <= limit || !isUsable(connection))
      for (let one = idle.pop(); one; one = idle.pop()) {
        const { connection, since } = one
        if (isUsable(connection) && (await isWorthKeeping(connection, now() - since)))
          return connection
        await drop(connection.client)
      }
      return
    },
    give: async (connection) => {
      if (isClosed || !isUsable(connection)) await drop(connection.client)
      else idle.push({ connection, since: now() })
    },
    closeTo: (server) => closeThose(({ connection }) => isSameServer(connection.server, server)),
    close: async () => {
      isClosed = true
      await closeThose(() => true)
    },
  }
}
