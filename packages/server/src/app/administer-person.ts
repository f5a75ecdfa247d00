import type { Happening } from '@latchkey/core'
import type { OperationId } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import {
  CLAIM_MS,
  claimPrincipal,
  keepPrincipal,
  releasePrincipal,
  setFrozen,
} from '../store/principal.ts'
import { auditEvents } from './audit-event.ts'
import { unblockSignIn } from './block-sign-in.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, targetOf } from './find-person.ts'
import { shutOut } from './shut-out.ts'

export type Administered =
  | { readonly outcome: 'done' | 'nothing-to-do' | 'unknown-person' }
  | {
      readonly outcome: 'refused'
      readonly reason: 'busy' | 'disabled' | 'not-found' | 'locked-by-administrator' | 'no-right'
    }

/** Clears a directory lockout at an administrator's word. */
export async function unlockPerson(deps: Deps, name: string): Promise<Administered> {
  const { found } = await findByName(deps, name)
  if (!found) return { outcome: 'unknown-person' }
  if (!found.entry.isLocked) return { outcome: 'nothing-to-do' }
  const operation = `opr_${deps.chance.id()}` as const
  if (!(await intend(deps, found, operation))) return { outcome: 'refused', reason: 'busy' }
  const written = await found.directory.unlock(found.entry.id)
  const isWritten = written.outcome === 'written'
  const reason = isWritten ? 'by-administrator' : refusalOf(written.outcome)
  const outcome = isWritten ? 'succeeded' : 'failed'
  await deps.store.db.transaction().execute(async (tx) => {
    await releasePrincipal(tx, deps.tenant, operation, found.principal)
    const unlocked = { activity: 'account.unlocked', outcome, reason, operation } as const
    await appendAudit(tx, deps.tenant, eventsOf(deps, found, [unlocked]))
  })
  return isWritten
    ? { outcome: 'done' }
    : { outcome: 'refused', reason: refusalOf(written.outcome) }
}

// The same claim and bracket as a flow's write: two writers never meet at one entry.
async function intend(deps: Deps, found: Found, operation: OperationId): Promise<boolean> {
  return await deps.store.db.transaction().execute(async (tx) => {
    const { tenant } = deps
    await keepPrincipal(tx, tenant, { directory: found.directory.name, entry: found.entry })
    const now = deps.now()
    const claim = { operation, until: now + CLAIM_MS, unlessEndedAfter: now + 1 }
    if (!(await claimPrincipal(tx, tenant, found.principal, claim))) return false
    const intended = {
      activity: 'account.unlock-intended',
      outcome: 'intended',
      operation,
    } as const
    await appendAudit(tx, tenant, eventsOf(deps, found, [intended]))
    return true
  })
}

function refusalOf(outcome: string) {
  const known = ['disabled', 'not-found', 'locked-by-administrator'] as const
  return known.find((one) => one === outcome) ?? 'no-right'
}

/** Switches self-service off for a person, and ends all that they have open. */
export async function freezePerson(deps: Deps, name: string): Promise<Administered> {
  return await setFreeze(deps, name, 'principal.frozen', deps.now())
}

/** Switches it on again, and sign-in too where a disowned reset had it refused. */
export async function unfreezePerson(deps: Deps, name: string): Promise<Administered> {
  const { found } = await findByName(deps, name)
  // "It wasn't me" may have had the directory refuse sign-in until an administrator looked: they did.
  if (found) await unblockSignIn(deps, BY_COMMAND_LINE, found)
  return await setFreeze(deps, name, 'principal.unfrozen', null)
}

async function setFreeze(
  deps: Deps,
  name: string,
  activity: 'principal.frozen' | 'principal.unfrozen',
  frozenAt: number | null,
): Promise<Administered> {
  const { found } = await findByName(deps, name)
  if (!found) return { outcome: 'unknown-person' }
  return await deps.store.db.transaction().execute(async (tx) => {
    await keepPrincipal(tx, deps.tenant, { directory: found.directory.name, entry: found.entry })
    if (!(await setFrozen(tx, deps.tenant, found.principal, frozenAt)))
      return { outcome: 'nothing-to-do' }
    const ending = { by: 'frozen', except: null, at: deps.now() } as const
    if (frozenAt !== null) await shutOut(tx, deps, found.principal, ending)
    const happening = { activity, outcome: 'succeeded', reason: 'by-administrator' } as const
    await appendAudit(tx, deps.tenant, eventsOf(deps, found, [happening]))
    return { outcome: 'done' }
  })
}

function eventsOf(deps: Deps, found: Found, happenings: readonly Happening[]) {
  return auditEvents(happenings, {
    origin: BY_COMMAND_LINE,
    at: deps.now(),
    actor: 'command-line',
    target: targetOf(found),
  })
}
