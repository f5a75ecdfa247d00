import { OUTCOME_OF, settleWrite } from '@latchkey/core'
import type { FlowId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { type AuditRow, appendAudit, findOpenIntents } from '../store/audit.ts'
import { advanceFlow, readFlow } from '../store/flow.ts'
import { releaseExpired } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { afterLostWrite } from './after-lost-write.ts'
import { auditEvents } from './audit-event.ts'
import { BY_SERVER, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByPrincipal } from './find-person.ts'
import { momentOf } from './moment.ts'

/**
 * Resolves every intended directory write whose claim ended before `claimedUntil`: the server died or was
 * cut off in between, and whether the directory took it can't be known. Says how many there were.
 */
export async function resolveLostWrites(deps: Deps, claimedUntil: number): Promise<number> {
  const intents = await findOpenIntents(deps.store.db, deps.tenant, claimedUntil)
  // A clock that jumped ends no write that this very process still waits for.
  const lost = intents.filter(({ operation }) => operation !== null && !deps.writes.has(operation))
  for (const intent of lost) {
    const found = await readPerson(deps, intent)
    await deps.store.db
      .transaction()
      .execute((tx) => resolve(tx, deps, { intent, found, claimedUntil }))
    deps.log.warn({ event: 'write.outcome-lost', operation: intent.operation, flow: intent.flow })
  }
  if (lost.length > 0) deps.outbox.wake()
  return lost.length
}

// One person who can't be read now must not keep the others' writes open: theirs ends without a notice.
async function readPerson(deps: Deps, { target }: AuditRow): Promise<Found | undefined> {
  try {
    return target ? await findByPrincipal(deps, target) : undefined
  } catch (error) {
    deps.log.error({ event: 'write.person-not-read', principal: target, err: error })
    return
  }
}

type Lost = {
  readonly intent: AuditRow
  readonly found: Found | undefined
  readonly claimedUntil: number
}

async function resolve(
  tx: Transaction<Database>,
  deps: Deps,
  { intent, found, claimedUntil }: Lost,
): Promise<void> {
  const { operation, flow, target, targetName } = intent
  if (!operation || !target) return
  // Somebody else resolved it, or its own request came back after all.
  if (!(await releaseExpired(tx, deps.tenant, operation, claimedUntil))) return
  const stopped = flow ? await stopFlowOf(tx, deps, flow, operation) : []
  if (found)
    await afterLostWrite(tx, deps, { found, flow, ...(await beginningOf(tx, deps, intent)) })
  const unknown = {
    activity: OUTCOME_OF[intent.activity === 'account.unlock-intended' ? 'unlock' : 'reset'],
    outcome: 'unknown',
    reason: 'outcome-lost',
    operation,
  } as const
  const around = {
    origin: BY_SERVER,
    at: deps.now(),
    actor: 'server',
    target: { principal: target, name: targetName ?? '' },
    ...(flow && { flow }),
  } as const
  const happenings = stopped.length > 0 ? stopped : [unknown]
  await appendAudit(tx, deps.tenant, auditEvents(happenings, around))
}

async function beginningOf(tx: Transaction<Database>, deps: Deps, intent: AuditRow) {
  const record = intent.flow && (await readFlow(tx, deps.keys, deps.tenant, intent.flow))
  return {
    locale: record ? record.flow.locale : ('en' as const),
    whence: whenceOf(intent, intent.at),
  }
}

async function stopFlowOf(tx: Transaction<Database>, deps: Deps, id: FlowId, operation: string) {
  const record = await readFlow(tx, deps.keys, deps.tenant, id)
  const stage = record?.flow.stage
  if (!record || stage?.kind !== 'writing' || stage.operation !== operation) return []
  const decided = settleWrite(record.flow, { outcome: 'lost' }, momentOf(deps))
  const next = { ...record, flow: decided.flow }
  return (await advanceFlow(tx, deps.keys, deps.tenant, record, next)) ? decided.happenings : []
}
