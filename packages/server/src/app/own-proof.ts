import type { Reason } from '@latchkey/core'
import type { AuthenticatorId, AuthenticatorKind, Instant, Secret } from '@latchkey/protocol'
import type { Verdict } from '../authenticator/authenticator.ts'
import { appendAudit } from '../store/audit.ts'
import { lockPrincipal } from '../store/lock.ts'
import { findChallenge, type OwnChallenge, putChallenge } from '../store/own-challenge.ts'
import type { Binding } from '../store/principal.ts'
import { endSession, insertSession } from '../store/session.ts'
import { auditEvent } from './audit-event.ts'
import { ownProofsOf, refundBudgets, signInsFrom, spendBudget, spendInOrder } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, targetOf } from './find-person.ts'
import { judgePassword } from './judge-password.ts'
import { tokenHash } from './open-flow.ts'
import { challengeOf, codeIn, isSentCode, mayTry, sendOwnCode } from './own-code.ts'
import type { SignedInPerson } from './session.ts'
import { useProof } from './use-proof.ts'

/** How long a fresh proof holds. */
export const FRESH_PROOF_MS = 5 * 60_000

/** Whether the person proved themselves anew in this very session, a moment ago. */
export function isFreshlyProven(
  { now }: Pick<Deps, 'now'>,
  { session }: Pick<SignedInPerson, 'session'>,
): boolean {
  return session.provenAt !== undefined && now() - session.provenAt < FRESH_PROOF_MS
}

export type ProofStep = { readonly token: string } | 'code-needed' | 'refused' | 'too-many-attempts'

/** The current password again, as a session that was left open or stolen does not know it. */
export async function givePassword(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  password: Secret<string>,
): Promise<ProofStep> {
  const { found } = signedIn
  const budget = signInsFrom(deps, caller.source)
  if (!(await spendBudget(deps.store.db, deps, budget, deps.now())).isWithin)
    return 'too-many-attempts'
  const judged = await judgePassword(deps, caller, found.entry.name, password)
  if (judged.found?.principal !== found.principal || judged.verdict !== 'accepted')
    return await refuse(deps, caller, signedIn, 'password-wrong')
  if (found.kept.bindings.length === 0) return await prove(deps, caller, signedIn, [])
  const challenge = challengeOf(deps, signedIn, 'prove')
  const asked = { kind: 'code-after-password' } as const
  await putChallenge(deps.store.db, deps.keys, deps.tenant, { ...challenge, asked })
  return 'code-needed'
}

/** Whether the password was given in this session a moment ago, so that a code is what is missing. */
export async function awaitsCode(deps: Deps, signedIn: SignedInPerson): Promise<boolean> {
  return (await challengeAsked(deps, signedIn, 'prove')) !== undefined
}

/** Where a code can be sent for a proof, and whether an app shows one. */
export function waysToProve(deps: Deps, { found }: SignedInPerson) {
  const ways = provingBindings(found)
  return {
    addresses: ways
      .filter(({ kind }) => kind === 'email')
      .map(({ id, value }) => ({ id, masked: deps.authenticators.email.mask(value) })),
    hasApp: ways.some(({ kind }) => kind === 'totp'),
  }
}

// What was added lately proves nothing while there is anything older: else one proof would be enough for ever.
function provingBindings({ kept, fresh }: Found): readonly Binding[] {
  const able = kept.bindings.filter(({ kind }) => kind === 'email' || kind === 'totp')
  const settled = able.filter(({ id }) => !fresh.has(id))
  return settled.length > 0 ? settled : able
}

/** Sends the code of a proof to one of the person's own addresses. */
export async function sendProofCode(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  to: AuthenticatorId,
): Promise<'sent' | 'stale' | 'too-many-attempts'> {
  const binding = provingBindings(signedIn.found).find(({ id }) => id === to)
  if (binding?.kind !== 'email' || !(await awaitsCode(deps, signedIn))) return 'stale'
  const wish = { purpose: 'prove-code', address: binding.value, binding: binding.id } as const
  return await sendOwnCode(deps, caller, signedIn, wish)
}

