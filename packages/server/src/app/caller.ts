import { clientType, type Origin, sourceOf } from '@latchkey/core'
import type { Client, Instant, Locale, MachineId } from '@latchkey/protocol'
import type { Whence } from './payloads.ts'

/** Who speaks, as far as the request tells: where from, with what, in which language. */
export type Caller = {
  readonly origin: Origin
  /** What spends its own budgets: the address, or the network that one person has all of. */
  readonly source: string
  readonly locale: Locale
  readonly machine?: ProvenMachine
}

/** A machine that signed the request. */
export type ProvenMachine = {
  readonly id: MachineId
  /** As it enrolled. */
  readonly name: string
  /** Approved. One that isn't is counted by its address, like anybody. */
  readonly isTrusted: boolean
}

/** Who sends a request, as far as the connection and a signature tell. */
export type Sender = { readonly address: string; readonly machine?: ProvenMachine }

export function callerOf(sender: Sender, client: Client, locale: Locale): Caller {
  const { address, machine } = sender
  return {
    origin: originOf(sender, client),
    source: machine?.isTrusted ? machine.id : sourceOf(address),
    locale,
    ...(machine && { machine }),
  }
}

function originOf({ address, machine }: Sender, client: Client): Origin {
  return {
    address,
    clientType: clientType(client),
    clientKind: client.kind,
    clientOs: client.os ?? null,
    clientVersion: client.version ?? null,
    machine: machine?.name ?? client.machine ?? null,
    machineId: machine?.id ?? null,
  }
}

const NOWHERE = {
  address: null,
  clientKind: null,
  clientOs: null,
  clientVersion: null,
  machine: null,
  machineId: null,
} as const

/** What the server does by itself. */
export const BY_SERVER: Origin = { ...NOWHERE, clientType: null }

/** What an administrator does at the machine. */
export const BY_COMMAND_LINE: Origin = { ...NOWHERE, clientType: 'CommandLine' }

/** From where, and when, as messages tell it. */
export function whenceOf(
  { clientKind, machine, address }: Pick<Origin, 'clientKind' | 'machine' | 'address'>,
  at: Instant,
): Whence {
  return { at, clientKind, machine, address }
}
