import type { Directory } from '../directory.ts'
import { createLane } from '../lane.ts'
import { checkDirectory } from './check.ts'
import { type EmbeddedDeps, withDefaults } from './deps.ts'
import { findEntry } from './find.ts'
import { rulesInForce } from './rules.ts'
import { setBlocked } from './set-blocked.ts'
import { setPassword } from './set-password.ts'
import { unlock } from './unlock.ts'
import { verifyPassword } from './verify-password.ts'

// Half of libuv's four threads: the other half is for whoever sets a password.
const SIGN_INS = { atOnce: 2, mostWaiting: 200 }

/** Promises a directory whose people live in the database of the server, one for each tenant. */
export function createEmbeddedDirectory(deps: EmbeddedDeps): Directory {
  const embedded = withDefaults(deps)
  const signIns = createLane(SIGN_INS)
  return {
    name: embedded.name,
    find: (by) => findEntry(embedded, by),
    rulesFor: async () => rulesInForce(embedded.policy),
    verifyPassword: (id, password) => signIns.run(() => verifyPassword(embedded, id, password)),
    setPassword: (id, change) => setPassword(embedded, id, change),
    unlock: (id) => unlock(embedded, id),
    setBlocked: (id, isBlocked) => setBlocked(embedded, id, isBlocked),
    check: () => checkDirectory(embedded),
  }
}
