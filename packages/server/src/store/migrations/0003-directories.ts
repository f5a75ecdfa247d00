import { type Kysely, sql } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

/** What directories of others need of us: history where they hold none, and their own words in the audit. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { bytes } = COLUMNS[dialect]
  await db.schema
    .createTable('password_history')
    .addColumn('tenant', 'text', (c) => c.notNull().references('tenant.id'))
    .addColumn('directory', 'text', (c) => c.notNull())
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('password_history_key', ['tenant', 'directory', 'entry'])
    .modifyEnd(dialect === 'sqlite' ? sql`strict` : sql``)
    .execute()
  await db.schema.alterTable('audit_event').addColumn('detail', 'text').execute()
}
