import { OUTCOME_OF, settleWrite } from '@latchkey/core'
import type { FlowId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { type AuditRow, appendAudit, findOpenIntents } from '../store/audit.ts'
import { advanceFlow, readFlow } from '../store/flow.ts'
import { releasePrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { afterLostWrite } from './after-lost-write.ts'
import { auditEvents } from './audit-event.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByPrincipal } from './find-person.ts'
import { momentOf } from './moment.ts'

/**
 * Resolves every intended directory write whose claim ended before `claimedUntil`: the server died or was
 * cut off in between, and whether the directory took it can't be known. Says how many there were.
 */
export async function resolveLostWrites(deps: Deps, claimedUntil: number): Promise<number> {
  const intents = await findOpenIntents(deps.store.db, deps.tenant, claimedUntil)
  for (const intent of intents) {
    const found = intent.target ? await findByPrincipal(deps, intent.target) : undefined
    await deps.store.db.transaction().execute((tx) => resolve(tx, deps, intent, found))
    deps.log.warn({ event: 'write.outcome-lost', operation: intent.operation, flow: intent.flow })
  }
  if (intents.length > 0) deps.outbox.wake()
  return intents.length
}

async function resolve(
  tx: Transaction<Database>,
  deps: Deps,
  intent: AuditRow,
  found: Found | undefined,
): Promise<void> {
  const { operation, flow, target, targetName } = intent
  if (!operation || !target) return
  // Somebody else resolved it, or its own request came back after all.
  if (!(await releasePrincipal(tx, deps.tenant, operation, target))) return
  const stopped = flow ? await stopFlowOf(tx, deps, flow, operation) : []
  if (found) await afterLostWrite(tx, deps, { found, flow, ...(await whenceOf(tx, deps, intent)) })
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

async function whenceOf(tx: Transaction<Database>, deps: Deps, intent: AuditRow) {
  const record = intent.flow && (await readFlow(tx, deps.keys, deps.tenant, intent.flow))
  const { at, clientKind, machine, address } = intent
  return {
    locale: record ? record.flow.locale : ('en' as const),
    whence: { at, clientKind, machine, address },
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
