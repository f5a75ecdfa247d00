import type { Reason } from '@latchkey/core'
import { sourceOf } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { auditEvent } from './audit-event.ts'
import { alarmOf, spendBudget } from './budgets.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'

/** Audits a request that was turned away at the door: once per source and window, so that a flood stays one line. */
export async function auditRefusedRequest(
  deps: Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>,
  address: string,
  reason: Reason,
): Promise<void> {
  const at = deps.now()
  const alarm = alarmOf(deps, `${reason}\0${sourceOf(address)}`)
  await deps.store.db.transaction().execute(async (tx) => {
    if (!(await spendBudget(tx, deps, alarm, at)).isWithin) return
    const refused = { activity: 'request.refused', outcome: 'blocked', reason } as const
    const around = { origin: { ...BY_SERVER, address }, at, actor: 'claimant' } as const
    await appendAudit(tx, deps.tenant, [auditEvent(refused, around)])
  })
}
