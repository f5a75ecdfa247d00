import { OUTCOME_OF, settleWrite } from '@latchkey/core'
import type { Transaction } from 'kysely'
import { type AuditRow, appendAudit, findOpenIntents } from '../store/audit.ts'
import { advanceFlow, readFlow } from '../store/flow.ts'
import { releasePrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvents } from './audit-event.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'
import { momentOf } from './moment.ts'

/**
 * Resolves every intended directory write whose outcome nobody recorded: the server died in between, and
 * whether the directory took it can't be known. Says how many there were.
 */
export async function resolveLostWrites(deps: Deps, olderThan: number): Promise<number> {
  const intents = await findOpenIntents(deps.store.db, deps.tenant, olderThan)
  for (const intent of intents) {
    await deps.store.db.transaction().execute((tx) => resolve(tx, deps, intent))
    deps.log.warn({ event: 'write.outcome-lost', operation: intent.operation, flow: intent.flow })
  }
  return intents.length
}

async function resolve(tx: Transaction<Database>, deps: Deps, intent: AuditRow): Promise<void> {
  const { operation, flow: id, target, targetName } = intent
  if (!operation) return
  if (target) await releasePrincipal(tx, deps.tenant, operation, target)
  const happenings = id ? await stopFlowOf(tx, deps, id, operation) : []
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
    target: target ? { principal: target, name: targetName ?? '' } : undefined,
    ...(id && { flow: id }),
  } as const
  const resolved = happenings.length > 0 ? happenings : [unknown]
  await appendAudit(tx, deps.tenant, auditEvents(resolved, around))
}

async function stopFlowOf(
  tx: Transaction<Database>,
  deps: Deps,
  id: `flw_${string}`,
  operation: string,
) {
  const record = await readFlow(tx, deps.keys, deps.tenant, id)
  const stage = record?.flow.stage
  if (!record || stage?.kind !== 'writing' || stage.operation !== operation) return []
  const decided = settleWrite(record.flow, { outcome: 'lost' }, momentOf(deps))
  const next = { ...record, flow: decided.flow }
  return (await advanceFlow(tx, deps.keys, deps.tenant, record, next)) ? decided.happenings : []
}
