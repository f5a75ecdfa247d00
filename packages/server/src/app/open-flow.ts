import { timingSafeEqual } from 'node:crypto'
import type { FlowId, MachineId } from '@latchkey/protocol'
import { type FlowRecord, readFlow } from '../store/flow.ts'
import type { Sender } from './caller.ts'
import type { Deps } from './deps.ts'
import { auditSignatureRefused } from './prove-machine.ts'

/** The words by which a claimant owns a flow. */
export type Key = { readonly flow: FlowId; readonly token: string }

export type Opened =
  | { readonly record: FlowRecord }
  | { readonly problem: 'not-signed-in' | 'flow-expired' | 'signature-not-accepted' }

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>

/**
 * A flow for whoever holds its token. An unknown flow and a wrong token are one answer. One that a trusted
 * machine began opens by that machine's signature only: a token that was taken from it is worth nothing.
 */
export async function openFlow(
  needs: Needs,
  { flow, token }: Key,
  sender: Sender,
): Promise<Opened> {
  const record = await readFlow(needs.store.db, needs.keys, needs.tenant, flow)
  if (!record || !timingSafeEqual(record.tokenHash, tokenHash(needs, token)))
    return { problem: 'not-signed-in' }
  const { signer } = record.flow
  if (signer !== undefined && !isBy(signer, sender)) {
    const reason = sender.machine ? 'machine-changed' : 'signature-missing'
    await auditSignatureRefused(needs, sender.address, reason, sender.machine?.name)
    return { problem: 'signature-not-accepted' }
  }
  if (record.isCancelled || needs.now() >= record.flow.expiresAt) return { problem: 'flow-expired' }
  return { record }
}

function isBy(signer: MachineId, { machine }: Sender): boolean {
  return machine?.id === signer && machine.isTrusted
}

/** Tokens are kept as HMACs: a stolen database opens no flow and no session. */
export function tokenHash({ keys }: Pick<Deps, 'keys'>, token: string): Uint8Array {
  return keys.hash('token', token)
}
