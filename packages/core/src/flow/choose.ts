import type { AuthenticatorKind } from '@latchkey/protocol'
import type { Decision, Effect, Moment, Question } from './decision.ts'
import { type Challenge, FLOW_BOUNDS, type Flow, isIssued, type Stage } from './flow.ts'
import { decision, enter, refusal } from './transition.ts'

/** A kind was chosen: any choice leads to the same kind of challenge, whatever the person has enrolled. */
export function choose({ flow, submission, facts, moment }: Question): Decision {
  const { stage } = flow
  const offered = stage.kind === 'choose-authenticator' ? stage.offered : []
  const kind = offered.find((one) => one === submission.values.authenticator)
  if (!kind) return refusal(flow, 'choose-one', moment)
  if (kind !== 'security-questions') return challengeWith(kind, offered, flow, moment)
  // Removed since they were offered, or the name means somebody else by now.
  if (!facts.drawn) return refusal(flow, 'choose-one', moment)
  return challengeWith(kind, offered, flow, moment, { drawing: facts.drawn, given: [] })
}

function challengeWith(
  kind: AuthenticatorKind,
  offered: readonly AuthenticatorKind[],
  flow: Flow,
  moment: Moment,
  set: Pick<Extract<Stage, { kind: 'answer-challenge' }>, 'drawing' | 'given'> = {},
): Decision {
  const chosen = { activity: 'flow.authenticator-chosen', outcome: 'succeeded' } as const
  const asked = enter(flow, { kind: 'answer-challenge', asks: kind, offered, ...set }, moment)
  const known = flow.challenges[kind]
  // Going back and forth must not send more messages than `resend` would: a live code stays the one.
  if (known && moment.now < known.expiresAt) return decision(asked, [{ ...chosen, gates: [kind] }])
  // Only a code of ours counts against `resends`: an app's costs nobody anything.
  const isRepeated = known !== undefined && isIssued(flow, kind)
  if (isRepeated && flow.resends >= FLOW_BOUNDS.resendsPerFlow)
    return refusal(flow, 'no-more-codes', moment)
  return decision(
    withChallenge({ ...asked, resends: flow.resends + (isRepeated ? 1 : 0) }, kind, moment),
    [{ ...chosen, gates: [kind] }],
    [issue(kind)],
  )
}

/** The flow with a new challenge of this kind; an older one of the same kind is dead. */
export function withChallenge(flow: Flow, kind: AuthenticatorKind, moment: Moment): Flow {
  const challenge: Challenge = {
    id: moment.challenge,
    issuedAt: moment.now,
    expiresAt: moment.now + FLOW_BOUNDS.codeLifeMs,
  }
  return { ...flow, challenges: { ...flow.challenges, [kind]: challenge } }
}

export function issue(kind: AuthenticatorKind): Effect {
  return { kind: 'issue-challenge', authenticator: kind }
}

/** Back to the choice. Tries are kept: another way is no fresh set of guesses. */
export function chooseOther({ flow, moment }: Question): Decision {
  const { stage } = flow
  if (stage.kind !== 'answer-challenge' || stage.asks === 'password')
    return refusal(flow, 'password-not-accepted', moment)
  return decision(enter(flow, { kind: 'choose-authenticator', offered: stage.offered }, moment))
}
