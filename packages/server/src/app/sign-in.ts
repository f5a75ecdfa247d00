import { type Reason, startChange, type View } from '@latchkey/core'
import type { Client, Instant, Secret, SessionId } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { insertFlow } from '../store/flow.ts'
import { keepPrincipal, locatePrincipal } from '../store/principal.ts'
import { insertSession, SESSION_BOUNDS } from '../store/session.ts'
import { auditEvent, auditEvents } from './audit-event.ts'
import { clearSignInBudgets, signInsFrom, spendBudget } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, isEndedAt, targetOf } from './find-person.ts'
import { presentStep } from './flow-answer.ts'
import { type JudgedPassword, judgePassword } from './judge-password.ts'
import { momentOf } from './moment.ts'
import { type Key, tokenHash } from './open-flow.ts'
import { sealByToken } from './token-seal.ts'

export type SignIn = {
  readonly username: string
  readonly password: Secret<string>
  readonly client: Client
}

export type SignedIn =
  | { readonly token: string; readonly expiresAt: Instant }
  | { readonly problem: 'not-signed-in' }
  | { readonly problem: 'too-many-attempts'; readonly retryAfterMs: number }
  | { readonly problem: 'must-change'; readonly key: Key; readonly view: View }

/** Begins a session at one's own page. Every "no" but must-change is the same one: 401, without a reason. */
export async function signIn(deps: Deps, caller: Caller, attempt: SignIn): Promise<SignedIn> {
  const now = deps.now()
  const budget = signInsFrom(deps, caller.source)
  const spent = await spendBudget(deps.store.db, deps, budget, now)
  if (!spent.isWithin) return { problem: 'too-many-attempts', retryAfterMs: spent.resetsAt - now }
  const begunAt = now
  const judged = await judgePassword(deps, caller, attempt.username, attempt.password)
  const { found, verdict } = judged
  if (found && verdict === 'accepted') return await beginSession(deps, caller, found, begunAt)
  const { purposes } = await deps.policy.read()
  if (found && verdict === 'must-change' && purposes.includes('change'))
    return await beginChange(deps, caller, found, attempt)
  await auditRefusal(deps, caller, judged)
  return { problem: 'not-signed-in' }
}

async function beginSession(
  deps: Deps,
  caller: Caller,
  found: Found,
  begunAt: Instant,
): Promise<SignedIn> {
  const token = deps.chance.token()
  const now = deps.now()
  const isIn = await deps.store.db.transaction().execute(async (tx) => {
    await keepPrincipal(tx, deps.tenant, { directory: found.directory.name, entry: found.entry })
    // The old password was judged while a reset was being done: it opens nothing any more.
    const place = await locatePrincipal(tx, deps.tenant, found.principal)
    // One of that very millisecond may be with the new one.
    if (place && isEndedAt(place.ended_before, begunAt + 1)) return false
    await clearSignInBudgets(tx, deps, found, caller.source)
    const id: SessionId = `ses_${deps.chance.id()}`
    await insertSession(tx, deps.tenant, {
      id,
      principal: found.principal,
      amr: ['pwd'],
      createdAt: now,
      seenAt: now,
      tokenHash: tokenHash(deps, token),
    })
    const started = { activity: 'session.started', outcome: 'succeeded' } as const
    await appendAudit(tx, deps.tenant, [auditEvent(started, about(caller, found, now))])
    return true
  })
  return isIn ? { token, expiresAt: now + SESSION_BOUNDS.lifeMs } : { problem: 'not-signed-in' }
}

/** The current password was right but may be used once more only: for a new one. */
async function beginChange(
  deps: Deps,
  caller: Caller,
  found: Found,
  { username, password, client }: SignIn,
): Promise<SignedIn> {
  const key: Key = { flow: `flw_${deps.chance.id()}`, token: deps.chance.token() }
  const decided = startChange(
    { id: key.flow, client, locale: caller.locale },
    { principal: found.principal, username },
    momentOf(deps),
  )
  const record = {
    flow: decided.flow,
    tokenHash: tokenHash(deps, key.token),
    ended: null,
    isCancelled: false,
    codes: {},
    addressees: [],
    answered: [],
    current: sealByToken(key.token, password),
  }
  await deps.store.db.transaction().execute(async (tx) => {
    await keepPrincipal(tx, deps.tenant, { directory: found.directory.name, entry: found.entry })
    await insertFlow(tx, deps.keys, deps.tenant, record)
    const around = { ...about(caller, found, deps.now()), flow: key.flow }
    const refused = {
      activity: 'session.refused',
      outcome: 'failed',
      reason: 'must-change',
    } as const
    await appendAudit(tx, deps.tenant, auditEvents([refused, ...decided.happenings], around))
  })
  return { problem: 'must-change', key, view: await presentStep(deps, decided.flow) }
}

const REASON_OF = {
  wrong: 'password-wrong',
  locked: 'locked-out',
  disabled: 'disabled',
  expired: 'expired',
  accepted: 'password-wrong',
  'must-change': 'must-change',
} as const

function reasonOf({ found, verdict, isBudgetSpent }: JudgedPassword): Reason {
  // There is no room beneath a lockout that is in force: the lock is the reason, not our budget.
  if (found?.entry.isLocked) return 'locked-out'
  if (isBudgetSpent) return 'budget-spent'
  return found ? REASON_OF[verdict] : 'unknown-person'
}

async function auditRefusal(deps: Deps, caller: Caller, judged: JudgedPassword): Promise<void> {
  const { found, isBudgetSpent } = judged
  const happening = {
    activity: 'session.refused',
    outcome: isBudgetSpent ? 'blocked' : 'failed',
    reason: reasonOf(judged),
  } as const
  const around = { ...about(caller, found, deps.now()), actor: 'claimant' } as const
  await deps.store.db
    .transaction()
    .execute((tx) => appendAudit(tx, deps.tenant, [auditEvent(happening, around)]))
}

function about(caller: Caller, found: Found | undefined, at: Instant) {
  return {
    origin: caller.origin,
    at,
    actor: found?.principal ?? ('claimant' as const),
    target: found && targetOf(found),
  }
}
