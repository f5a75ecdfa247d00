import { isAdministrator } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { locatePrincipal } from '../store/principal.ts'
import { endSession, type SessionRecord, touchSession } from '../store/session.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByPrincipal, personOf } from './find-person.ts'
import { tokenHash } from './open-flow.ts'

/** Somebody who is signed in to their own page. */
export type SignedInPerson = {
  readonly session: SessionRecord
  readonly found: Found
  /** May be an administrator: by directory group, or appointed by an invitation. */
  readonly mayAdminister: boolean
  /** Is one right now: proved an authenticator in this session too. */
  readonly isAdministrating: boolean
}

/**
 * The person of a session token, while the session holds and the directory lets them in. A session that an
 * enrolment link began is none here: its holder gave no password.
 */
export async function resumeSession(
  deps: Deps,
  token: string,
): Promise<SignedInPerson | undefined> {
  const signedIn = await resumeEnrolment(deps, token)
  return signedIn?.session.scope === undefined ? signedIn : undefined
}

/** The same for the pages of enrolment, which an enrolment link opens too. */
export async function resumeEnrolment(
  deps: Deps,
  token: string,
): Promise<SignedInPerson | undefined> {
  const { db } = deps.store
  const session = await touchSession(db, deps.tenant, tokenHash(deps, token), deps.now())
  if (!session) return
  const found = await findByPrincipal(deps, session.principal)
  if (!found || found.entry.isDisabled || found.entry.isExpired) return
  const policy = await deps.policy.read()
  const mayAdminister = isAdministrator(policy, personOf(found))
  return {
    session,
    found,
    mayAdminister,
    isAdministrating: mayAdminister && session.amr.includes('otp'),
  }
}

/** Signs out. An unknown or ended session is signed out already. */
export async function signOut(deps: Deps, caller: Caller, token: string): Promise<boolean> {
  const now = deps.now()
  const session = await touchSession(deps.store.db, deps.tenant, tokenHash(deps, token), now)
  if (!session) return false
  await deps.store.db.transaction().execute(async (tx) => {
    await endSession(tx, deps.tenant, session.id)
    const ended = { activity: 'session.ended', outcome: 'succeeded', reason: 'signed-out' } as const
    const place = await locatePrincipal(tx, deps.tenant, session.principal)
    const around = {
      origin: caller.origin,
      at: now,
      actor: session.principal,
      target: place && { principal: session.principal, name: place.name },
    }
    await appendAudit(tx, deps.tenant, [auditEvent(ended, around)])
  })
  return true
}
