import type { AuditEvent } from '@latchkey/core'
import type { FlowId, Instant, TenantId } from '@latchkey/protocol'

/** What each kind of row holds: JSON, and it comes back as it went in. */
export type Payloads = {
  readonly challenge: unknown
  readonly notice: unknown
  readonly alert: unknown
  readonly 'own-code': unknown
}
export type OutboxKind = keyof Payloads

/** A row as its handler sees it. */
export type OutboxItem = {
  readonly tenant: TenantId
  readonly flow: FlowId | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  /** 1 on the first attempt. */
  readonly attempt: number
}

/** `settled`: nothing more to do, and what the audit keeps of it. `retry`: the world may do better later. */
export type HandlerResult =
  | { readonly result: 'settled'; readonly events: readonly AuditEvent[] }
  | { readonly result: 'retry' }

/**
 * Runs outside of any transaction, and may run twice for one row when a server dies between sending and
 * settling. Methods rather than function fields: so a handler of one payload fits where any is expected.
 */
export interface Handler<Payload> {
  handle(payload: Payload, item: OutboxItem): Promise<HandlerResult>
  /** What the audit keeps when a row expired unsent. */
  onGivenUp(payload: Payload, item: OutboxItem): readonly AuditEvent[]
}

export type Handlers<P extends Payloads> = { readonly [K in OutboxKind]: Handler<P[K]> }

/** Something to be sent; it is due at once. */
export type NewItem<P extends Payloads> = {
  [K in OutboxKind]: {
    readonly tenant: TenantId
    readonly kind: K
    readonly flow: FlowId | null
    readonly payload: P[K]
    readonly createdAt: Instant
    readonly dueAt?: Instant
    /** Never sent from this time on: a code's own expiry. */
    readonly expiresAt: Instant
  }
}[OutboxKind]
