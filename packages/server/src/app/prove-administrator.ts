import { appendAudit } from '../store/audit.ts'
import { lockPrincipal } from '../store/lock.ts'
import { endSession, insertSession } from '../store/session.ts'
import { auditEvent } from './audit-event.ts'
import { consoleProofsOf, refundBudgets, spendInOrder } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { targetOf } from './find-person.ts'
import { tokenHash } from './open-flow.ts'
import type { SignedInPerson } from './session.ts'
import { useProof } from './use-proof.ts'

export type Proven = { readonly token: string } | 'refused' | 'too-many-attempts'

/**
 * The second proof of an administrator's session: a code from their app. The session gets a new token, so
 * that one which was stolen before is worth nothing after.
 */
export async function proveAdministrator(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  code: string,
): Promise<Proven> {
  const { found } = signedIn
  // Of its own: whoever has no password of an administrator can't keep them from the console by guessing elsewhere.
  const budgets = [consoleProofsOf(deps, found.principal)]
  if (!(await spendInOrder(deps.store.db, deps, budgets, deps.now()))) return 'too-many-attempts'
  const verdict = await deps.authenticators.totp.judge({
    flow: 'flw_none',
    challenge: undefined,
    issued: undefined,
    bindings: found.kept.bindings.filter(({ kind }) => kind === 'totp'),
    answer: code.replace(/\s/g, ''),
    now: deps.now(),
  })
  if (!signedIn.mayAdminister || verdict.verdict !== 'right') {
    const why = verdict.verdict === 'reused' ? 'code-reused' : 'code-wrong'
    return await refuse(deps, caller, signedIn, signedIn.mayAdminister ? why : 'not-administrator')
  }
  const token = deps.chance.token()
  const isTaken = await deps.store.db.transaction().execute(async (tx) => {
    // Or a reset that ends the person's sessions at this moment would miss the one that is begun here.
    await lockPrincipal(tx, deps.tenant, signedIn.found.principal)
    // Ended meanwhile, by a freeze or the person: a right code brings nothing back.
    if (!(await endSession(tx, deps.tenant, signedIn.session.id))) return false
    const used = await useProof(tx, deps, { caller, found, flow: null }, verdict)
    if (used !== 'used') return false
    await refundBudgets(tx, deps, budgets, deps.now())
    await insertSession(tx, deps.tenant, {
      ...signedIn.session,
      id: `ses_${deps.chance.id()}`,
      amr: ['pwd', 'otp'],
      seenAt: deps.now(),
      tokenHash: tokenHash(deps, token),
    })
    const passed = { activity: 'gate.passed', outcome: 'succeeded', gates: ['totp'] } as const
    await appendAudit(tx, deps.tenant, [auditEvent(passed, about(deps, caller, signedIn))])
    return true
  })
  return isTaken ? { token } : await refuse(deps, caller, signedIn, 'code-reused')
}

async function refuse(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  reason: 'code-wrong' | 'code-reused' | 'not-administrator',
): Promise<'refused'> {
  const failed = {
    activity: 'gate.failed',
    outcome: 'failed',
    reason,
    gates: ['totp'],
  } as const
  const event = auditEvent(failed, about(deps, caller, signedIn))
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
  return 'refused'
}

function about(deps: Deps, { origin }: Caller, { found }: SignedInPerson) {
  return {
    origin,
    at: deps.now(),
    actor: found.principal,
    target: targetOf(found),
  }
}
