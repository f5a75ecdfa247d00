import { issue, withChallenge } from './choose.ts'
import type { Decision, Question } from './decision.ts'
import { FLOW_BOUNDS, isIssued } from './flow.ts'
import { decision, enter, refusal } from './transition.ts'

/** A new code for the same challenge kind; it kills the one before. */
export function resend({ flow, moment }: Question): Decision {
  const { stage } = flow
  if (stage.kind !== 'answer-challenge' || !isIssued(flow, stage.asks))
    return refusal(flow, 'no-more-codes', moment)
  if (flow.resends >= FLOW_BOUNDS.resendsPerFlow) return refusal(flow, 'no-more-codes', moment)
  const issuedAt = flow.challenges[stage.asks]?.issuedAt ?? 0
  if (moment.now < issuedAt + FLOW_BOUNDS.resendAfterMs)
    return refusal(flow, 'resend-too-early', moment)
  const again = { ...enter(flow, stage, moment), resends: flow.resends + 1 }
  return decision(withChallenge(again, stage.asks, moment), [], [issue(stage.asks)])
}
