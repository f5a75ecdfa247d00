import type { Kysely } from 'kysely'

/** To whom the codes of a flow were made out. Of a flow that is older than this, only a new code is good. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('flow')
    .addColumn('addressees', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
}
