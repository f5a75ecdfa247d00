import type { AuthenticatorKind, RefusalCode, Submission } from '@latchkey/protocol'
import type { Reason } from '../audit/events.ts'
import { LIMITS } from '../throttle/limits.ts'
import { barredBy } from './barred.ts'
import type { Decision, Facts, Judged, Question } from './decision.ts'
import { FLOW_BOUNDS, type Flow, isByApproval, isIssued } from './flow.ts'
import { isLong, longCodeIn } from './long-code.ts'
import { passGate } from './pass-gate.ts'
import { after, decision, enter, refusal, refuse, stop } from './transition.ts'

const SIX_DIGITS = /^[0-9]{6}$/

/**
 * The answer that has to be judged (and counted, before it is compared), or nothing where the submission
 * is refused without looking at anybody's secrets.
 */
export function answerToJudge(flow: Flow, submission: Submission): string | undefined {
  const { stage } = flow
  if (stage.kind !== 'answer-challenge' || submission.action !== 'submit') return
  if (submission.step !== stage.step) return
  if (stage.asks === 'password') return submission.values.answer || undefined
  // Whether it is a signature at all, and by whom, is judged for everybody alike.
  if (isCeremony(flow, stage.asks)) return submission.values.passkey || undefined
  const typed = submission.values.code ?? ''
  if (isLong(stage.asks)) return longCodeIn(typed, stage.asks)
  const code = typed.replace(/[\s\u00a0-]/g, '')
  return SIX_DIGITS.test(code) ? code : undefined
}

/** An answer to a challenge. Wrong ones are counted in the flow and by the caller's budget. */
export function answer(question: Question): Decision {
  const { flow, submission, facts, moment } = question
  const { stage } = flow
  if (stage.kind !== 'answer-challenge') return refusal(flow, 'code-not-accepted', moment)
  const { judged } = facts
  if (answerToJudge(flow, submission) === undefined || !judged)
    return refusal(flow, malformedAt(flow, stage.asks), moment)
  if (stage.asks === 'password') return currentPassword(question, judged)
  const expired = isExpired(flow, stage.asks, moment.now)
  if (isAccepted(judged) && !expired && isSamePerson(flow, facts))
    return passGate(question, stage.asks)
  return wrong(question, stage.asks, expired)
}

type Asks = AuthenticatorKind | 'password'

/** A passkey that the browser itself asks, rather than another device. */
function isCeremony(flow: Flow, asks: Asks): boolean {
  return asks === 'passkey' && !isByApproval(flow, asks)
}

function malformedAt(flow: Flow, asks: Asks): RefusalCode {
  if (asks === 'password') return 'password-missing'
  return isCeremony(flow, asks) ? 'passkey-missing' : 'code-malformed'
}

function isAccepted(judged: Judged): boolean {
  return judged.verdict === 'right' && judged.isWithinBudget && !judged.isSilenced
}

// A name may pass to somebody else in the directory while a flow lives: gates never add up over two people.
function isSamePerson(flow: Flow, { person }: Facts): boolean {
  return flow.principal === undefined || flow.principal === person?.principal
}

function isExpired(flow: Flow, kind: AuthenticatorKind, now: number): boolean {
  // What we did not make for this flow has a life of its own, and a browser's challenge that of its step: this
  // only opens the door.
  if (!isIssued(flow, kind)) return false
  const challenge = flow.challenges[kind]
  return !challenge || now >= challenge.expiresAt
}

function wrong(question: Question, kind: AuthenticatorKind, expired: boolean): Decision {
  const { flow, facts, moment } = question
  const failed = {
    activity: 'gate.failed',
    outcome: 'failed',
    reason: reasonOf(facts.judged, expired, isCeremony(flow, kind)),
    gates: [kind],
  } as const
  const tried: Flow = { ...flow, tries: flow.tries + 1 }
  const left = triesLeft(tried, facts)
  if (left <= 0)
    return after(
      { happenings: [failed] },
      stop(tried, 'too-many-attempts', 'too-many-attempts', moment),
    )
  // A function of the clock alone: were a silenced answer worded otherwise, an attempt that a success of the
  // person has silenced would tell a stranger that there is such a person.
  const notAccepted = isCeremony(flow, kind) ? 'passkey-not-accepted' : 'code-not-accepted'
  const code = expired ? 'code-expired' : notAccepted
  return decision(refuse(tried, code, moment, { left }), [failed])
}

function triesLeft(flow: Flow, facts: Facts): number {
  const { judged } = facts
  if (!judged?.isWithinBudget) return 0
  const budget = LIMITS['proofs-of-name-from-source'].most
  return Math.min(FLOW_BOUNDS.triesPerGate - flow.tries, budget - judged.used)
}

function reasonOf(judged: Judged | undefined, expired: boolean, isCeremony: boolean): Reason {
  if (!judged?.isWithinBudget || judged.isSilenced) return 'budget-spent'
  if (judged.verdict === 'reused') return 'code-reused'
  if (judged.verdict === 'rolled-back') return 'counter-rolled-back'
  if (isCeremony) return 'passkey-wrong'
  return expired ? 'code-expired' : 'code-wrong'
}

// The directory judged the current password; its own lockout is spared by the caller's budget.
function currentPassword({ flow, facts, moment }: Question, judged: Judged): Decision {
  const { person } = facts
  if (!isAccepted(judged) || !person) {
    const tried: Flow = { ...flow, tries: flow.tries + 1 }
    const failed = {
      activity: 'gate.failed',
      outcome: 'failed',
      reason: 'password-wrong',
    } as const
    const left = FLOW_BOUNDS.triesPerGate - tried.tries
    return left <= 0
      ? after(
          { happenings: [failed] },
          stop(tried, 'too-many-attempts', 'too-many-attempts', moment),
        )
      : decision(refuse(tried, 'password-not-accepted', moment, { left }), [failed])
  }
  const proven: Flow = { ...flow, principal: person.principal, tries: 0 }
  const passed = { activity: 'gate.passed', outcome: 'succeeded' } as const
  const bar = barredBy(person)
  if (bar) return after({ happenings: [passed] }, stop(proven, 'not-possible', bar, moment))
  return decision(enter(proven, { kind: 'new-password' }, moment), [passed])
}
