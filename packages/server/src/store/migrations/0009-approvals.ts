import { type Kysely, sql } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

/** Challenges that a passkey may answer on another device. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { bytes, time } = COLUMNS[dialect]
  await db.schema
    .createTable('approval')
    .addColumn('tenant', 'text', (c) => c.notNull().references('tenant.id'))
    .addColumn('flow', 'text', (c) => c.notNull())
    .addColumn('challenge', 'text', (c) => c.notNull())
    .addColumn('code_hash', bytes, (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('authenticator', 'text')
    .addPrimaryKeyConstraint('approval_key', ['tenant', 'flow'])
    .modifyEnd(dialect === 'sqlite' ? sql`strict` : sql``)
    .execute()
  await db.schema
    .createIndex('approval_by_code')
    .on('approval')
    .columns(['tenant', 'code_hash'])
    .execute()
  await db.schema.createIndex('approval_by_end').on('approval').column('expires_at').execute()
}
