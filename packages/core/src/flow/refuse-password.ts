import type { RuleCode } from '@latchkey/protocol'
import type { Decision, Moment } from './decision.ts'
import { FLOW_BOUNDS, type Flow } from './flow.ts'
import { decision, refuse, stop } from './transition.ts'

/** The rules said no: the person tries again inside the flow, a bounded number of times. */
export function refusePassword(flow: Flow, broken: readonly RuleCode[], moment: Moment): Decision {
  const refused: Flow = { ...flow, refusedPasswords: flow.refusedPasswords + 1 }
  if (refused.refusedPasswords >= FLOW_BOUNDS.refusedPasswords)
    return stop(refused, 'too-many-attempts', 'too-many-attempts', moment)
  return decision(refuse(refused, 'password-refused', moment, { broken }))
}
