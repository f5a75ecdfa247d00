import { isSent, longCodeIn, type Reason } from '@latchkey/core'
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
import { challengeOf, codeIn, isOfSent, isSentCode, mayTry, sendOwnCode } from './own-code.ts'
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
  if (enrolledOf(found).length === 0) return await prove(deps, caller, signedIn, [])
  const challenge = challengeOf(deps, signedIn, 'prove')
  const asked = { kind: 'code-after-password' } as const
  await putChallenge(deps.store.db, deps.keys, deps.tenant, { ...challenge, asked })
  return 'code-needed'
}

/** Whether the password was given in this session a moment ago, so that a code is what is missing. */
export async function awaitsCode(deps: Deps, signedIn: SignedInPerson): Promise<boolean> {
  return (await challengeAsked(deps, signedIn, 'prove')) !== undefined
}

/** Where a code can be sent for a proof, whether an app shows one, and whether there are recovery codes. */
export function waysToProve(deps: Deps, { found }: SignedInPerson) {
  const ways = provingBindings(deps, found)
  return {
    addresses: ways.flatMap(({ id, kind, value }) =>
      isSent(kind) ? [{ id, masked: deps.authenticators[kind].mask(value) }] : [],
    ),
    hasApp: ways.some(({ kind }) => kind === 'totp'),
    hasCodes: ways.some(({ kind }) => kind === 'recovery-code'),
  }
}

// A pass opens one flow, and is nothing of the person's own.
function enrolledOf({ kept }: Found): readonly Binding[] {
  return kept.bindings.filter(({ kind }) => kind !== 'helpdesk-pass')
}

/**
 * What proves a person on their own page, beside the password. What was added lately proves nothing while there is anything older: else one
 * proof would be enough for ever.
 */
export function provingBindings({ media }: Pick<Deps, 'media'>, found: Found): readonly Binding[] {
  const able = enrolledOf(found).filter(({ kind }) => canProve(kind, media))
  const settled = able.filter(({ id }) => !found.fresh.has(id))
  return settled.length > 0 ? settled : able
}

// Questions are asked on a page of their own, and only of whoever has nothing else.
function canProve(kind: AuthenticatorKind, media: Deps['media']): boolean {
  if (kind === 'security-questions') return false
  return !isSent(kind) || media.includes(kind)
}

/** Sends the code of a proof to one of the person's own addresses. */
export async function sendProofCode(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  to: AuthenticatorId,
): Promise<'sent' | 'stale' | 'too-many-attempts'> {
  const binding = provingBindings(deps, signedIn.found).find(({ id }) => id === to)
  if (!binding || !isSent(binding.kind) || !(await awaitsCode(deps, signedIn))) return 'stale'
  const { kind: medium, value: address, id } = binding
  const wish = { purpose: 'prove-code', medium, address, binding: id } as const
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
  const code = codeIn(typed) ?? longCodeIn(typed, 'recovery-code')
  if (code === undefined) return 'refused'
  const { found } = signedIn
  const ways = provingBindings(deps, found)
  const apps = ways.filter(({ kind }) => kind === 'totp')
  const budgets = [ownProofsOf(deps, found.principal, apps.length)]
  if (!(await spendInOrder(deps.store.db, deps, budgets, deps.now()))) return 'too-many-attempts'
  if (!(await mayTry(deps, challenge))) return await refuse(deps, caller, signedIn, 'budget-spent')
  const right = (await sentProof(deps, signedIn, code)) ?? (await ownedProof(deps, ways, code))
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
  if (!sent || !isOfSent(sent.asked) || sent.asked.binding === undefined) return
  const { kind, address, binding } = sent.asked
  // Removed or replaced since, perhaps from another session: its code proves nothing any more.
  const isTheirs = provingBindings(deps, signedIn.found).some(
    (one) => one.id === binding && one.value === address,
  )
  if (!isTheirs || !isSentCode(deps, sent, sent.asked, code)) return
  return { verdict: 'right', binding, kind }
}

async function ownedProof(
  { authenticators, now }: Deps,
  ways: readonly Binding[],
  answer: string,
): Promise<Right | Exclude<Verdict, { verdict: 'right' }>> {
  const kind = codeIn(answer) === undefined ? 'recovery-code' : 'totp'
  const verdict = await authenticators[kind].judge({
    flow: 'flw_none',
    challenge: undefined,
    issued: undefined,
    bindings: ways.filter((one) => one.kind === kind),
    answer,
    now: now(),
  })
  return verdict.verdict === 'right' ? { ...verdict, kind } : verdict
}

/** The session goes on under a new token: one that was stolen before gains nothing by this proof. */
export async function prove(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  proofs: readonly Right[],
): Promise<ProofStep> {
  const token = deps.chance.token()
  const isTaken = await deps.store.db.transaction().execute(async (tx) => {
    const now: Instant = deps.now()
    const of = { caller, found: signedIn.found, flow: null }
    // Or a reset that ends the person's sessions at this moment would miss the one that is begun here.
    await lockPrincipal(tx, deps.tenant, signedIn.found.principal)
    for (const proof of proofs) if ((await useProof(tx, deps, of, proof)) !== 'used') return false
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

export async function challengeAsked(
  { store, keys, tenant, now }: Deps,
  { session }: SignedInPerson,
  purpose: OwnChallenge['purpose'],
): Promise<OwnChallenge | undefined> {
  return await findChallenge(store.db, keys, tenant, { session: session.id, purpose, now: now() })
}

export async function refuse(
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
