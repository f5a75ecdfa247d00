import { type Kysely, sql } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

/** What people enrol by themselves: names and a default, fresh proofs, and the challenges of their own page. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { bytes, time, flag } = COLUMNS[dialect]
  const { schema } = db
  // One column a statement: SQLite takes no more.
  await schema.alterTable('authenticator').addColumn('name', 'text').execute()
  await schema
    .alterTable('authenticator')
    .addColumn('preferred', flag, (c) => c.notNull().defaultTo(0))
    .execute()
  // What is enrolled already was enrolled for people, and nothing of it is on probation.
  await schema
    .alterTable('authenticator')
    .addColumn('is_first', flag, (c) => c.notNull().defaultTo(1))
    .execute()
  await schema
    .alterTable('principal')
    .addColumn('has_enrolled', flag, (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`
    update principal set has_enrolled = 1
    where exists (
      select 1 from authenticator
      where authenticator.tenant = principal.tenant and authenticator.principal = principal.id
    )`.execute(db)
  await schema.alterTable('session').addColumn('proven_at', time).execute()
  await schema
    .createTable('own_challenge')
    .addColumn('tenant', 'text', (c) => c.notNull().references('tenant.id'))
    .addColumn('session', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('own_challenge_key', ['tenant', 'session', 'purpose'])
    .addForeignKeyConstraint(
      'own_challenge_of_session',
      ['tenant', 'session'],
      'session',
      ['tenant', 'id'],
      (c) => c.onDelete('cascade'),
    )
    .modifyEnd(dialect === 'sqlite' ? sql`strict` : sql``)
    .execute()
}
