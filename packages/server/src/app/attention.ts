import { type Attention, attentionTo } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { noteAsked } from '../store/enrolment-request.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { enrolledIn } from './directory-address.ts'
import { type Found, personOf, targetOf } from './find-person.ts'
import { resumeSession, type SignedInPerson } from './session.ts'

/** What a signed-in person has to attend to, if anything. */
export async function readAttention(
  deps: Pick<Deps, 'policy' | 'now'>,
  { found }: Pick<SignedInPerson, 'found'>,
): Promise<Attention | undefined> {
  const policy = await deps.policy.read()
  return attentionTo(policy, personOf(found), historyOf(found), deps.now())
}

function historyOf({ kept }: Found) {
  // The directory's own address was enrolled by nobody, and is theirs to keep right.
  const times = enrolledIn(kept).map((one) => one.createdAt)
  return {
    asked: kept.asked,
    confirmedAt: kept.confirmedAt,
    oldestAt: times.length === 0 ? null : Math.min(...times),
  }
}

/** Whether this session has to show it now: always past the deadline, else unless the person put just that off. */
export function isToBeShown(
  attention: Attention | undefined,
  { session }: Pick<SignedInPerson, 'session'>,
): boolean {
  if (!attention) return false
  if (attention.kind === 'confirm') return session.postponed === undefined
  // More is missing than what was put off, through a removal or a policy: it is asked at once.
  return attention.isOver || attention.missing > (session.postponed ?? 0)
}

/** What a person has to attend to who just signed in. Being asked for the first time begins the days of grace. */
export async function askAtSignIn(
  deps: Deps,
  caller: Caller,
  token: string,
): Promise<Attention | undefined> {
  const signedIn = await resumeSession(deps, token)
  if (!signedIn) return
  const attention = await readAttention(deps, signedIn)
  if (attention?.kind === 'enrol' && attention.isNews)
    await beginGrace(deps, caller, signedIn, attention)
  return attention
}

async function beginGrace(
  deps: Deps,
  { origin }: Caller,
  { found }: SignedInPerson,
  { demand }: Extract<Attention, { kind: 'enrol' }>,
): Promise<void> {
  const at = deps.now()
  const policy = await deps.policy.read()
  const required = {
    activity: 'enrolment.required',
    outcome: 'succeeded',
    reason: 'too-few-authenticators',
  } as const
  const around = {
    origin,
    at,
    actor: 'server',
    target: targetOf(found),
    policyVersion: policy.version,
  } as const
  await deps.store.db.transaction().execute(async (tx) => {
    await noteAsked(tx, deps.tenant, found.principal, { at, demand })
    await appendAudit(tx, deps.tenant, [auditEvent(required, around)])
  })
}
