import type { Instant } from '@latchkey/protocol'
import type { ExpressionBuilder } from 'kysely'
import type { Embedded } from './deps.ts'
import type { EmbeddedEntryTable, EmbeddedTables } from './tables.ts'

type LockoutRow = Pick<EmbeddedEntryTable, 'failures' | 'failed_at' | 'locked_until'>

/** The columns of an account that nobody guessed at. */
export const NO_FAILURES = { failures: 0, failed_at: null, locked_until: null } as const

// A count never gets here: the largest integer that a column of PostgreSQL holds.
const NEVER = 2 ** 31 - 1

export function isLockedAt(lockedUntil: Instant | null, now: Instant): boolean {
  return lockedUntil !== null && lockedUntil > now
}

/** The failures that still count: none once the window is over, or a lockout was served. */
export function liveFailures(row: LockoutRow, windowMs: number, now: Instant): number {
  if (row.locked_until !== null) return isLockedAt(row.locked_until, now) ? row.failures : 0
  return row.failed_at !== null && row.failed_at + windowMs > now ? row.failures : 0
}

/**
 * Counts a wrong password and tells whether the account is locked now. One statement over the row's own
 * values: guesses sent at once can't share a count. It writes in every case, since a commit takes
 * time that a wrong name must take too.
 */
export async function countFailure(embedded: Embedded, id: string): Promise<'wrong' | 'locked'> {
  const { db, tenant, policy } = embedded
  const now = embedded.now()
  const threshold = policy.lockout.threshold || NEVER
  const row = await db
    .updateTable('embedded_entry')
    .set((eb) => {
      const failures = failuresAfterOneMore(eb, now, policy.lockout.windowMs)
      return {
        failures,
        failed_at: now,
        locked_until: eb
          .case()
          .when('locked_until', '>', now)
          .then(eb.ref('locked_until'))
          .when(failures, '>=', threshold)
          .then(now + policy.lockout.lockedMs)
          .else(null)
          .end(),
      }
    })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returning('locked_until')
    .executeTakeFirst()
  return row && isLockedAt(row.locked_until, now) ? 'locked' : 'wrong'
}

function failuresAfterOneMore(
  eb: ExpressionBuilder<EmbeddedTables, 'embedded_entry'>,
  now: Instant,
  windowMs: number,
) {
  const stillCounts = eb.and([eb('locked_until', 'is', null), eb('failed_at', '>', now - windowMs)])
  return eb
    .case()
    .when('locked_until', '>', now)
    .then(eb.ref('failures'))
    .when(stillCounts)
    .then(eb('failures', '+', 1))
    .else(eb.lit(1))
    .end()
}

/**
 * Clears the count after a right password, unless the account is locked, and reads what is in force at
 * that moment; nothing when the entry has changed since `version`. Were it read before the hash was
 * computed, a thousand guesses sent at once would all be judged before the tenth could lock.
 */
export function clearFailures(embedded: Embedded, id: string, version: number) {
  const now = embedded.now()
  return embedded.db
    .updateTable('embedded_entry')
    .set((eb) => {
      const ifLocked = eb.case().when('locked_until', '>', now)
      return {
        failures: ifLocked.then(eb.ref('failures')).else(eb.lit(0)).end(),
        failed_at: ifLocked.then(eb.ref('failed_at')).else(null).end(),
        locked_until: ifLocked.then(eb.ref('locked_until')).else(null).end(),
      }
    })
    .where('tenant', '=', embedded.tenant)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(['locked_until', 'disabled', 'expires_at', 'must_change'])
    .executeTakeFirst()
}
