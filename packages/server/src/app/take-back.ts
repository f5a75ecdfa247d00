import { lapse } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { advanceFlow, type FlowRecord, readFlow } from '../store/flow.ts'
import { auditEvents } from './audit-event.ts'
import { callerOf, type Sender } from './caller.ts'
import type { Deps } from './deps.ts'
import { momentOf } from './moment.ts'

/** Takes passed gates back where the person was away too long; nothing where they were not. */
export async function takeBack(
  deps: Deps,
  record: FlowRecord,
  sender: Sender,
): Promise<FlowRecord | undefined> {
  if (record.ended !== null) return
  const policy = await deps.policy.read()
  const moment = momentOf(deps)
  const taken = lapse(record.flow, policy, moment)
  if (!taken) return
  const { current: _, ...rest } = record
  // What was answered before shows what only a proven person may see.
  const next: FlowRecord = { ...rest, flow: taken.flow, codes: {}, answered: [] }
  return await deps.store.db.transaction().execute(async (tx) => {
    // Lost only to another request that took them back, or moved on, at the same instant.
    if (!(await advanceFlow(tx, deps.keys, deps.tenant, record, next)))
      return await readFlow(tx, deps.keys, deps.tenant, record.flow.id)
    const { origin } = callerOf(sender, record.flow.client, record.flow.locale)
    await appendAudit(
      tx,
      deps.tenant,
      auditEvents(taken.happenings, {
        origin,
        at: moment.now,
        actor: 'server',
        flow: record.flow.id,
        policyVersion: policy.version,
      }),
    )
    return next
  })
}
