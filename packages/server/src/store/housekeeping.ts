import type { Instant } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import { clearApprovals } from './approval.ts'
import { clearEndedBindings } from './authenticator.ts'
import { clearMachines } from './machine.ts'
import { clearSettled } from './outbox.ts'
import type { Database } from './schema.ts'
import { clearExpired } from './throttle.ts'

const DAY = 24 * 60 * 60_000
// Settled rows hold nothing readable; a week of them shows an administrator what became of a message.
const SETTLED_KEPT_MS = 7 * DAY

/**
 * Removes what time has ended: throttles, sessions, permissions, approvals, settled messages, passes, machines
 * that nobody approved. Flows end by themselves.
 */
export async function keepHouse(db: Kysely<Database>, now: Instant): Promise<void> {
  await clearExpired(db, now)
  await clearSettled(db, now - SETTLED_KEPT_MS)
  await clearSessions(db, now)
  await clearPermissions(db, now)
  await clearApprovals(db, now)
  await clearMachines(db, now)
  await clearEndedBindings(db, now)
}

async function clearSessions(db: Kysely<Database>, now: Instant): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', now).execute()
}

async function clearPermissions(db: Kysely<Database>, now: Instant): Promise<void> {
  await db.deleteFrom('permission').where('expires_at', '<=', now).execute()
}
