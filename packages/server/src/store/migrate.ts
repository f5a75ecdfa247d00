import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import * as first from './migrations/0001-first.ts'
import * as machines from './migrations/0002-machines.ts'
import * as directories from './migrations/0003-directories.ts'
import * as addressees from './migrations/0004-addressees.ts'
import * as securityInfo from './migrations/0005-security-info.ts'
import * as passes from './migrations/0006-passes.ts'
import * as registration from './migrations/0007-registration.ts'
import * as approvals from './migrations/0009-approvals.ts'
import * as plans from './migrations/0010-plans.ts'
import { type Database, TABLES } from './schema.ts'
import { isStoreFault, StoreRefused } from './store-fault.ts'
import type { Dialect } from './types.ts'

// A static list, not a folder: the bundle has no folder to read.
const MIGRATIONS = {
  '0001-first': first,
  '0002-machines': machines,
  '0003-directories': directories,
  '0004-addressees': addressees,
  '0005-security-info': securityInfo,
  '0006-passes': passes,
  '0007-registration': registration,
  '0009-approvals': approvals,
  '0010-plans': plans,
}

/** Names of the migrations that the store still needs; refuses a store made by a newer program, and half a one. */
export async function pendingMigrations(db: Kysely<Database>): Promise<string[]> {
  return (await checkSchema(db)).pending
}

/** What the store holds; refuses a store made by a newer program, and half a one. */
export async function checkSchema(
  db: Kysely<Database>,
): Promise<{ readonly isMade: boolean; readonly pending: string[] }> {
  const first = await lookAt(db)
  // Another program may have committed its migration between two looks: then the next one sees all of it.
  const { done, pending, lacks } = first.lacks === undefined ? first : await lookAt(db)
  if (lacks !== undefined) throw half(lacks)
  return { isMade: done.length > 0, pending }
}

async function lookAt(db: Kysely<Database>) {
  const tables = await tablesOf(db)
  const done = tables.has('migration') ? await doneMigrations(db) : []
  refuseUnknown(done)
  const pending = Object.keys(MIGRATIONS).filter((name) => !done.includes(name))
  return { done, pending, lacks: whatLacks(tables, done, pending) }
}

/** Refuses a store that a newer program migrated. One statement, to be asked again while serving. */
export async function refuseNewer(db: Kysely<Database>): Promise<void> {
  refuseUnknown(await doneMigrations(db))
}

function refuseUnknown(done: readonly string[]): void {
  const unknown = done.find((name) => !Object.hasOwn(MIGRATIONS, name))
  if (unknown !== undefined)
    throw new StoreRefused(
      `The store was written by a newer version of Latchkey (it has the migration ${unknown}): install that version, or restore a backup from before.`,
    )
}

// Migrations are all or nothing, so only a broken restore or somebody's own hands leave this behind.
function whatLacks(
  tables: ReadonlySet<string>,
  done: readonly string[],
  pending: readonly string[],
): string | undefined {
  const gap = pending.find((name) => done.some((other) => other > name))
  if (gap !== undefined) return `it lacks the migration ${gap} and has later ones`
  if (done.length === 0 && TABLES.some((name) => tables.has(name)))
    return 'it has tables and no record of how they were made'
  const missing = TABLES.find((name) => !tables.has(name))
  return pending.length === 0 && missing !== undefined ? `it lacks the table ${missing}` : undefined
}

function half(what: string): StoreRefused {
  return new StoreRefused(
    `The schema of the store is only half there (${what}): restore a whole backup, or give Latchkey an empty store.`,
  )
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

// PostgreSQL: of the schema that our own statements would find, whatever else the database holds.
async function tablesOf(db: Kysely<Database>): Promise<ReadonlySet<string>> {
  const tables = await db.introspection.getTables()
  const schema = tables.some((one) => one.schema !== undefined)
    ? await currentSchema(db)
    : undefined
  return new Set(tables.filter((one) => one.schema === schema).map(({ name }) => name))
}

async function currentSchema(db: Kysely<Database>): Promise<string | undefined> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  return rows[0]?.name ?? undefined
}

async function doneMigrations(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}
