import type { RefusalCode, StopReason } from '@latchkey/protocol'
import type { Reason } from '../audit/events.ts'
import type { Decision, Effect, Happening, Moment } from './decision.ts'
import type { Flow, Refused, Stage } from './flow.ts'

type StageDraft = Stage extends infer S ? (S extends Stage ? Omit<S, 'step'> : never) : never

/** The flow on another stage (or the same one anew), under a fresh step id, without the last refusal. */
export function enter(flow: Flow, stage: StageDraft, moment: Moment): Flow {
  const { refusal: _, ...rest } = flow
  // as: a draft plus its step is exactly one member of the union.
  const entered = { ...stage, step: moment.step } as Stage
  return { ...rest, stage: entered, touchedAt: moment.now }
}

/** The same stage again, with a word on why. A fresh step id: the submission that was refused is spent. */
export function refuse(
  flow: Flow,
  code: RefusalCode,
  moment: Moment,
  more: Omit<Refused, 'code'> = {},
): Flow {
  return { ...enter(flow, flow.stage, moment), refusal: { code, ...more } }
}

export function refusal(flow: Flow, code: RefusalCode, moment: Moment): Decision {
  return decision(refuse(flow, code, moment))
}

/** The end of a flow without `done`. What was proven or issued is forgotten. */
export function stop(flow: Flow, reason: StopReason, why: Reason, moment: Moment): Decision {
  const stopped: Flow = { ...enter(flow, { kind: 'stopped', reason }, moment), challenges: {} }
  const outcome = why === 'budget-spent' || why === 'too-many-attempts' ? 'blocked' : 'failed'
  return decision(stopped, [{ activity: 'flow.stopped', outcome, reason: why }])
}

export function decision(
  flow: Flow,
  happenings: readonly Happening[] = [],
  effects: readonly Effect[] = [],
): Decision {
  return { flow, happenings, effects }
}

/** `first`'s happenings and effects, before those of `next`. */
export function after(
  first: { happenings?: readonly Happening[]; effects?: readonly Effect[] },
  next: Decision,
): Decision {
  return {
    flow: next.flow,
    happenings: [...(first.happenings ?? []), ...next.happenings],
    effects: [...(first.effects ?? []), ...next.effects],
  }
}
