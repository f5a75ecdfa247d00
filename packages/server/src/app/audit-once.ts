import type { Happening, Origin } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { auditEvent } from './audit-event.ts'
import { alarmOf, spendBudget } from './budgets.ts'
import type { Deps } from './deps.ts'

type Alarm = {
  /** What is repeated by a flood, and from where. */
  readonly of: string
  readonly origin: Origin
  readonly happening: Happening
}

/** Audits what a flood would repeat: once per source and window. */
export async function auditOnce(
  deps: Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>,
  { of, origin, happening }: Alarm,
): Promise<void> {
  const at = deps.now()
  await deps.store.db.transaction().execute(async (tx) => {
    if (!(await spendBudget(tx, deps, alarmOf(deps, of), at)).isWithin) return
    const around = { origin, at, actor: 'claimant' } as const
    await appendAudit(tx, deps.tenant, [auditEvent(happening, around)])
  })
}
