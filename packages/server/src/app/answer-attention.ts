import type { Happening } from '@latchkey/core'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import { noteConfirmed, notePostponed } from '../store/enrolment-request.ts'
import { lockPrincipal } from '../store/lock.ts'
import { readPrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { isSession } from '../store/session.ts'
import { readAttention } from './attention.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import { mayChange, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { enrolledIn } from './directory-address.ts'
import { type Found, targetOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

/** Puts off what policy asks for, in this session and no later than the deadline. False where that has passed. */
export async function postponeEnrolment(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
): Promise<boolean> {
  const attention = await readAttention(deps, signedIn)
  if (!attention) return true
  if (attention.kind === 'enrol' && attention.isOver) return false
  const missing = attention.kind === 'enrol' ? attention.missing : 0
  const { found, session } = signedIn
  return await deps.store.db.transaction().execute(async (tx) => {
    // Before the session's own row, as whatever ends sessions has it: neither waits for the other.
    await lockPrincipal(tx, deps.tenant, found.principal)
    if (!(await isSession(tx, deps.tenant, session.id))) return false
    const of = { principal: found.principal, session: session.id, missing }
    const times = await notePostponed(tx, deps.tenant, of)
    const detail = String(times)
    const put = { activity: 'enrolment.postponed', outcome: 'succeeded', detail } as const
    await audit(tx, deps, caller, found, put)
    return true
  })
}

/** What the page showed, so that nobody confirms what came or went meanwhile. */
export function shownMark({ kept }: Pick<Found, 'kept'>): string {
  return enrolledIn(kept)
    .map(({ id }) => id)
    .sort()
    .join(' ')
}

/** The person says that what they have enrolled, as it was shown, is right. It needs a fresh proof, like a change. */
export async function confirmEnrolment(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  shown: string,
): Promise<'changed' | NotChanged> {
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  const { found, session } = signedIn
  return await deps.store.db.transaction().execute(async (tx) => {
    // Or what is enrolled at this moment would be confirmed without having been seen.
    await lockPrincipal(tx, deps.tenant, found.principal)
    if (!(await isSession(tx, deps.tenant, session.id))) return 'stale'
    const kept = await readPrincipal(tx, deps.keys, deps.tenant, found.principal)
    if (kept.bindings.length === 0 || shownMark({ kept }) !== shown) return 'stale'
    await noteConfirmed(tx, deps.tenant, found.principal, deps.now())
    const gates = [...new Set(kept.bindings.map(({ kind }) => kind))]
    const confirmed = { activity: 'enrolment.confirmed', outcome: 'succeeded', gates } as const
    await audit(tx, deps, caller, found, confirmed)
    return 'changed'
  })
}

async function audit(
  tx: Transaction<Database>,
  deps: Deps,
  { origin }: Caller,
  found: Found,
  happening: Happening,
): Promise<void> {
  const around = { origin, at: deps.now(), actor: found.principal, target: targetOf(found) }
  await appendAudit(tx, deps.tenant, [auditEvent(happening, around)])
}
