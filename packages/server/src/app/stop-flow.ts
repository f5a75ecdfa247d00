import { appendAudit } from '../store/audit.ts'
import { endFlow } from '../store/flow.ts'
import { findPermission, usePermission } from '../store/permission.ts'
import { locatePrincipal } from '../store/principal.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { tokenHash } from './open-flow.ts'

/** Whether the link in a code's mail can still stop the attempt. Looking stops nothing. */
export async function mayStopFlow(deps: Deps, token: string): Promise<boolean> {
  const hash = tokenHash(deps, token)
  const { db } = deps.store
  return (await findPermission(db, deps.tenant, 'stop-flow', hash, deps.now())) !== undefined
}

/** The owner of an address stops an attempt that is not theirs. False when the link was used or is too old. */
export async function stopFlow(deps: Deps, caller: Caller, token: string): Promise<boolean> {
  const now = deps.now()
  return await deps.store.db.transaction().execute(async (tx) => {
    const hash = tokenHash(deps, token)
    const permission = await usePermission(tx, deps.tenant, 'stop-flow', hash, now)
    if (!permission?.flow) return false
    await endFlow(tx, deps.tenant, permission.flow, 'ended-by-owner')
    const { principal, flow } = permission
    const place = principal && (await locatePrincipal(tx, deps.tenant, principal))
    const stopped = { activity: 'flow.stopped', outcome: 'cancelled', reason: 'by-link' } as const
    const around = {
      origin: caller.origin,
      at: now,
      actor: principal ?? ('claimant' as const),
      target: principal && place ? { principal, name: place.name } : undefined,
      flow,
    }
    await appendAudit(tx, deps.tenant, [auditEvent(stopped, around)])
    return true
  })
}
