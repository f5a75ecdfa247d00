import type { EntryId, WriteResult } from '../directory.ts'
import type { Embedded } from './deps.ts'
import { NO_FAILURES } from './lockout.ts'

export async function unlock({ db, tenant }: Embedded, id: EntryId): Promise<WriteResult> {
  const row = await db
    .updateTable('embedded_entry')
    .set(NO_FAILURES)
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returning('disabled')
    .executeTakeFirst()
  if (!row) return { outcome: 'not-found' }
  // Nobody who still can't sign in is told that the unlock helped.
  return { outcome: row.disabled === 1 ? 'disabled' : 'written' }
}
