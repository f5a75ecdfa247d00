import { appendAudit } from '../store/audit.ts'
import { locatePrincipal, noteBlocked } from '../store/principal.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, targetOf } from './find-person.ts'

/**
 * Has the directory refuse sign-in for a person. Noted before it is asked: a crash in between leaves a
 * block that an administrator can take back, and not one that nobody knows of.
 */
export async function blockSignIn(
  deps: Deps,
  origin: Caller['origin'],
  found: Found,
): Promise<void> {
  // Somebody disabled it already: that is theirs to take back, and not ours.
  if (found.entry.isDisabled) return
  await noteBlocked(deps.store.db, deps.tenant, found.principal, deps.now())
  const isWritten = await blocks(deps, found)
  if (!isWritten) await noteBlocked(deps.store.db, deps.tenant, found.principal, null)
  await audit(deps, origin, found, 'account.blocked', isWritten)
}

// The disown itself holds: a directory that is away is audited as a block that failed, for whoever was alerted.
async function blocks(deps: Deps, { directory, entry }: Found): Promise<boolean> {
  try {
    return (await directory.setBlocked(entry.id, true)).outcome === 'written'
  } catch (error) {
    deps.log.error({ event: 'account.not-blocked', err: error })
    return false
  }
}

/** Takes a block of ours back; a disabled account that we did not block stays as it is. */
export async function unblockSignIn(
  deps: Deps,
  origin: Caller['origin'],
  found: Found,
): Promise<void> {
  const place = await locatePrincipal(deps.store.db, deps.tenant, found.principal)
  if (!place || place.blocked_at === null) return
  const { outcome } = await found.directory.setBlocked(found.entry.id, false)
  if (outcome === 'written') await noteBlocked(deps.store.db, deps.tenant, found.principal, null)
  await audit(deps, origin, found, 'account.unblocked', outcome === 'written')
}

async function audit(
  deps: Deps,
  origin: Caller['origin'],
  found: Found,
  activity: 'account.blocked' | 'account.unblocked',
  isWritten: boolean,
): Promise<void> {
  const outcome = isWritten ? 'succeeded' : 'failed'
  const happening = { activity, outcome, reason: isWritten ? 'disowned' : 'no-right' } as const
  const event = auditEvent(happening, {
    origin,
    at: deps.now(),
    actor: origin.clientType === 'CommandLine' ? 'command-line' : found.principal,
    target: targetOf(found),
  })
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
}
