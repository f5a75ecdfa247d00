import { cancel } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { advanceFlow } from '../store/flow.ts'
import { auditEvents } from './audit-event.ts'
import { callerOf, type Sender } from './caller.ts'
import type { Deps } from './deps.ts'
import { momentOf } from './moment.ts'
import { type Key, type Opened, openFlow } from './open-flow.ts'
import { provenPerson } from './proven-person.ts'

/** The claimant gives up. A write that is under way goes on; whatever comes later answers "expired". */
export async function cancelFlow(
  deps: Deps,
  key: Key,
  sender: Sender,
): Promise<Extract<Opened, { problem: unknown }> | undefined> {
  const opened = await openFlow(deps, key, sender)
  if ('problem' in opened) return opened
  const { record } = opened
  if (record.flow.stage.kind === 'writing') return
  const decided = cancel(record.flow, momentOf(deps))
  const { origin } = callerOf(sender, record.flow.client, record.flow.locale)
  await deps.store.db.transaction().execute(async (tx) => {
    const next = { ...record, flow: decided.flow, codes: {}, isCancelled: true }
    if (!(await advanceFlow(tx, deps.keys, deps.tenant, record, next))) return
    const target = await provenPerson(tx, deps, record.flow.principal)
    const around = {
      origin,
      at: deps.now(),
      actor: target?.principal ?? ('claimant' as const),
      target,
      flow: record.flow.id,
    }
    await appendAudit(tx, deps.tenant, auditEvents(decided.happenings, around))
  })
  return
}
