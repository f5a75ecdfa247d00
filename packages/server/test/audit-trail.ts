import type { AuditRow } from '../src/store/audit.ts'
import { listAudit } from '../src/store/audit-list.ts'
import type { Fixture } from './fixture.ts'

/** Every event so far, or those of one flow, oldest first. */
export async function auditTrail(
  { house }: Fixture,
  flow?: string | undefined,
): Promise<readonly AuditRow[]> {
  const { store, tenant } = house.deps
  const all = await listAudit(store.db, { tenant, limit: 100_000 })
  const some = flow === undefined ? all : all.filter((event) => event.flow === flow)
  return some.toSorted((one, other) => one.seq - other.seq)
}

/** Events in few words: what happened, how it ended and why. */
export function inWords(events: readonly AuditRow[]): string[] {
  return events.map(({ activity, outcome, reason }) =>
    [activity, outcome, reason].filter((word) => word !== null).join(' '),
  )
}
