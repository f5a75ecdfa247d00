import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import * as first from './migrations/0001-first.ts'
import * as machines from './migrations/0002-machines.ts'
import * as directories from './migrations/0003-directories.ts'
import * as addressees from './migrations/0004-addressees.ts'
import * as securityInfo from './migrations/0005-security-info.ts'
import * as plans from './migrations/0010-plans.ts'
import type { Database } from './schema.ts'
import { isStoreFault, StoreRefused } from './store-fault.ts'
import type { Dialect } from './types.ts'

// A static list, not a folder: the bundle has no folder to read.
const MIGRATIONS = {
  '0001-first': first,
  '0002-machines': machines,
  '0003-directories': directories,
  '0004-addressees': addressees,
  '0005-security-info': securityInfo,
  '0010-plans': plans,
}

/** Names of the migrations that the store still needs; refuses a store made by a newer program. */
export async function pendingMigrations(db: Kysely<Database>): Promise<string[]> {
  const done = await doneMigrations(db)
  const unknown = done.find((name) => !Object.hasOwn(MIGRATIONS, name))
  if (unknown !== undefined)
    throw new StoreRefused(
      `The store was written by a newer version of Latchkey (it has the migration ${unknown}): install that version, or restore a backup from before.`,
    )
  return Object.keys(MIGRATIONS).filter((name) => !done.includes(name))
}

/** Brings the store up to date, all or nothing. */
export async function migrate(db: Kysely<Database>, dialect: Dialect): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: providerFor(dialect),
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  }).migrateToLatest()
  if (error === undefined) return
  throw isStoreFault(error) ? error : new Error('migration failed', { cause: error })
}

function providerFor(dialect: Dialect): MigrationProvider {
  return {
    getMigrations: async () =>
      Object.fromEntries(
        Object.entries(MIGRATIONS).map(([name, migration]): [string, Migration] => [
          name,
          { up: (db) => migration.up(db, dialect) },
        ]),
      ),
  }
}

async function doneMigrations(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables()
  if (!tables.some(({ name }) => name === 'migration')) return []
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}