/** A code by one of the person's authenticators, after the password. The session gets a new token. */
export async function giveProofCode(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  typed: string,
): Promise<ProofStep | 'stale'> {
  const challenge = await challengeAsked(deps, signedIn, 'prove')
  if (!challenge) return 'stale'
  const code = codeIn(typed)
  if (code === undefined) return 'refused'
  const { found } = signedIn
  const apps = provingBindings(found).filter(({ kind }) => kind === 'totp')
  const budgets = [ownProofsOf(deps, found.principal, apps.length)]
  if (!(await spendInOrder(deps.store.db, deps, budgets, deps.now()))) return 'too-many-attempts'
  if (!(await mayTry(deps, challenge))) return await refuse(deps, caller, signedIn, 'budget-spent')
  const right = (await sentProof(deps, signedIn, code)) ?? appProof(deps, apps, code)
  if (right.verdict !== 'right') {
    const reason = right.verdict === 'reused' ? 'code-reused' : 'code-wrong'
    return await refuse(deps, caller, signedIn, reason)
  }
  await refundBudgets(deps.store.db, deps, budgets, deps.now())
  return await prove(deps, caller, signedIn, [right])
}

type Right = Extract<Verdict, { verdict: 'right' }> & { readonly kind: AuthenticatorKind }

async function sentProof(
  deps: Deps,
  signedIn: SignedInPerson,
  code: string,
): Promise<Right | undefined> {
  const sent = await challengeAsked(deps, signedIn, 'prove-code')
  if (sent?.asked.kind !== 'email' || sent.asked.binding === undefined) return
  const { address, binding } = sent.asked
  // Removed or replaced since, perhaps from another session: its code proves nothing any more.
  const isTheirs = provingBindings(signedIn.found).some(
    (one) => one.id === binding && one.value === address,
  )
  if (!isTheirs || !isSentCode(deps, sent, sent.asked, code)) return
  return { verdict: 'right', binding, kind: 'email' }
}

function appProof(
  { authenticators, now }: Deps,
  bindings: readonly Binding[],
  answer: string,
): Right | Exclude<Verdict, { verdict: 'right' }> {
  const verdict = authenticators.totp.judge({
    flow: 'flw_none',
    challenge: undefined,
    issued: undefined,
    bindings,
    answer,
    now: now(),
  })
  return verdict.verdict === 'right' ? { ...verdict, kind: 'totp' } : verdict
}

/** The session goes on under a new token: one that was stolen before gains nothing by this proof. */
async function prove(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  proofs: readonly Right[],
): Promise<ProofStep> {
  const token = deps.chance.token()
  const isTaken = await deps.store.db.transaction().execute(async (tx) => {
    const now: Instant = deps.now()
    // Or a reset that ends the person's sessions at this moment would miss the one that is begun here.
    await lockPrincipal(tx, deps.tenant, signedIn.found.principal)
    for (const proof of proofs) if (!(await useProof(tx, deps, proof))) return false
    // Ended meanwhile, by a freeze or the person: a right code brings nothing back.
    if (!(await endSession(tx, deps.tenant, signedIn.session.id))) return false
    await insertSession(tx, deps.tenant, {
      ...signedIn.session,
      id: `ses_${deps.chance.id()}`,
      provenAt: now,
      seenAt: now,
      tokenHash: tokenHash(deps, token),
    })
    const gates = proofs.map(({ kind }) => kind)
    const proven = { activity: 'session.proven', outcome: 'succeeded', gates } as const
    await appendAudit(tx, deps.tenant, [auditEvent(proven, about(deps, caller, signedIn))])
    return true
  })
  return isTaken ? { token } : 'refused'
}

async function challengeAsked(
  { store, keys, tenant, now }: Deps,
  { session }: SignedInPerson,
  purpose: OwnChallenge['purpose'],
): Promise<OwnChallenge | undefined> {
  return await findChallenge(store.db, keys, tenant, { session: session.id, purpose, now: now() })
}

async function refuse(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  reason: Reason,
): Promise<'refused'> {
  const outcome = reason === 'budget-spent' ? 'blocked' : 'failed'
  const refused = { activity: 'session.proof-refused', outcome, reason } as const
  const event = auditEvent(refused, about(deps, caller, signedIn))
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
  return 'refused'
}

function about(deps: Deps, { origin }: Caller, { found }: SignedInPerson) {
  return { origin, at: deps.now(), actor: found.principal, target: targetOf(found) }
}
