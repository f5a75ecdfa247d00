import { setTimeout } from 'node:timers/promises'
import { type Decision, settleWrite, type Written } from '@latchkey/core'
import { DirectoryUnavailable, OutcomeUnknown, type WriteResult } from '@latchkey/directory'
import type { OperationId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { every } from '../outbox/ticker.ts'
import { appendAudit } from '../store/audit.ts'
import { advanceFlow, type FlowRecord, readFlow } from '../store/flow.ts'
import { CLAIM_MS, releasePrincipal, renewClaim } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { isStoreFault } from '../store/store.ts'
import { afterLostWrite } from './after-lost-write.ts'
import { auditEvents, type Circumstances } from './audit-event.ts'
import { whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { targetOf } from './find-person.ts'
import { finishFlow } from './finish-flow.ts'
import { momentOf } from './moment.ts'
import type { Writing } from './writing.ts'

/**
 * The one slow thing inside a request: the directory is asked to write, under a claim on the principal and
 * between two audit events. Only what it answers is believed.
 */
export async function writeDirectory(deps: Deps, writing: Writing): Promise<FlowRecord> {
  const operation = operationOf(writing)
  const stopRenewing = keepClaim(deps, operation)
  deps.writes.add(operation)
  try {
    return await settlePatiently(deps, writing, await ask(writing))
  } catch (error) {
    // Nobody knows whether the directory took it: said at once, and not only when the claim is over.
    await settle(deps, writing, { outcome: 'lost' }).catch((again: unknown) =>
      deps.log.error({ event: 'write.not-settled', err: again }),
    )
    throw error
  } finally {
    deps.writes.delete(operation)
    stopRenewing()
  }
}

function operationOf({ record }: Writing): OperationId {
  const { stage } = record.flow
  if (stage.kind !== 'writing') throw new Error('a flow was to write that did not intend to')
  return stage.operation
}

const SETTLE_TRIES = 3
const SETTLE_PAUSE_MS = 200
// A database across the network is started again in some seconds; a person waits that long, and the claim
// holds longer.
const SETTLE_WITHIN_MS = 8_000

// What the directory answered is known: a store that stumbles must not make it unknown.
async function settlePatiently(deps: Deps, writing: Writing, written: Written) {
  const isShared = deps.store.dialect === 'postgres'
  const end = performance.now() + (isShared ? SETTLE_WITHIN_MS : 0)
  for (let tries = 1; ; tries += 1)
    try {
      return await settle(deps, writing, written)
    } catch (error) {
      const isOver = tries >= SETTLE_TRIES && performance.now() >= end
      if (isOver || !isStoreFault(error)) throw error
      await setTimeout(SETTLE_PAUSE_MS)
    }
}

// A claim that ran out under a slow write would let a second one in, and both be told `done`.
function keepClaim({ store, tenant, now, log }: Deps, operation: OperationId): () => void {
  const renew = () => renewClaim(store.db, tenant, operation, now() + CLAIM_MS)
  return every(CLAIM_MS / 3, () => {
    renew().catch((error: unknown) => log.error({ event: 'claim.not-renewed', err: error }))
  })
}

async function ask(writing: Writing): Promise<Written> {
  try {
    return await askDirectory(writing)
  } catch (error) {
    if (error instanceof DirectoryUnavailable)
      return { outcome: 'unavailable', said: error.message }
    if (error instanceof OutcomeUnknown) return { outcome: 'lost' }
    throw error
  }
}

async function askDirectory({ found, writes, password, current }: Writing): Promise<WriteResult> {
  const { directory, entry } = found
  if (writes === 'unlock') return await directory.unlock(entry.id)
  if (!password) throw new Error('a password was to be written that was not given')
  return await directory.setPassword(entry.id, { password, ...(current && { current }) })
}

/**
 * Stores what became of a write, even where the flow was ended meanwhile: it happened. A claim that was
 * lost has been resolved as unknown, and that is what the claimant is told.
 */
async function settle(deps: Deps, writing: Writing, written: Written): Promise<FlowRecord> {
  let { record } = writing
  for (let round = 0; round < 3; round += 1) {
    const settled = await tryToSettle(deps, { ...writing, record }, written)
    if (settled) {
      deps.outbox.wake()
      return settled
    }
    const { store, keys, tenant } = deps
    record = (await readFlow(store.db, keys, tenant, record.flow.id)) ?? record
    if (record.flow.stage.kind !== 'writing') return record
  }
  throw new Error('a write could not be settled')
}

async function tryToSettle(
  deps: Deps,
  writing: Writing,
  written: Written,
): Promise<FlowRecord | undefined> {
  const { record } = writing
  return await deps.store.db.transaction().execute(async (tx) => {
    const decided = settleWrite(record.flow, written, momentOf(deps))
    const next = settledRecord(record, decided)
    if (!(await advanceFlow(tx, deps.keys, deps.tenant, record, next))) return
    await release(tx, deps, writing)
    await followUp(tx, deps, { ...writing, record: next }, written)
    await appendAudit(tx, deps.tenant, auditEvents(decided.happenings, around(deps, writing)))
    return next
  })
}

async function followUp(
  tx: Transaction<Database>,
  deps: Deps,
  writing: Writing,
  written: Written,
): Promise<void> {
  if (written.outcome === 'written') await finishFlow(tx, deps, writing)
  if (written.outcome !== 'lost') return
  const { found, caller, record } = writing
  const { locale, id } = record.flow
  const whence = whenceOf(caller.origin, deps.now())
  await afterLostWrite(tx, deps, { found, flow: id, locale, whence })
}

function around(deps: Deps, { caller, found, record }: Writing): Circumstances {
  return {
    origin: caller.origin,
    at: deps.now(),
    actor: found.principal,
    target: targetOf(found),
    flow: record.flow.id,
  }
}

// A replay of the submission that led here gets what it led to.
function settledRecord(record: FlowRecord, { flow }: Decision): FlowRecord {
  const { current, ...rest } = record
  const answered = record.answered.map((one) =>
    one.flow.stage.step === record.flow.stage.step ? { ...one, flow } : one,
  )
  const isOpen = flow.stage.kind === 'new-password'
  return { ...rest, flow, answered, ...(isOpen && current !== undefined && { current }) }
}

async function release(tx: Transaction<Database>, deps: Deps, { record, found }: Writing) {
  if (record.flow.stage.kind !== 'writing') return
  await releasePrincipal(tx, deps.tenant, record.flow.stage.operation, found.principal)
}
