import type { PrincipalId, TenantId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'

type Tx = Transaction<Database>

/**
 * Makes transactions about one person take turns from here on, where what is written follows from what is
 * read: on SQLite all of them do anyway. Nobody waits where there is no row of theirs.
 */
export async function lockPrincipal(tx: Tx, tenant: TenantId, id: PrincipalId): Promise<void> {
  await tx
    .selectFrom('principal')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute()
}

/** The same for a whole tenant: first runs and new policies. */
export async function lockTenant(tx: Tx, tenant: TenantId): Promise<void> {
  await tx.selectFrom('tenant').select('id').where('id', '=', tenant).forNoKeyUpdate().execute()
}
