import { authenticatorsForAnybody, shortfallOf, usableAuthenticators } from '../policy/policy.ts'
import { barredBy } from './barred.ts'
import type { Decision, Person, Question } from './decision.ts'
import { type Flow, provenKindOf } from './flow.ts'
import { mayHint, mayTellUnregistered } from './hints.ts'
import { after, decision, enter, refusal, stop } from './transition.ts'

/** A name was typed. Nobody is looked up by it, but where policy lets this very caller know of the person. */
export function identify({ flow, submission, facts, policy, moment }: Question): Decision {
  const username = submission.values.username?.trim() ?? ''
  if (username === '') return refusal(flow, 'username-missing', moment)
  const named: Flow = { ...flow, username }
  const happenings = [{ activity: 'flow.identified', outcome: 'succeeded' }] as const
  // A function of the name as typed and of the caller's own earlier answers, so it tells nothing of the person.
  if (facts.isBudgetSpent)
    return after({ happenings }, stop(named, 'too-many-attempts', 'budget-spent', moment))
  const { person } = facts
  const short = person && shortfallOf(policy, person, provenKindOf(flow))
  if (short && mayTellUnregistered(policy, flow))
    return after({ happenings }, stop(named, 'more-security-info-needed', short, moment))
  const known = person ? withHints(policy, named, person) : named
  return decision(enter(known, firstStage(known, policy), moment), happenings)
}

// Nobody is promised a code at an address that none will be sent to.
function withHints(policy: Question['policy'], flow: Flow, person: Person): Flow {
  if (!mayHint(policy, flow) || barredBy(person)) return flow
  if (shortfallOf(policy, person, provenKindOf(flow))) return flow
  return { ...flow, hinted: usableAuthenticators(policy, person, provenKindOf(flow)) }
}

function firstStage(flow: Flow, policy: Question['policy']) {
  return flow.purpose === 'change'
    ? ({ kind: 'answer-challenge', asks: 'password', offered: [] } as const)
    : ({
        kind: 'choose-authenticator',
        offered: flow.hinted ?? authenticatorsForAnybody(policy, provenKindOf(flow)),
      } as const)
}
