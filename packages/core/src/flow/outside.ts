import type { StopReason } from '@latchkey/protocol'
import type { Decision, Moment } from './decision.ts'
import { type Flow, hasEnded } from './flow.ts'
import { decision, enter } from './transition.ts'

/** Who ended a flow from outside: another reset of the same person, the person by a link, or an administrator. */
export type EndedBy = 'overtaken' | 'ended-by-owner' | 'frozen'

const REASON: Readonly<Record<EndedBy, StopReason>> = {
  overtaken: 'overtaken',
  'ended-by-owner': 'ended-by-owner',
  frozen: 'not-possible',
}

/**
 * How a flow that was ended from outside looks. After a first proof it is stopped, and says why; before
 * one it walks on and accepts nothing, because its end would tell a stranger that the person exists.
 */
export function asEnded(flow: Flow, by: EndedBy): Flow {
  if (flow.principal === undefined || hasEnded(flow)) return flow
  const { step } = flow.stage
  const { refusal: _, ...rest } = flow
  return { ...rest, stage: { kind: 'stopped', step, reason: REASON[by] }, challenges: {} }
}

/** The claimant gave up. What the directory was asked to write it writes: that flow ends by its answer. */
export function cancel(flow: Flow, moment: Moment): Decision {
  if (hasEnded(flow) || flow.stage.kind === 'writing') return decision(flow)
  const stopped = enter(flow, { kind: 'stopped', reason: 'not-possible' }, moment)
  return decision({ ...stopped, challenges: {} }, [
    { activity: 'flow.cancelled', outcome: 'cancelled', reason: 'gave-up' },
  ])
}
