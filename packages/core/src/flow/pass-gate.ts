import type { AuthenticatorKind } from '@latchkey/protocol'
import { gatesFor, shortfallOf, usableAuthenticators } from '../policy/policy.ts'
import { barredBy } from './barred.ts'
import type { Decision, Effect, Person, Question } from './decision.ts'
import { type Flow, provenKindOf } from './flow.ts'
import { withPassed } from './passed.ts'
import { after, decision, enter, refusal, stop } from './transition.ts'
import { write } from './write.ts'

/** A right answer: the first one reveals who it is about, each brings the flow nearer to its purpose. */
export function passGate(question: Question, kind: AuthenticatorKind): Decision {
  const { flow, facts, policy, moment } = question
  const { person, judged } = facts
  // The same kind twice is one proof, however many addresses somebody has.
  if (!person || !judged?.authenticator || flow.gates.some((gate) => gate.kind === kind))
    return refusal(flow, 'code-not-accepted', moment)
  const gate = {
    kind,
    authenticator: judged.authenticator,
    at: moment.now,
    ...(judged.isFresh && { isFresh: true as const }),
  }
  const required = gatesFor(policy, person)
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
  const short = shortfallOf(policy, withPassed(person, flow.gates), provenKindOf(flow))
  if (short) return stop(flow, 'more-security-info-needed', short, moment)
  const missing = missingGates(flow, required)
  if (missing > 0) {
    const offered = offeredNext(flow, person, policy, missing)
    if (offered.length === 0)
      return stop(flow, 'more-security-info-needed', 'authenticator-fresh', moment)
    const further: Flow = { ...flow, required: flow.gates.length + missing }
    return decision(enter(further, { kind: 'choose-authenticator', offered }, moment))
  }
  return flow.purpose === 'unlock'
    ? unlock(flow, person, moment)
    : decision(enter(flow, { kind: 'new-password' }, moment))
}

// Whoever got hold of a session and added an authenticator of their own must not get through by that alone.
function missingGates({ gates }: Flow, required: number): number {
  return Math.max(required - gates.length, isSettled(gates) ? 0 : 1)
}

function isSettled(gates: Flow['gates']): boolean {
  return gates.some((gate) => !gate.isFresh)
}

function offeredNext(
  flow: Flow,
  person: Person,
  policy: Question['policy'],
  missing: number,
): AuthenticatorKind[] {
  const usable = usableAuthenticators(policy, person, provenKindOf(flow))
  const left = usable.filter((kind) => !flow.gates.some((gate) => gate.kind === kind))
  if (missing > 1 || isSettled(flow.gates)) return left
  return left.filter((kind) => !person.fresh?.includes(kind))
}

function unlock(flow: Flow, person: Person, moment: Question['moment']): Decision {
  return person.isLocked
    ? write(flow, 'unlock', moment)
    : stop(flow, 'not-locked', 'not-locked', moment)
}
