import type { AuthenticatorKind, RefusalCode, Submission } from '@latchkey/protocol'
import type { Reason } from '../audit/events.ts'
import { mayUse } from '../policy/policy.ts'
import { normalisedAnswer } from '../questions/normalised-answer.ts'
import { LIMITS } from '../throttle/limits.ts'
import { barredBy } from './barred.ts'
import type { Decision, Facts, Judged, Question } from './decision.ts'
import { FLOW_BOUNDS, type Flow, isByApproval, isIssued, type Stage } from './flow.ts'
import { isLong, longCodeIn } from './long-code.ts'
import { passGate } from './pass-gate.ts'
import { type Drawing, isLastQuestion } from './security-questions.ts'
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
  if (stage.asks === 'security-questions')
    return normalisedAnswer(submission.values.answer ?? '') || undefined
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
  const isMissing = answerToJudge(flow, submission) === undefined
  if (stage.asks === 'security-questions' && !isMissing && !isLastQuestion(stage))
    return nextQuestion(question, stage)
  if (isMissing || !judged) return refusal(flow, malformedAt(flow, stage.asks), moment)
  if (stage.asks === 'password') return currentPassword(question, judged)
  return stage.drawing
    ? answerSet(question, stage, stage.drawing, judged)
    : answerCode(question, stage.asks, judged)
}

type Asking = Extract<Stage, { kind: 'answer-challenge' }>

// Right or wrong, it leads to the next question: were answers judged one by one, each could be guessed by itself.
function nextQuestion({ flow, facts, moment }: Question, stage: Asking): Decision {
  const { given } = facts
  if (given === undefined) return refusal(flow, 'answer-missing', moment)
  return decision(enter(flow, { ...stage, given: [...(stage.given ?? []), given] }, moment))
}

// Whatever becomes of it, this set has been asked for the last time. Which answer was wrong nobody learns.
function answerSet(question: Question, stage: Asking, drawing: Drawing, judged: Judged): Decision {
  const { flow, facts } = question
  const redrawn = { ...stage, drawing: facts.drawn ?? drawing, given: [] }
  const anew = { ...question, flow: { ...flow, stage: redrawn } }
  // What counts as no try draws nothing anew elsewhere either: else whoever is past the budget would go through
  // the drawings for nothing, and come back when an easy one stands.
  const isCounted = judged.isWithinBudget && !judged.isSilenced
  const effects = isCounted ? [{ kind: 'spend-drawing', drawing } as const] : []
  return after({ effects }, answerCode(anew, 'security-questions', judged))
}

function answerCode(question: Question, asks: AuthenticatorKind, judged: Judged): Decision {
  const { flow, facts, moment, policy } = question
  const expired = isExpired(flow, asks, moment.now)
  const isAllowed = !facts.person || mayUse(policy, facts.person, asks)
  if (isAccepted(judged) && !expired && isAllowed && isSamePerson(flow, facts))
    return passGate(question, asks)
  return wrong(question, asks, expired)
}

type Asks = AuthenticatorKind | 'password'

/** A passkey that the browser itself asks, rather than another device. */
function isCeremony(flow: Flow, asks: Asks): boolean {
  return asks === 'passkey' && !isByApproval(flow, asks)
}

function malformedAt(flow: Flow, asks: Asks): RefusalCode {
  if (asks === 'password') return 'password-missing'
  if (asks === 'security-questions') return 'answer-missing'
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
    reason: reasonOf(facts.judged, flow, kind, expired),
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
  const code = expired ? 'code-expired' : notAccepted(flow, kind)
  return decision(refuse(tried, code, moment, { left }), [failed])
}

function notAccepted(flow: Flow, kind: AuthenticatorKind): RefusalCode {
  if (kind === 'security-questions') return 'answers-not-accepted'
  return isCeremony(flow, kind) ? 'passkey-not-accepted' : 'code-not-accepted'
}

function triesLeft(flow: Flow, facts: Facts): number {
  const { judged } = facts
  if (!judged?.isWithinBudget) return 0
  const budget = LIMITS['proofs-of-name-from-source'].most
  return Math.min(FLOW_BOUNDS.triesPerGate - flow.tries, budget - judged.used)
}

function reasonOf(
  judged: Judged | undefined,
  flow: Flow,
  kind: AuthenticatorKind,
  expired: boolean,
): Reason {
  if (!judged?.isWithinBudget || judged.isSilenced) return 'budget-spent'
  if (judged.verdict === 'reused') return 'code-reused'
  if (judged.verdict === 'rolled-back') return 'counter-rolled-back'
  if (kind === 'security-questions') return 'answers-wrong'
  if (isCeremony(flow, kind)) return 'passkey-wrong'
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
