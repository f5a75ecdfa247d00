import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

type Db = Kysely<unknown>
type Columns = (typeof COLUMNS)[Dialect]

/** PCs with the add-in, the codes that let a fleet in, and the nonces that signatures are made over. */
export async function up(db: Db, dialect: Dialect): Promise<void> {
  const columns = COLUMNS[dialect]
  const ending = dialect === 'sqlite' ? sql`strict` : sql``
  for (const table of [machine(db, columns), machineCode(db, columns), nonce(db, columns)])
    await table.modifyEnd(ending).execute()
  const indices = [
    db.schema
      .createIndex('machine_by_state')
      .on('machine')
      .columns(['tenant', 'state', 'created_at', 'id']),
    db.schema.createIndex('nonce_by_expiry').on('nonce').columns(['expires_at']),
  ]
  for (const index of indices) await index.execute()
  await db.schema.alterTable('audit_event').addColumn('machine_id', 'text').execute()
}

function machine(db: Db, { bytes, time }: Columns) {
  return (
    tenantTable(db, 'machine')
      .addColumn('id', 'text', (c) => c.notNull())
      // RFC 7638 hash of the public key: one key is one machine.
      .addColumn('thumbprint', bytes, (c) => c.notNull())
      .addColumn('public_key', bytes, (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('os', 'text')
      .addColumn('version', 'text')
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('code', 'text')
      .addColumn('created_at', time, (c) => c.notNull())
      .addColumn('decided_at', time)
      .addColumn('seen_at', time, (c) => c.notNull())
      .addPrimaryKeyConstraint('machine_key', ['tenant', 'id'])
      .addUniqueConstraint('machine_thumbprint', ['tenant', 'thumbprint'])
  )
}

function machineCode(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'machine_code')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('code_hash', bytes, (c) => c.notNull())
    .addColumn('networks', 'text', (c) => c.notNull())
    .addColumn('uses', 'integer', (c) => c.notNull())
    .addColumn('uses_left', 'integer', (c) => c.notNull())
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('machine_code_key', ['tenant', 'id'])
    .addUniqueConstraint('machine_code_hash', ['tenant', 'code_hash'])
}

function nonce(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'nonce')
    .addColumn('nonce_hash', bytes, (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('nonce_key', ['tenant', 'nonce_hash'])
}

function tenantTable(db: Db, name: string): CreateTableBuilder<string, 'tenant'> {
  return db.schema
    .createTable(name)
    .addColumn('tenant', 'text', (c) => c.notNull().references('tenant.id'))
}
