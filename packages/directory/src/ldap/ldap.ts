import { createLane, type Lane } from '../lane.ts'
import { createPool, type Pool, type Turn } from './pool.ts'
import { createServers } from './servers.ts'
import { LDAP_TIMES, type LdapServer, type LdapSettings } from './settings.ts'
import { type BindAnswer, createDoors, isInForce, type Person } from './sign-in.ts'

/** One directory over LDAP: everything that an adapter needs to speak to it. */
export type Ldap = Pick<Pool, 'read' | 'write' | 'close'> & {
  readonly settings: LdapSettings
  /** Binds as a person, once; see `createDoors`. */
  signIn(person: Person, turn?: Turn): Promise<BindAnswer>
  /** True where a bind proved it; false proves nothing. */
  isInForce(
    server: LdapServer,
    person: Parameters<typeof isInForce>[2],
    provesPassword: Parameters<typeof isInForce>[3],
  ): Promise<boolean>
}

// A flood of sign-ins waits here and leaves the connections for writes alone.
const SIGN_INS = { atOnce: 8, mostWaiting: 200, mostMs: LDAP_TIMES.turnMs }

/** Promises a way to a directory whose servers `list` names, the preferred first. */
export function createLdap(deps: {
  readonly settings: LdapSettings
  readonly list: () => Promise<readonly LdapServer[]>
  readonly now: () => number
}): Ldap {
  const { settings } = deps
  const servers = createServers(deps)
  const pool = createPool({ settings, servers, now: deps.now })
  const doors = createDoors({ settings, servers, now: deps.now })
  const signIns: Readonly<Record<Turn, Lane>> = {
    anybody: createLane(SIGN_INS),
    writing: createLane(SIGN_INS),
    watch: createLane(SIGN_INS),
  }
  return {
    ...pool,
    settings,
    signIn: (person, turn = 'anybody') => signIns[turn].run(() => doors.signIn(person)),
    isInForce: (server, person, provesPassword) =>
      isInForce(settings, server, person, provesPassword),
    close: async () => {
      await Promise.all([pool.close(), doors.close()])
    },
  }
}
