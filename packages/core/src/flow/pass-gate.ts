import type { AuthenticatorKind } from '@latchkey/protocol'
import { gatesFor, usableAuthenticators } from '../policy/policy.ts'
import { barredBy } from './barred.ts'
import type { Decision, Effect, Person, Question } from './decision.ts'
import { type Flow, provenKindOf } from './flow.ts'
import { after, decision, enter, refusal, stop } from './transition.ts'
import { write } from './write.ts'

/** A right answer: the first one reveals who it is about, each brings the flow nearer to its purpose. */
export function passGate(question: Question, kind: AuthenticatorKind): Decision {
  const { flow, facts, policy, moment } = question
  const { person, judged } = facts
  // The same kind twice is one proof, however many addresses somebody has.
  if (!person || !judged?.authenticator || flow.gates.some((gate) => gate.kind === kind))
    return refusal(flow, 'code-not-accepted', moment)
  const gate = { kind, authenticator: judged.authenticator, at: moment.now }
  const required = gatesFor(policy, person.groups, person.isAppointed)
  const { [kind]: _, ...challenges } = flow.challenges
  const passed: Flow = {
    ...flow,
    principal: person.principal,
    gates: [...flow.gates, gate],
    required,
    tries: 0,
    challenges,
  }
  const effects: Effect[] = [{ kind: 'consume-answer' }, { kind: 'refund-proof' }]
  const happenings = [{ activity: 'gate.passed', outcome: 'succeeded', gates: [kind] }] as const
  return after({ happenings, effects }, proceed(passed, person, question))
}

function proceed(flow: Flow, person: Person, { policy, moment }: Question): Decision {
  const required = flow.required ?? policy.gates
  const bar = barredBy(person)
  if (bar) return stop(flow, 'not-possible', bar, moment)
  const usable = usableAuthenticators(policy, person.enrolled, provenKindOf(flow))
  const offered = usable.filter((kind) => !flow.gates.some((gate) => gate.kind === kind))
  // A pass or the last recovery code is gone once its gate was passed, and that gate counts all the same.
  if (flow.gates.length + offered.length < required)
    return stop(flow, 'more-security-info-needed', 'too-few-authenticators', moment)
  if (flow.gates.length < required)
    return decision(enter(flow, { kind: 'choose-authenticator', offered }, moment))
  return flow.purpose === 'unlock'
    ? unlock(flow, person, moment)
    : decision(enter(flow, { kind: 'new-password' }, moment))
}

function unlock(flow: Flow, person: Person, moment: Question['moment']): Decision {
  return person.isLocked
    ? write(flow, 'unlock', moment)
    : stop(flow, 'not-locked', 'not-locked', moment)
}
