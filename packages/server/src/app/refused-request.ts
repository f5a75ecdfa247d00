import type { Reason } from '@latchkey/core'
import { sourceOf } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { auditEvent } from './audit-event.ts'
import { alarmOf, spendBudget } from './budgets.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now' | 'log'>

/**
 * Audits a request that was turned away at the door: once per source and window, so that a flood stays one
 * line. Never throws: it is turned away all the same where the store can't say so.
 */
export async function auditRefusedRequest(
  deps: Needs,
  address: string,
  reason: Reason,
): Promise<void> {
  try {
    await audit(deps, address, reason)
  } catch (error) {
    deps.log.error({ event: 'audit.not-written', reason, err: error })
  }
}

async function audit(deps: Needs, address: string, reason: Reason): Promise<void> {
  const at = deps.now()
  const alarm = alarmOf(deps, `${reason}\0${sourceOf(address)}`)
  await deps.store.db.transaction().execute(async (tx) => {
    if (!(await spendBudget(tx, deps, alarm, at)).isWithin) return
    const refused = { activity: 'request.refused', outcome: 'blocked', reason } as const
    const around = { origin: { ...BY_SERVER, address }, at, actor: 'claimant' } as const
    await appendAudit(tx, deps.tenant, [auditEvent(refused, around)])
  })
}
