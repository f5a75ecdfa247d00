import { closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { isSqliteError, storeFault } from './store-fault.ts'

const MARK = 'TRIAL'
const HOLD = 'hold.db'

/** The data directory must not be used so; the message tells an administrator what to do. */
export class DataDirectoryRefused extends Error {
  override readonly name = 'DataDirectoryRefused'
}

// A connection that nobody refers to is closed by the garbage collector, and its lock with it.
const held = new Set<Sqlite.Database>()

/** A data directory that no other server can take. */
export type Hold = { release(): void }

/**
 * Promises that this process alone serves from the directory, for as long as it lives: the operating
 * system ends the hold with the process, however it ends. Refuses with `DataDirectoryRefused` a directory
 * that another server holds, or that is for the other kind of running.
 */
export function holdDataDirectory(path: string, { trial }: { trial: boolean }): Hold {
  // Asked first: a refused directory is left as it was found.
  refuseOtherKind(path, trial)
  const lock = reportingFaults(() => lockIn(path))
  try {
    if (trial) markDataDirectory(path, { trial })
  } catch (error) {
    lock.close()
    throw error
  }
  held.add(lock)
  return { release: () => release(lock) }
}

/**
 * What the command line does instead, as it works beside a running server: marks a new trial directory,
 * and refuses one that is for the other kind of running.
 */
export function markDataDirectory(path: string, { trial }: { trial: boolean }): void {
  refuseOtherKind(path, trial)
  if (!trial) return
  reportingFaults(() => {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    closeSync(openSync(join(path, MARK), 'a', 0o600))
  })
}

/** Makes a folder that is not there yet, readable by its owner alone: only the command that makes a store does. */
export function makeFolder(path: string): void {
  reportingFaults(() => mkdirSync(path, { recursive: true, mode: 0o700 }))
}

function release(lock: Sqlite.Database): void {
  held.delete(lock)
  lock.close()
}

function refuseOtherKind(path: string, trial: boolean): void {
  const isMarked = existsSync(join(path, MARK))
  // Seeded people with a published password must never become somebody's real accounts.
  if (isMarked && !trial)
    throw new DataDirectoryRefused(
      `The data directory ${path} was made by a trial, with people whose passwords everybody knows: use another directory, or set dev = true to go on with the trial.`,
    )
  // Nor may a trial open what a production server wrote: it would add those people to it.
  if (!isMarked && trial && isInUse(path))
    throw new DataDirectoryRefused(
      `The data directory ${path} holds files that are not of a trial: a trial needs an empty directory of its own, or set dev = false.`,
    )
}

function isInUse(path: string): boolean {
  const isOurs = (name: string) => name.startsWith(HOLD) || name.startsWith('.')
  return existsSync(path) && reportingFaults(() => readdirSync(path)).some((name) => !isOurs(name))
}

function lockIn(path: string): Sqlite.Database {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  closeSync(openSync(join(path, HOLD), 'a', 0o600))
  const database = new Sqlite(join(path, HOLD), { timeout: 0 })
  try {
    // An open transaction is the lock, and the system's own locks die with the process.
    database.exec('begin exclusive')
    return database
  } catch (error) {
    database.close()
    if (!isSqliteError(error) || !error.code.startsWith('SQLITE_BUSY')) throw error
    throw new DataDirectoryRefused(
      `Another server is using the data directory ${path}: stop it first, or give this one a directory of its own.`,
      { cause: error },
    )
  }
}

function reportingFaults<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storeFault(error)
  }
}
