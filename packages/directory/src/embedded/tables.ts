import type { Instant, TenantId } from '@latchkey/protocol'
import {
  type ColumnDataType,
  type CreateTableBuilder,
  type RawBuilder,
  type SchemaModule,
  sql,
} from 'kysely'

/** The tables of the embedded directory, which live in the database of the server. Flags are 0 or 1. */
export type EmbeddedTables = {
  embedded_entry: EmbeddedEntryTable
  embedded_login: EmbeddedLoginTable
}

export type EmbeddedEntryTable = {
  tenant: TenantId
  /** `NOBODY` in one row of each tenant. */
  id: string
  name: string
  /** Display name, addresses and groups, sealed. */
  sealed: Uint8Array
  /** Null until a first password is set: nobody signs in with it. */
  password_hash: string | null
  /** JSON array, newest first, without the one in force. */
  earlier_hashes: string
  password_set_at: Instant | null
  must_change: number
  disabled: number
  expires_at: Instant | null
  failures: number
  failed_at: Instant | null
  locked_until: Instant | null
  /** Moves with every write but those of the lockout: a write that judged an older version is void. */
  version: number
}

/** One row for each name that a person can be found by. */
type EmbeddedLoginTable = { tenant: TenantId; key_hash: Uint8Array; entry: string }

type ColumnType = ColumnDataType | RawBuilder<unknown>

export type EmbeddedColumns = {
  readonly bytes: ColumnType
  readonly time: ColumnType
  readonly flag: ColumnType
}

/** Makes the tables of the embedded directory, for a migration of the server to call. */
export async function createEmbeddedTables(
  db: { readonly schema: SchemaModule },
  columns: EmbeddedColumns,
  dialect: 'sqlite' | 'postgres',
): Promise<void> {
  const { bytes, time, flag } = columns
  // Without strict, SQLite stores a text where a time belongs; PostgreSQL never does.
  const finish = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
    dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table

  await finish(
    db.schema
      .createTable('embedded_entry')
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('sealed', bytes, (c) => c.notNull())
      .addColumn('password_hash', 'text')
      .addColumn('earlier_hashes', 'text', (c) => c.notNull())
      .addColumn('password_set_at', time)
      .addColumn('must_change', flag, (c) => c.notNull())
      .addColumn('disabled', flag, (c) => c.notNull())
      .addColumn('expires_at', time)
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('failed_at', time)
      .addColumn('locked_until', time)
      .addColumn('version', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('embedded_entry_key', ['tenant', 'id']),
  ).execute()

  await finish(
    db.schema
      .createTable('embedded_login')
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('key_hash', bytes, (c) => c.notNull())
      .addColumn('entry', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('embedded_login_key', ['tenant', 'key_hash'])
      .addForeignKeyConstraint('embedded_login_entry', ['tenant', 'entry'], 'embedded_entry', [
        'tenant',
        'id',
      ]),
  ).execute()
}
