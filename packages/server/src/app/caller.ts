import { clientType, type Origin, sourceOf } from '@latchkey/core'
import type { Client, Locale } from '@latchkey/protocol'

/** Who speaks, as far as the request tells: where from, with what, in which language. */
export type Caller = {
  readonly origin: Origin
  /** What spends its own budgets: the address, or the network that one person has all of. */
  readonly source: string
  readonly locale: Locale
}

export function callerOf(address: string, client: Client, locale: Locale): Caller {
  return { origin: originOf(address, client), source: sourceOf(address), locale }
}

function originOf(address: string, client: Client): Origin {
  return {
    address,
    clientType: clientType(client),
    clientKind: client.kind,
    clientOs: client.os ?? null,
    clientVersion: client.version ?? null,
    machine: client.machine ?? null,
  }
}

const NOWHERE = {
  address: null,
  clientKind: null,
  clientOs: null,
  clientVersion: null,
  machine: null,
} as const

/** What the server does by itself. */
export const BY_SERVER: Origin = { ...NOWHERE, clientType: null }

/** What an administrator does at the machine. */
export const BY_COMMAND_LINE: Origin = { ...NOWHERE, clientType: 'CommandLine' }
