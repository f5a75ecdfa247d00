import { createEmbeddedTables } from '@latchkey/directory'
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { COLUMNS, type Dialect } from '../types.ts'

type Db = Kysely<unknown>
type Columns = (typeof COLUMNS)[Dialect]

/** Every table of the first version; the tenant leads each key, so that one process can serve many. */
export async function up(db: Db, dialect: Dialect): Promise<void> {
  const columns = COLUMNS[dialect]
  const ending = dialect === 'sqlite' ? sql`strict` : sql``
  const tables = [
    tenant(db, columns),
    policy(db, columns),
    setting(db, columns),
    principal(db, columns),
    authenticator(db, columns),
    flow(db, columns),
    throttle(db, columns),
    auditEvent(db, columns),
    outbox(db, columns),
    session(db, columns),
    permission(db, columns),
  ]
  for (const table of tables) await table.modifyEnd(ending).execute()
  await createEmbeddedTables(db, columns, dialect)
  for (const index of indices(db)) await index.execute()
  await sql`insert into tenant (id, audit_seq) values ('ten_default', 0)`.execute(db)
}

function tenant(db: Db, { time }: Columns) {
  return db.schema
    .createTable('tenant')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('audit_seq', time, (c) => c.notNull())
}

function policy(db: Db, { time }: Columns) {
  return tenantTable(db, 'policy')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('policy_key', ['tenant', 'version'])
}

function setting(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'setting')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('updated_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('setting_key', ['tenant', 'name'])
}

function principal(db: Db, { time, flag }: Columns) {
  return tenantTable(db, 'principal')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('directory', 'text', (c) => c.notNull())
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('administrator', flag, (c) => c.notNull().defaultTo(0))
    .addColumn('frozen_at', time)
    .addColumn('blocked_at', time)
    .addColumn('ended_before', time, (c) => c.notNull().defaultTo(0))
    .addColumn('writer', 'text')
    .addColumn('writer_until', time)
    .addPrimaryKeyConstraint('principal_key', ['tenant', 'id'])
    .addUniqueConstraint('principal_entry', ['tenant', 'directory', 'entry'])
}

function authenticator(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'authenticator')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('principal', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('used_at', time)
    .addColumn('last_step', time, (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('authenticator_key', ['tenant', 'id'])
    .addForeignKeyConstraint(
      'authenticator_of_principal',
      ['tenant', 'principal'],
      'principal',
      ['tenant', 'id'],
      (c) => c.onDelete('cascade'),
    )
}

function flow(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'flow')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('token_hash', bytes, (c) => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('ended', 'text')
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('flow_key', ['tenant', 'id'])
}

function throttle(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'throttle')
    .addColumn('key_hash', bytes, (c) => c.notNull())
    .addColumn('subject_hash', bytes)
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('resets_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('throttle_key', ['tenant', 'key_hash'])
}

function auditEvent(db: Db, { time }: Columns) {
  return tenantTable(db, 'audit_event')
    .addColumn('seq', time, (c) => c.notNull())
    .addColumn('at', time, (c) => c.notNull())
    .addColumn('activity', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('target', 'text')
    .addColumn('target_name', 'text')
    .addColumn('address', 'text')
    .addColumn('client_type', 'text')
    .addColumn('client_kind', 'text')
    .addColumn('client_os', 'text')
    .addColumn('client_version', 'text')
    .addColumn('machine', 'text')
    .addColumn('flow', 'text')
    .addColumn('operation', 'text')
    .addColumn('gates', 'text', (c) => c.notNull())
    .addColumn('policy_version', 'integer')
    .addPrimaryKeyConstraint('audit_event_key', ['tenant', 'seq'])
}

function outbox(db: Db, { id, bytes, time }: Columns) {
  return db.schema
    .createTable('outbox')
    .addColumn('id', id, (c) => c.primaryKey())
    .addColumn('tenant', 'text', (c) => c.notNull().references('tenant.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('flow', 'text')
    .addColumn('sealed', bytes)
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('due_at', time, (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('settled_at', time)
}

function session(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'session')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('token_hash', bytes, (c) => c.notNull())
    .addColumn('principal', 'text', (c) => c.notNull())
    .addColumn('amr', 'text', (c) => c.notNull())
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('seen_at', time, (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('session_key', ['tenant', 'id'])
    .addUniqueConstraint('session_token', ['tenant', 'token_hash'])
}

function permission(db: Db, { bytes, time }: Columns) {
  return tenantTable(db, 'permission')
    .addColumn('token_hash', bytes, (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('flow', 'text')
    .addColumn('created_at', time, (c) => c.notNull())
    .addColumn('expires_at', time, (c) => c.notNull())
    .addColumn('used_at', time)
    .addPrimaryKeyConstraint('permission_key', ['tenant', 'token_hash'])
}

function tenantTable(db: Db, name: string): CreateTableBuilder<string, 'tenant'> {
  return db.schema
    .createTable(name)
    .addColumn('tenant', 'text', (c) => c.notNull().references('tenant.id'))
}

function indices(db: Db) {
  const on = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns)
  return [
    on('principal_by_name', 'principal', ['tenant', 'name']),
    on('principal_writing', 'principal', ['tenant', 'writer']).where(
      sql.ref('writer'),
      'is not',
      null,
    ),
    on('authenticator_by_principal', 'authenticator', ['tenant', 'principal', 'kind']),
    on('flow_by_principal', 'flow', ['tenant', 'principal']),
    on('flow_by_expiry', 'flow', ['expires_at']),
    on('throttle_by_subject', 'throttle', ['tenant', 'subject_hash']),
    on('throttle_by_reset', 'throttle', ['resets_at']),
    on('audit_event_by_target', 'audit_event', ['tenant', 'target', 'at', 'seq']),
    on('audit_event_by_flow', 'audit_event', ['tenant', 'flow', 'at', 'seq']),
    on('audit_event_by_time', 'audit_event', ['tenant', 'at', 'seq']),
    on('audit_event_by_operation', 'audit_event', ['tenant', 'operation', 'outcome']).where(
      sql.ref('operation'),
      'is not',
      null,
    ),
    on('outbox_due', 'outbox', ['due_at']).where(sql.ref('settled_at'), 'is', null),
    on('outbox_settled', 'outbox', ['settled_at']).where(sql.ref('settled_at'), 'is not', null),
    on('session_by_principal', 'session', ['tenant', 'principal']),
    on('session_by_expiry', 'session', ['expires_at']),
    on('permission_by_principal', 'permission', ['tenant', 'principal']),
    on('permission_by_flow', 'permission', ['tenant', 'flow']),
    on('permission_by_expiry', 'permission', ['expires_at']),
  ]
}
