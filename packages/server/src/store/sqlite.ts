import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  type Dialect,
  Kysely,
  type SelectQueryNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  type SqliteDriver,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'
import { GroupCommit, type StatementKind } from './group-commit.ts'
import type { Database } from './schema.ts'
import { GroupCommitDriver } from './sqlite-driver.ts'
import { storeFault } from './store-fault.ts'

const MOST_STATEMENTS_KEPT = 500

/** Promises one durable connection; throws `StoreUnavailable` where the file can't be used. */
export function openSqlite(path: string, onQuery?: (text: string) => void): Kysely<Database> {
  const database = reportingFaults(() => connect(path))
  return new Kysely<Database>({
    dialect: dialectFor(database),
    ...(onQuery && { log: ({ query }) => onQuery(query.sql) }),
  })
}

function connect(path: string): Sqlite.Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // SQLite would make a file that everyone may read; its -wal and -shm files take over this mode.
  closeSync(openSync(path, 'a', 0o600))
  const database = new Sqlite(path)
  database.pragma('journal_mode = WAL')
  // WAL with NORMAL may lose acknowledged commits in a power cut: a reset that was told done would be undone.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  // The command line writes too; how long a write waits for it.
  database.pragma('busy_timeout = 5000')
  // Erased payloads are overwritten in place: whoever gets the key file one day finds no old ones.
  database.pragma('secure_delete = FAST')
  return database
}

/** Kysely's dialect over one connection. `defer` puts the end of a group of writes off until others had their turn. */
export function dialectFor(
  database: Sqlite.Database,
  defer: (work: () => void) => void = setImmediate,
): Dialect {
  return new LatchkeySqliteDialect(database, new GroupCommit(database, defer))
}

/** Kysely runs migrations of SQLite outside of a transaction, though SQLite can roll tables back. */
class LatchkeySqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #commits: GroupCommit

  constructor(connected: Sqlite.Database, commits: GroupCommit) {
    const database = withKeptStatements(connected, commits)
    super({ database })
    this.#config = { database }
    this.#commits = commits
  }

  override createDriver(): SqliteDriver {
    return new GroupCommitDriver(this.#config, this.#commits)
  }

  override createAdapter(): SqliteAdapter {
    return new LatchkeySqliteAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new LocklessCompiler()
  }
}

/** `for update` is for databases with several writers; SQLite has one, and no such words. */
class LocklessCompiler extends SqliteQueryCompiler {
  protected override visitSelectQuery({ endModifiers: _, ...node }: SelectQueryNode): void {
    super.visitSelectQuery(node)
  }
}

class LatchkeySqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  // There is one, and the driver has people stand in line for it.
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** Kysely prepares every query anew; a prepared statement of SQLite can be used again. */
function withKeptStatements(database: Sqlite.Database, commits: GroupCommit): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>([
    ['begin', doing(() => commits.begin())],
    ['commit', doing(() => commits.commit())],
    ['rollback', doing(() => commits.rollback())],
  ])
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = kept.get(text)
      if (known) return known
      const statement = prepare(database, commits, text)
      if (kept.size < MOST_STATEMENTS_KEPT) kept.set(text, statement)
      return statement
    },
  }
}

function doing(work: () => void): SqliteStatement {
  const run = () => {
    reportingFaults(work)
    return { changes: 0, lastInsertRowid: 0 }
  }
  return { reader: false, run, all: () => [], iterate: () => [].values() }
}

function prepare(database: Sqlite.Database, commits: GroupCommit, text: string): SqliteStatement {
  const statement = reportingFaults(() => database.prepare<unknown[]>(text))
  const kind = kindOf(statement, text)
  const within = <T>(work: () => T): T => {
    reportingFaults(() => commits.before(kind))
    try {
      return reportingFaults(work)
    } catch (fault) {
      commits.lostBy(fault)
      throw fault
    }
  }
  return {
    reader: statement.reader,
    all: (parameters) => within(() => statement.all(...parameters)),
    run: (parameters) => within(() => statement.run(...parameters)),
    iterate: (parameters) => within(() => statement.iterate(...parameters)),
  }
}

function kindOf(statement: Sqlite.Statement<unknown[]>, text: string): StatementKind {
  if (/^\s*(insert|update|delete)\b/i.test(text)) return 'write'
  return statement.readonly && /^\s*(select|with)\b/i.test(text) ? 'read' : 'other'
}

function reportingFaults<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storeFault(error)
  }
}
