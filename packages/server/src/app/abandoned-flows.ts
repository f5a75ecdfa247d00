import type { FlowId } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { findAbandoned, markAbandoned, removeFlows } from '../store/flow.ts'
import { auditEvent, type Circumstances } from './audit-event.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'
import { provenPerson } from './proven-person.ts'

const PAGE = 200
// An expired flow answers "expired" for a day, and is then forgotten with all that it held.
const KEPT_MS = 24 * 3_600_000

/** Audits the flows that nobody finished in time, and forgets those that ended long ago. */
export async function closeAbandonedFlows(deps: Deps): Promise<void> {
  const now = deps.now()
  for (;;) {
    const flows = await findAbandoned(deps.store.db, deps.tenant, now, PAGE)
    if (flows.length === 0) break
    await deps.store.db.transaction().execute(async (tx) => {
      const ids = flows.map((flow) => flow.id)
      const closed = await markAbandoned(tx, deps.tenant, ids)
      const events = []
      for (const { id, principal } of closed)
        events.push(abandoned(id, await provenPerson(tx, deps, principal), now))
      await appendAudit(tx, deps.tenant, events)
    })
  }
  await removeFlows(deps.store.db, deps.tenant, now - KEPT_MS)
}

function abandoned(flow: FlowId, target: Circumstances['target'], at: number) {
  return auditEvent(
    { activity: 'flow.abandoned', outcome: 'abandoned', reason: 'timed-out' },
    { origin: BY_SERVER, at, actor: 'server', target, flow },
  )
}
