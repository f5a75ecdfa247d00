import { allowedAuthenticators } from '../policy/policy.ts'
import type { Decision, Question } from './decision.ts'
import type { Flow } from './flow.ts'
import { after, decision, enter, refusal, stop } from './transition.ts'

/** A name was typed. Nobody is looked up by it: the next step is the same for every name. */
export function identify({ flow, submission, facts, policy, moment }: Question): Decision {
  const username = submission.values.username?.trim() ?? ''
  if (username === '') return refusal(flow, 'username-missing', moment)
  const named: Flow = { ...flow, username }
  const happenings = [{ activity: 'flow.identified', outcome: 'succeeded' }] as const
  // A function of the name as typed and of the caller's own earlier answers, so it tells nothing of the person.
  if (facts.isBudgetSpent)
    return after({ happenings }, stop(named, 'too-many-attempts', 'budget-spent', moment))
  return decision(enter(named, firstStage(flow.purpose, policy), moment), happenings)
}

function firstStage(purpose: Flow['purpose'], policy: Question['policy']) {
  return purpose === 'change'
    ? ({ kind: 'answer-challenge', asks: 'password', offered: [] } as const)
    : ({ kind: 'choose-authenticator', offered: allowedAuthenticators(policy) } as const)
}
