import { ResultCodeError } from 'ldapts'
import { DirectoryUnavailable, type Unavailability } from '../directory.ts'
import { addressOf, type LdapServer } from './settings.ts'

/** The result codes of RFC 4511 §4.1.9 that mean something here. */
export const RESULT = {
  operationsError: 1,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  unavailableCriticalExtension: 12,
  noSuchAttribute: 16,
  constraintViolation: 19,
  noSuchObject: 32,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
} as const

/** What a server answered to a request that it did not carry out. */
export type LdapRefusal = { readonly code: number; readonly said: string }

/** The connection was gone before a request could leave on it. */
export class NeverSent extends Error {
  override readonly name = 'NeverSent'
}

/** The connection broke while a request was under way: whether the server did it, nobody knows. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  readonly server: LdapServer
  /** False only where the last request never left: then the server knows nothing of it. */
  readonly wasSent: boolean

  constructor(server: LdapServer, cause: unknown) {
    super(`the connection to ${addressOf(server)} broke`, { cause })
    this.server = server
    this.wasSent = !(cause instanceof NeverSent)
  }
}

/** The server's answer, where the error is one; nothing for a fault of the connection. */
export function refusalOf(error: unknown): LdapRefusal | undefined {
  if (!(error instanceof ResultCodeError)) return
  return { code: error.code, said: printable(error.message) }
}

// The text of a directory ends up in a log: no line of its own making, and no more than a few lines' worth.
function printable(text: string): string {
  return text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, 500)
}

// Code 1 is what a domain controller that was restarted answers on a connection from before.
const SERVER_CANNOT: readonly number[] = [RESULT.operationsError, RESULT.busy, RESULT.unavailable]

/** Whether the server answered that it can't do its work now, where another one may. */
export function isServerFault(error: unknown): boolean {
  const refusal = refusalOf(error)
  return refusal !== undefined && SERVER_CANNOT.includes(refusal.code)
}

/** What was asked for; nothing where the server refused to say it, though it can do its work. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (!refusalOf(error) || isServerFault(error)) throw error
    return undefined
  }
}

/** The fault of opening a connection to `server`, where nothing was asked of it yet. */
export function unavailable(server: LdapServer, cause: unknown): DirectoryUnavailable {
  const reason = reasonOf(cause)
  const why = cause instanceof Error ? printable(cause.message) : String(cause)
  return new DirectoryUnavailable(`${addressOf(server)}: ${why}`, { reason, cause })
}

function reasonOf(cause: unknown): Unavailability {
  if (refusalOf(cause) && !isServerFault(cause)) return 'refused'
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return TLS_FAULT.test(code) ? 'tls-refused' : 'unreachable'
}

// The names that Node and OpenSSL give to a chain, a name or a handshake that failed.
const TLS_FAULT =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/
