import type { Instant } from '@latchkey/protocol'
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from './schema.ts'

export type OutboxRow = Selectable<Database['outbox']>

/** Writes the rows in the caller's transaction: what was not committed is never sent. */
export async function insertOutbox(
  tx: Transaction<Database>,
  rows: readonly Insertable<Database['outbox']>[],
): Promise<void> {
  if (rows.length > 0) await tx.insertInto('outbox').values(rows).execute()
}

/**
 * Takes due rows for this worker until `until`. A worker that dies lets its claim run out, and the row
 * is due again; one statement that passes by what others are taking, so that no two workers hold one row
 * and none waits for another.
 */
export function claimOutbox(
  db: Kysely<Database>,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<OutboxRow[]> {
  return (
    db
      // Beside the update, or PostgreSQL may evaluate it again and take more than the limit.
      .with('due', (one) =>
        one
          .selectFrom('outbox')
          .select('id')
          .where('settled_at', 'is', null)
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('outbox')
      .set((eb) => ({ due_at: until, attempts: eb('attempts', '+', 1) }))
      .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
      .returningAll()
      .execute()
  )
}

/** Ends a row and erases what it held. False when its claim had run out and another worker has it. */
export async function settleOutbox(
  tx: Transaction<Database>,
  claimed: OutboxRow,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ sealed: null, settled_at: now })
    .where('id', '=', claimed.id)
    .where('attempts', '=', claimed.attempts)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Has a claimed row tried again at `dueAt`. */
export async function postponeOutbox(
  db: Kysely<Database>,
  claimed: OutboxRow,
  dueAt: Instant,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ due_at: dueAt })
    .where('id', '=', claimed.id)
    .where('attempts', '=', claimed.attempts)
    .where('settled_at', 'is', null)
    .execute()
}

/** Removes the rows that were settled before `before`. */
export async function clearSettled(db: Kysely<Database>, before: Instant): Promise<void> {
  await db.deleteFrom('outbox').where('settled_at', '<=', before).execute()
}
