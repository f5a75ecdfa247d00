import { authenticatorsForAnybody, type Policy } from '../policy/policy.ts'
import type { Decision, Moment } from './decision.ts'
import { FLOW_BOUNDS, type Flow, hasEnded, provenKindOf } from './flow.ts'
import { decision, enter } from './transition.ts'

/**
 * Takes passed gates back after five minutes without a submission: whoever sits down at a keyboard that
 * was left at `new-password` finds nothing to inherit. Nothing where there is nothing to take back.
 */
export function lapse(flow: Flow, policy: Policy, moment: Moment): Decision | undefined {
  const isProven = flow.gates.length > 0 || flow.principal !== undefined
  if (!isProven || hasEnded(flow) || flow.stage.kind === 'writing') return
  if (moment.now - flow.touchedAt < FLOW_BOUNDS.gateRestMs) return
  const { principal: _, required: __, ...rest } = flow
  const bare: Flow = { ...rest, gates: [], challenges: {} }
  const stage =
    flow.purpose === 'change'
      ? ({ kind: 'answer-challenge', asks: 'password', offered: [] } as const)
      : ({
          kind: 'choose-authenticator',
          offered: flow.hinted ?? authenticatorsForAnybody(policy, provenKindOf(flow)),
        } as const)
  return decision({ ...enter(bare, stage, moment), refusal: { code: 'gate-taken-back' } }, [
    { activity: 'gate.taken-back', outcome: 'succeeded', reason: 'timed-out' },
  ])
}
