import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  Kysely,
  type SelectQueryNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'
import type { Database } from './schema.ts'
import { storeFault } from './store-fault.ts'

const MOST_STATEMENTS_KEPT = 500

/** Promises one durable connection; throws `StoreUnavailable` where the file can't be used. */
export function openSqlite(path: string, onQuery?: (text: string) => void): Kysely<Database> {
  const database = reportingFaults(() => connect(path))
  return new Kysely<Database>({
    dialect: new LatchkeySqliteDialect({ database: withKeptStatements(database) }),
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

/** Kysely runs migrations of SQLite outside of a transaction, though SQLite can roll tables back. */
class LatchkeySqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
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

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely prepares every query anew; a prepared statement of SQLite can be used again. */
function withKeptStatements(database: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = kept.get(text)
      if (known) return known
      const statement = prepare(database, text)
      if (kept.size < MOST_STATEMENTS_KEPT) kept.set(text, statement)
      return statement
    },
  }
}

function prepare(database: Sqlite.Database, text: string): SqliteStatement {
  if (text === 'rollback') return rollbackOf(database)
  // A deferred transaction that read first can't wait for another process to finish writing: SQLite
  // refuses its first write at once. An immediate one waits at its start, when nothing is lost yet.
  const own = text === 'begin' ? 'begin immediate' : text
  return reportingStatement(reportingFaults(() => database.prepare<unknown[]>(own)))
}

// A full disk makes SQLite roll back by itself; Kysely's own rollback would then hide the true error.
function rollbackOf(database: Sqlite.Database): SqliteStatement {
  const statement = database.prepare<unknown[]>('rollback')
  return {
    ...reportingStatement(statement),
    run: () =>
      database.inTransaction
        ? reportingFaults(() => statement.run())
        : { changes: 0, lastInsertRowid: 0 },
  }
}

function reportingStatement(statement: Sqlite.Statement<unknown[]>): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => reportingFaults(() => statement.all(...parameters)),
    run: (parameters) => reportingFaults(() => statement.run(...parameters)),
    iterate: (parameters) => reportingFaults(() => statement.iterate(...parameters)),
  }
}

function reportingFaults<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storeFault(error)
  }
}
