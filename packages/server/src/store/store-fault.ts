import Sqlite from 'better-sqlite3'

/** The store can't do its work now: away, full, read-only, unreadable or busy. The same call may succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** The store must not be opened by this program as it is; the message tells an administrator what to do. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
}

/** Whether the store itself failed, and not the request: http answers 503. */
export function isStoreFault(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true
  return error instanceof Error && error.cause !== undefined && isStoreFault(error.cause)
}

// https://sqlite.org/rescode.html, primary codes; an extended code begins with its primary one.
const SENTENCES: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'The disk of the store is full.',
  SQLITE_READONLY: 'The store cannot be written: its file or directory is read-only.',
  SQLITE_CANTOPEN: 'The store cannot be opened: its file or directory is missing or not permitted.',
  SQLITE_PERM: 'The store cannot be opened: the file system does not permit it.',
  SQLITE_IOERR: 'The disk of the store failed.',
  SQLITE_BUSY: 'The store was kept busy by another process for too long.',
  SQLITE_LOCKED: 'The store was kept busy by another connection.',
  SQLITE_CORRUPT: 'The store is damaged: restore it from a backup.',
  SQLITE_NOTADB: 'The file of the store is not a database, or is damaged.',
}

/** Turns what the database threw into a fault of the store where it is one; a bug stays what it was. */
export function storeFault(error: unknown): unknown {
  const sentence = isSqliteError(error) ? SENTENCES[primaryCode(error.code)] : systemSentence(error)
  return sentence === undefined ? error : new StoreUnavailable(sentence, { cause: error })
}

export function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Sqlite.SqliteError
}

function primaryCode(code: string): string {
  return code.split('_').slice(0, 2).join('_')
}

const SYSTEM_CODES = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'ENOENT', 'EEXIST', 'EDQUOT']

function systemSentence(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined
  const code = String(error.code)
  return SYSTEM_CODES.includes(code)
    ? `The directory of the store cannot be made or used (${code}).`
    : undefined
}
