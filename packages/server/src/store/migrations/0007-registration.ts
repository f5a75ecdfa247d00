import type { Kysely } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

/** Enrolment that is asked for at sign-in: since when, what was put off, what was confirmed; and sessions of a link. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { time } = COLUMNS[dialect]
  const { schema } = db
  // One column a statement: SQLite takes no more.
  await schema.alterTable('principal').addColumn('asked_at', time).execute()
  await schema.alterTable('principal').addColumn('asked_for', 'text').execute()
  await schema
    .alterTable('principal')
    .addColumn('postponed', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('principal').addColumn('confirmed_at', time).execute()
  await schema.alterTable('session').addColumn('postponed', 'integer').execute()
  await schema.alterTable('session').addColumn('scope', 'text').execute()
}
