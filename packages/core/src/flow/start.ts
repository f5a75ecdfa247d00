import type { Client, FlowId, Locale, MachineId, PrincipalId, Purpose } from '@latchkey/protocol'
import type { Policy } from '../policy/policy.ts'
import type { Decision, Moment } from './decision.ts'
import { FLOW_BOUNDS, type Flow } from './flow.ts'
import { decision, enter, stop } from './transition.ts'

type Beginning = {
  readonly id: FlowId
  readonly purpose: Purpose
  readonly client: Client
  readonly locale: Locale
  /** The trusted machine whose signature the start carries. */
  readonly signer?: MachineId
  /** It says that the name which came along is that of one of its own tiles. */
  readonly isOfTile?: true
}

/** A new flow, at `identify`; stopped at once where policy does not know its purpose. */
export function startFlow(beginning: Beginning, policy: Policy, moment: Moment): Decision {
  const flow = fresh(beginning, moment)
  const started = { activity: 'flow.started', outcome: 'succeeded' } as const
  if (policy.purposes.includes(beginning.purpose)) return decision(flow, [started])
  const stopped = stop(flow, 'not-possible', 'purpose-not-allowed', moment)
  return { ...stopped, happenings: [started, ...stopped.happenings] }
}

/**
 * A change for somebody whose current password was accepted a moment ago, at sign-in or on their own
 * page: it begins at `new-password`. The caller vouches for that acceptance.
 */
export function startChange(
  beginning: Omit<Beginning, 'purpose'>,
  person: { readonly principal: PrincipalId; readonly username: string },
  moment: Moment,
): Decision {
  const flow: Flow = { ...fresh({ ...beginning, purpose: 'change' }, moment), ...person }
  return decision(enter(flow, { kind: 'new-password' }, moment), [
    { activity: 'flow.started', outcome: 'succeeded' },
  ])
}

function fresh(beginning: Beginning, moment: Moment): Flow {
  return {
    ...beginning,
    startedAt: moment.now,
    expiresAt: moment.now + FLOW_BOUNDS.lifeMs,
    touchedAt: moment.now,
    stage: { kind: 'identify', step: moment.step },
    gates: [],
    tries: 0,
    resends: 0,
    challenges: {},
    refusedPasswords: 0,
    submissions: 0,
  }
}
