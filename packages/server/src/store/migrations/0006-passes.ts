import type { Kysely } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

/** Authenticators that end by themselves: passes of the help desk. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { time } = COLUMNS[dialect]
  await db.schema.alterTable('authenticator').addColumn('expires_at', time).execute()
}
