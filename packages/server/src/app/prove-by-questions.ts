import { type Drawing, normalisedAnswer } from '@latchkey/core'
import type { Secret } from '@latchkey/protocol'
import { keepAnswer } from '../authenticator/security-questions.ts'
import { spendDrawing } from '../store/authenticator.ts'
import { proofsOfSubject, refundBudgets, spendInOrder } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { drawFor } from './draw-questions.ts'
import { mayTry } from './own-code.ts'
import { challengeAsked, type ProofStep, prove, provingBindings, refuse } from './own-proof.ts'
import type { SignedInPerson } from './session.ts'

/**
 * The questions that somebody proves themselves with who has registered nothing else. For anybody else a code is
 * asked: the weakest of what they have must not open the rest.
 */
export async function questionsToProve(
  deps: Deps,
  signedIn: SignedInPerson,
): Promise<Drawing | undefined> {
  if (provingBindings(deps, signedIn.found).length > 0) return
  if (!(await challengeAsked(deps, signedIn, 'prove'))) return
  return await drawFor(deps, signedIn.found)
}

/** All answers of a set, after the password. The session gets a new token. */
export async function giveProofAnswers(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  answers: readonly Secret<string>[],
): Promise<ProofStep | 'stale'> {
  if (provingBindings(deps, signedIn.found).length > 0) return 'stale'
  const challenge = await challengeAsked(deps, signedIn, 'prove')
  const drawing = challenge && (await drawFor(deps, signedIn.found))
  if (!challenge || !drawing) return 'stale'
  const kept = keptAnswers(deps, drawing, answers)
  if (kept === undefined) return 'refused'
  const { found } = signedIn
  // The same budget as in a flow: there is no second place to guess at.
  const budgets = [proofsOfSubject(deps, found.principal, 'security-questions')]
  if (!(await spendInOrder(deps.store.db, deps, budgets, deps.now()))) return 'too-many-attempts'
  if (!(await mayTry(deps, challenge))) return await refuse(deps, caller, signedIn, 'budget-spent')
  await spendDrawing(deps.store.db, deps.tenant, drawing)
  const verdict = await deps.authenticators['security-questions'].judge({
    flow: 'flw_none',
    challenge: undefined,
    issued: undefined,
    bindings: found.kept.bindings.filter(({ kind }) => kind === 'security-questions'),
    answer: kept,
    drawing,
    now: deps.now(),
  })
  if (verdict.verdict !== 'right') return await refuse(deps, caller, signedIn, 'answers-wrong')
  await refundBudgets(deps.store.db, deps, budgets, deps.now())
  return await prove(deps, caller, signedIn, [{ ...verdict, kind: 'security-questions' }])
}

// Nothing where one was left out: that is no guess.
function keptAnswers(
  { keys }: Pick<Deps, 'keys'>,
  { authenticator, questions }: Drawing,
  answers: readonly Secret<string>[],
): string | undefined {
  const kept = questions.map(({ id: question }, at) =>
    answers[at]?.use((text) =>
      normalisedAnswer(text) === ''
        ? undefined
        : keepAnswer(keys, { authenticator, question }, text),
    ),
  )
  return kept.every((one) => one !== undefined) ? kept.join(' ') : undefined
}
