import type { Instant } from '@latchkey/protocol'
import type { Insertable, Transaction } from 'kysely'
import { claimOutbox, insertOutbox, type OutboxRow } from '../store/outbox.ts'
import type { Database } from '../store/schema.ts'
import { type AttemptDeps, attempt, placeInOutbox } from './attempt.ts'
import type { NewItem, Payloads } from './handler.ts'
import type { Every } from './ticker.ts'

const MOST_AT_ONCE = 8
const POLL_MS = 1_000
// Longer than a handler's own time-outs take; what a crashed worker held is due again after it.
const LEASE_MS = 60_000

export type OutboxDeps<P extends Payloads> = AttemptDeps<P> & {
  readonly clock: () => Instant
  readonly every: Every
}

/**
 * Sends what was committed, after the request that asked for it, so that a request takes as long for an
 * unknown person as for a known one.
 */
export class Outbox<P extends Payloads> {
  readonly #deps: OutboxDeps<P>
  readonly #running = new Set<Promise<void>>()
  #claiming: Promise<number> | undefined
  #isWakeMissed = false
  // The last claim took all that it could hold.
  #mayBeMore = false
  #stopTicking: (() => void) | undefined

  constructor(deps: OutboxDeps<P>) {
    this.#deps = deps
  }

  /** Part of the caller's transaction; call `wake` once it is committed. */
  async enqueue(tx: Transaction<Database>, items: readonly NewItem<P>[]): Promise<void> {
    await insertOutbox(
      tx,
      items.map((item) => this.#rowOf(item)),
    )
  }

  /** Begins to send, and looks once a second for what became due or was left behind. */
  start(): void {
    this.#stopTicking ??= this.#deps.every(POLL_MS, () => this.wake())
    this.wake()
  }

  /** Looks for due rows now, where the outbox was started. */
  wake(): void {
    if (this.#stopTicking) void this.#claim(this.#deps.clock)
  }

  /** Takes nothing new, and waits for what was begun. */
  async stop(): Promise<void> {
    this.#stopTicking?.()
    this.#stopTicking = undefined
    await this.#claiming
    await this.#ran()
  }

  /** Handles everything that is due at `now`; for tests, on an outbox that was not started. */
  async drain(now: Instant): Promise<void> {
    while ((await this.#claim(() => now)) > 0) await this.#ran()
  }

  /** One claim at a time; a wake during it is made up for, or a row committed meanwhile would wait for the poll. */
  async #claim(clock: () => Instant): Promise<number> {
    if (this.#claiming) {
      this.#isWakeMissed = true
      return this.#claiming
    }
    this.#claiming = this.#take(clock)
    const taken = await this.#claiming
    this.#claiming = undefined
    if (this.#isWakeMissed) {
      this.#isWakeMissed = false
      this.wake()
    }
    return taken
  }

  async #take(clock: () => Instant): Promise<number> {
    const limit = MOST_AT_ONCE - this.#running.size
    if (limit === 0) {
      this.#mayBeMore = true
      return 0
    }
    const now = clock()
    try {
      const rows = await claimOutbox(this.#deps.db, { now, until: now + LEASE_MS, limit })
      this.#mayBeMore = rows.length === limit
      for (const row of rows) this.#run(row, clock)
      return rows.length
    } catch (error) {
      this.#deps.onFault(error, null)
      return 0
    }
  }

  #run(row: OutboxRow, clock: () => Instant): void {
    const running = attempt(this.#deps, row, clock)
      .catch((error: unknown) => this.#deps.onFault(error, row.kind))
      .finally(() => {
        this.#running.delete(running)
        if (this.#mayBeMore) this.wake()
      })
    this.#running.add(running)
  }

  async #ran(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  #rowOf({ payload, dueAt, ...item }: NewItem<P>): Insertable<Database['outbox']> {
    const row = {
      tenant: item.tenant,
      kind: item.kind,
      flow: item.flow,
      created_at: item.createdAt,
      expires_at: item.expiresAt,
    }
    const sealed = this.#deps.keyRing.seal(placeInOutbox(row), JSON.stringify(payload))
    return { ...row, sealed, due_at: dueAt ?? item.createdAt, settled_at: null }
  }
}

/** Promises an outbox that sends nothing until it is started. */
export function createOutbox<P extends Payloads>(deps: OutboxDeps<P>): Outbox<P> {
  return new Outbox(deps)
}
