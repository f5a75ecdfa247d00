import type { FlowId, Instant } from '@latchkey/protocol'
import { type AuditRow, appendAudit } from '../store/audit.ts'
import { listAudit } from '../store/audit-list.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { findByName, targetOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

export type AuditFilter = {
  readonly person?: string | undefined
  readonly flow?: FlowId | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** A page of the audit; a name that finds nobody finds no events. */
export async function readAudit(deps: Deps, filter: AuditFilter): Promise<AuditRow[]> {
  const { person: name, ...rest } = filter
  if (name === undefined) return await listAudit(deps.store.db, { tenant: deps.tenant, ...rest })
  const { subject } = await findByName(deps, name)
  return await listAudit(deps.store.db, { tenant: deps.tenant, ...rest, person: subject })
}

/** The same for an administrator in a browser: that they looked is audited too. */
export async function viewAudit(
  deps: Deps,
  caller: Caller,
  { found }: SignedInPerson,
  filter: AuditFilter,
): Promise<AuditRow[]> {
  const rows = await readAudit(deps, filter)
  const viewed = { activity: 'administrator.audit-viewed', outcome: 'succeeded' } as const
  const event = auditEvent(viewed, {
    origin: caller.origin,
    at: deps.now(),
    actor: found.principal,
    target: targetOf(found),
  })
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
  return rows
}
