import { timingSafeEqual } from 'node:crypto'
import type { FlowId } from '@latchkey/protocol'
import { type FlowRecord, readFlow } from '../store/flow.ts'
import type { Deps } from './deps.ts'

/** The words by which a claimant owns a flow. */
export type Key = { readonly flow: FlowId; readonly token: string }

export type Opened =
  | { readonly record: FlowRecord }
  | { readonly problem: 'not-signed-in' | 'flow-expired' }

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>

/** A flow for whoever holds its token. An unknown flow and a wrong token are one answer. */
export async function openFlow(needs: Needs, { flow, token }: Key): Promise<Opened> {
  const record = await readFlow(needs.store.db, needs.keys, needs.tenant, flow)
  if (!record || !timingSafeEqual(record.tokenHash, tokenHash(needs, token)))
    return { problem: 'not-signed-in' }
  if (record.isCancelled || needs.now() >= record.flow.expiresAt) return { problem: 'flow-expired' }
  return { record }
}

/** Tokens are kept as HMACs: a stolen database opens no flow and no session. */
export function tokenHash({ keys }: Pick<Deps, 'keys'>, token: string): Uint8Array {
  return keys.hash('token', token)
}
