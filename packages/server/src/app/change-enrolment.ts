import type { Happening } from '@latchkey/core'
import type { AuthenticatorId, AuthenticatorKind } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import { endFlowsOf } from '../store/flow.ts'
import { endPermissionsOf } from '../store/permission.ts'
import {
  endBefore,
  keepPrincipal,
  type PrincipalRecord,
  readPrincipal,
} from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { endScopedSessionsOf, isSession } from '../store/session.ts'
import { auditEvent, auditEvents } from './audit-event.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, targetOf } from './find-person.ts'
import { ENROLMENT_LINKS } from './links.ts'
import { noticesFor } from './notices.ts'
import { isFreshlyProven } from './own-proof.ts'
import type { NoticeKind } from './payloads.ts'
import type { SignedInPerson } from './session.ts'

type Tx = Transaction<Database>

/** Why a change of what somebody has enrolled was not made. */
export type NotChanged =
  | 'not-proven'
  | 'frozen'
  | 'stale'
  | 'too-many'
  | 'enrolled-already'
  | 'warning-needed'

/** What was done, for the audit and the notices. */
export type Done = {
  readonly happening: Happening
  readonly notice: NoticeKind
  readonly kind: AuthenticatorKind
  /** The address that was added: its owner needs no notice of it. */
  readonly added?: string
}

/** Whether this session may change anything now: proven a moment ago or begun by a link, and self-service not frozen. */
export function mayChange(
  deps: Pick<Deps, 'now'>,
  signedIn: SignedInPerson,
): 'not-proven' | 'frozen' | undefined {
  if (signedIn.found.kept.isFrozen) return 'frozen'
  // A link is the proof, and its session is short.
  if (signedIn.session.scope !== undefined) return
  return isFreshlyProven(deps, signedIn) ? undefined : 'not-proven'
}

/**
 * Changes what a person has enrolled: in one transaction the change itself, its audit event, a notice to the
 * other addresses, and the end of every flow that is open for the person, so that no code outlives the
 * authenticator that it was sent to.
 */
export async function changeEnrolment(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  change: (tx: Tx, kept: PrincipalRecord) => Promise<Done | NotChanged>,
): Promise<'changed' | NotChanged> {
  const { found, session } = signedIn
  const changed = await deps.store.db.transaction().execute(async (tx) => {
    // Its row is held from here on: of two changes at once the second sees what the first one did.
    await keepPrincipal(tx, deps.tenant, { directory: found.directory.name, entry: found.entry })
    // Ended meanwhile, by a freeze, a reset or the person: nothing of it goes on.
    if (!(await isSession(tx, deps.tenant, session.id))) return 'stale'
    const kept = await readPrincipal(tx, deps.keys, deps.tenant, found.principal)
    if (kept.isFrozen) return 'frozen'
    const done = await change(tx, kept)
    if (typeof done === 'string') return done
    await endOpenFlows(tx, deps, caller, found)
    // Whoever enrols by themselves needs no link any more: nobody else shall come in by one, begun or not.
    if (session.scope === undefined) await endEnrolmentLinks(tx, deps, found)
    await tell(tx, deps, caller, found, done)
    return 'changed'
  })
  if (changed === 'changed') deps.outbox.wake()
  return changed
}

/** Ends the links with which somebody would enrol, and what they began. */
export async function endEnrolmentLinks(
  tx: Tx,
  { tenant }: Pick<Deps, 'tenant'>,
  { principal }: Found,
): Promise<void> {
  await endPermissionsOf(tx, tenant, principal, ENROLMENT_LINKS)
  await endScopedSessionsOf(tx, tenant, principal)
}

async function endOpenFlows(tx: Tx, deps: Deps, { origin }: Caller, found: Found): Promise<void> {
  const at = deps.now()
  await endBefore(tx, deps.tenant, found.principal, at)
  const ended = await endFlowsOf(tx, deps.tenant, found.principal, 'overtaken', null)
  const stopped = { activity: 'flow.stopped', outcome: 'failed', reason: 'superseded' } as const
  const around = { origin, at, actor: found.principal, target: targetOf(found) }
  const events = ended.map((flow) => auditEvent(stopped, { ...around, flow }))
  await appendAudit(tx, deps.tenant, events)
}

async function tell(
  tx: Tx,
  deps: Deps,
  { origin, locale }: Caller,
  found: Found,
  { happening, notice, kind, added }: Done,
): Promise<void> {
  const at = deps.now()
  const notices = await noticesFor(tx, deps, {
    notice,
    found,
    flow: null,
    locale,
    whence: whenceOf(origin, at),
    authenticator: kind,
    ...(added !== undefined && { except: added }),
  })
  await deps.outbox.enqueue(tx, notices)
  const around = { origin, at, actor: found.principal, target: targetOf(found) }
  await appendAudit(tx, deps.tenant, auditEvents([happening], around))
}

/** One of the person's own authenticators; somebody else's is not found. */
export function ownBinding({ found }: SignedInPerson, id: AuthenticatorId) {
  return found.kept.bindings.find((one) => one.id === id)
}
