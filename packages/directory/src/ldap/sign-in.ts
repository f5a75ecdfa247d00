import type { Secret } from '@latchkey/protocol'
import type { Control } from 'ldapts'
import { DirectoryUnavailable } from '../directory.ts'
import { bind, type Connection, connect, drop } from './connect.ts'
import { isServerFault, type LdapRefusal, refusalOf, unavailable } from './failure.ts'
import { createIdleConnections } from './idle-connections.ts'
import { createServers, type Servers } from './servers.ts'
import type { LdapServer, LdapSettings } from './settings.ts'

/** What a server answered to a person's bind: nothing to refuse, or its refusal. */
export type BindAnswer = LdapRefusal | 'bound'

export type Person = {
  readonly dn: string
  readonly password: Secret<string>
  readonly controls?: Control[]
  /** Work to do as that person, once they are bound; what it throws is thrown as it is. */
  readonly onBound?: (connection: Connection) => Promise<void>
}

/** Connections on which people are bound, one after another: each bind replaces the last (RFC 4513 §4). */
export type Doors = {
  /** Binds as a person, once; see `createDoors`. */
  signIn(person: Person): Promise<BindAnswer>
  close(): Promise<void>
}

// Half of all that a sign-in takes is the handshake. Kept for seconds only: a server that went away unheard
// costs whoever comes next an error, as their bind may not be sent twice.
const IDLE_MS = 10_000

/**
 * Lets people in. A bind that may have been counted is never sent again, to this server or another, or one
 * wrong password would count twice. Throws `DirectoryUnavailable`.
 */
export function createDoors(deps: {
  readonly settings: LdapSettings
  readonly servers: Servers
  readonly now: () => number
}): Doors {
  const { settings, servers, now } = deps
  const idle = createIdleConnections({
    keptMs: IDLE_MS,
    now,
    isUsable: ({ client }) => client.isConnected,
    isWorthKeeping: ({ server }) => servers.isBest(server),
  })

  return {
    signIn: async (person) => {
      const kept = await idle.take()
      const connection = kept ?? (await servers.onFirst((server) => connect(settings, server)))
      let isSound = false
      try {
        const answer = await bindOnce(connection, servers, person)
        if (answer === 'bound') await person.onBound?.(connection)
        isSound = true
        return answer
      } finally {
        await (isSound ? idle.give(connection) : drop(connection.client))
      }
    },
    close: () => idle.close(),
  }
}

async function bindOnce(
  connection: Connection,
  servers: Servers,
  { dn, password, controls }: Person,
): Promise<BindAnswer> {
  try {
    await bind(connection, dn, password, controls)
    return 'bound'
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal && !isServerFault(error)) return refusal
    servers.failed(connection.server)
    throw unavailable(connection.server, error)
  }
}

/**
 * Whether a bind proves that a password is in force on one server: how a write is settled whose answer was
 * lost. False proves nothing: the write may still be on its way.
 */
export async function isInForce(
  settings: LdapSettings,
  server: LdapServer,
  person: { readonly dn: string; readonly password: Secret<string> },
  provesPassword: (refusal: LdapRefusal) => boolean,
): Promise<boolean> {
  const now = () => 0
  const servers = createServers({ list: async () => [server], now })
  const doors = createDoors({ settings, servers, now })
  try {
    const answer = await doors.signIn(person)
    return answer === 'bound' || provesPassword(answer)
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return false
    throw error
  } finally {
    await doors.close()
  }
}
