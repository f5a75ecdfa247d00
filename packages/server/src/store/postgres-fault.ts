import pg from 'pg'
import { StoreUnavailable } from './store-fault.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html; a class is the first two characters.
const SENTENCES: Readonly<Record<string, string>> = {
  '08': 'The connection to the database was lost.',
  '25006': 'The database can only be read at present.',
  '25P03': 'The database gave up on a transaction that stood still.',
  '28': 'The database does not let this account in: check store.url and store.password.',
  '3D000': 'The database that store.url names does not exist.',
  '40': 'The database could not tell two changes apart in time.',
  '42501': 'The account of the store lacks a right in the database.',
  '53': 'The database has no room left: connections, memory or disk.',
  '53300': 'The database takes no more connections.',
  '55P03': 'The store was kept busy by another connection for too long.',
  '57014': 'The database took too long.',
  '57P': 'The database is starting or stopping.',
  '58': 'The disk of the database failed.',
  XX001: 'The database is damaged: restore it from a backup.',
  XX002: 'The database is damaged: restore it from a backup.',
}

/** Turns what the database answered into a fault of the store where it is one; a bug stays what it was. */
export function postgresFault(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError))
    return isBug(error) ? error : unreachable(error, 'The database does not answer.')
  const code = error.code ?? ''
  const sentence = SENTENCES[code] ?? SENTENCES[code.slice(0, 3)] ?? SENTENCES[code.slice(0, 2)]
  return sentence === undefined ? error : new StoreUnavailable(sentence, { cause: error })
}

// What the driver itself throws beside these is always about the connection, and mostly has no code.
function isBug(error: unknown): boolean {
  return (
    error instanceof StoreUnavailable || error instanceof TypeError || !(error instanceof Error)
  )
}

/** What kept a connection from being made. */
export function connectFault(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return postgresFault(error)
  return unreachable(error, CONNECT_SENTENCES[codeOf(error)] ?? 'The database cannot be reached.')
}

const UNTRUSTED = "The database's certificate is not one that store.ca vouches for."

const CONNECT_SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The host that store.url names has no address.',
  EAI_AGAIN: 'The host that store.url names has no address at present.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The database's certificate is for another host than store.url names.",
  CERT_HAS_EXPIRED: "The database's certificate has expired.",
  CERT_NOT_YET_VALID: "The database's certificate is not valid yet.",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
}

function unreachable(cause: unknown, sentence: string): StoreUnavailable {
  return new StoreUnavailable(sentence, { cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

// 40001 serialization_failure, 40P01 deadlock_detected.
const LOST_RACES = ['40001', '40P01']

const TRIES = 5

/** Runs again what the database undid as a whole because it and another waited for each other. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !isLostRace(error)) throw error
    }
}

function isLostRace(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return LOST_RACES.includes(error.code ?? '')
  return error instanceof Error && error.cause !== undefined && isLostRace(error.cause)
}
