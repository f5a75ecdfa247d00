import type { AuditEvent } from '@latchkey/core'
import type { Instant } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import type { KeyRing } from '../store/key-ring.ts'
import { type OutboxRow, postponeOutbox, settleOutbox } from '../store/outbox.ts'
import type { Database } from '../store/schema.ts'
import { backoff } from './backoff.ts'
import type {
  Handler,
  HandlerResult,
  Handlers,
  OutboxItem,
  OutboxKind,
  Payloads,
} from './handler.ts'

export type AttemptDeps<P extends Payloads> = {
  readonly db: Kysely<Database>
  readonly keyRing: KeyRing
  readonly handlers: Handlers<P>
  readonly random: () => number
  /** Told of each failure that nobody awaits: of a handler, of the store, of a seal. */
  readonly onFault: (error: unknown, kind: OutboxKind | null) => void
}

/** One try of one claimed row: sent and settled, put off, or given up. */
export async function attempt<P extends Payloads>(
  deps: AttemptDeps<P>,
  row: OutboxRow,
  clock: () => Instant,
): Promise<void> {
  const opened = openPayload(deps, row)
  if (!opened) return settle(deps, row, [], clock())
  const handler: Handler<unknown> = deps.handlers[row.kind]
  const item = itemOf(row)
  const giveUp = () => settle(deps, row, handler.onGivenUp(opened.payload, item), clock())
  if (row.expires_at <= clock()) return giveUp()
  const outcome = await handle(deps, handler, opened.payload, item, row.kind)
  if (outcome.result === 'settled') return settle(deps, row, outcome.events, clock())
  const next = clock() + backoff(row.attempts, deps.random())
  return next < row.expires_at ? postponeOutbox(deps.db, row, next) : giveUp()
}

/** What a payload is bound to: sealed for one row, it does not open in another. */
export function placeInOutbox(
  row: Pick<OutboxRow, 'tenant' | 'kind' | 'flow' | 'created_at' | 'expires_at'>,
): string {
  return ['outbox', row.tenant, row.kind, row.flow ?? '', row.created_at, row.expires_at].join('/')
}

/** Undefined where the seal does not hold: such a row can't be sent, and says nothing to audit. */
function openPayload<P extends Payloads>(
  { keyRing, onFault }: AttemptDeps<P>,
  row: OutboxRow,
): { readonly payload: unknown } | undefined {
  if (row.sealed === null) return undefined
  try {
    return { payload: JSON.parse(keyRing.open(placeInOutbox(row), row.sealed)) }
  } catch (error) {
    onFault(error, row.kind)
    return undefined
  }
}

// A handler that throws met a fault of the world or has a bug: both may be gone at the next try.
async function handle<P extends Payloads>(
  { onFault }: AttemptDeps<P>,
  handler: Handler<unknown>,
  payload: unknown,
  item: OutboxItem,
  kind: OutboxKind,
): Promise<HandlerResult> {
  try {
    return await handler.handle(payload, item)
  } catch (error) {
    onFault(error, kind)
    return { result: 'retry' }
  }
}

async function settle<P extends Payloads>(
  { db }: AttemptDeps<P>,
  row: OutboxRow,
  events: readonly AuditEvent[],
  now: Instant,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Another worker may have taken the row after this one's claim ran out: one of them writes the audit.
    if (await settleOutbox(tx, row, now)) await appendAudit(tx, row.tenant, events)
  })
}

function itemOf(row: OutboxRow): OutboxItem {
  return {
    tenant: row.tenant,
    flow: row.flow,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    attempt: row.attempts,
  }
}
