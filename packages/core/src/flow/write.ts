import type { RuleCode } from '@latchkey/protocol'
import type { Activity, Reason } from '../audit/events.ts'
import type { Decision, Moment } from './decision.ts'
import type { Flow, Write } from './flow.ts'
import { refusePassword } from './refuse-password.ts'
import { after, decision, enter, refuse, stop } from './transition.ts'

const INTENT: Record<Write, Activity> = {
  reset: 'password.write-intended',
  change: 'password.write-intended',
  unlock: 'account.unlock-intended',
}

export const OUTCOME_OF: Record<Write, Activity> = {
  reset: 'password.reset',
  change: 'password.changed',
  unlock: 'account.unlocked',
}

/** The directory write is due. The intent is audited before it, so that a crash can't hide a write. */
export function write(flow: Flow, writes: Write, moment: Moment): Decision {
  const { operation } = moment
  return decision(
    enter(flow, { kind: 'writing', operation, writes }, moment),
    [{ activity: INTENT[writes], outcome: 'intended', operation }],
    [{ kind: 'claim-principal' }, { kind: 'write', writes }],
  )
}

/** What the directory answered to a write. */
export type Written =
  | { readonly outcome: 'written' }
  | { readonly outcome: 'refused'; readonly broken: readonly RuleCode[]; readonly said?: string }
  | { readonly outcome: 'unavailable'; readonly said?: string }
  | { readonly outcome: 'lost' }
  | {
      readonly outcome:
        | 'wrong-current'
        | 'not-found'
        | 'disabled'
        | 'expired'
        | 'locked-by-administrator'
        | 'protected'
    }
  | { readonly outcome: 'no-right'; readonly said?: string }

const STOPPED_BY = {
  'wrong-current': 'password-wrong',
  'not-found': 'not-found',
  disabled: 'disabled',
  expired: 'expired',
  'locked-by-administrator': 'locked-by-administrator',
  protected: 'protected',
  'no-right': 'no-right',
} as const satisfies Partial<Record<Written['outcome'], Reason>>

/** What becomes of a flow once the directory has answered. Only `written` is ever `done`. */
export function settleWrite(flow: Flow, written: Written, moment: Moment): Decision {
  const { stage } = flow
  if (stage.kind !== 'writing')
    throw new Error('a write was settled for a flow that does not write')
  const { operation, writes } = stage
  const activity = OUTCOME_OF[writes]
  const said = 'said' in written && written.said !== undefined ? { detail: written.said } : {}
  const failed = (reason: Reason) =>
    [{ activity, outcome: 'failed', reason, operation, ...said }] as const
  const end = (reason: Reason) =>
    after({ happenings: failed(reason) }, stop(flow, 'not-possible', reason, moment))
  switch (written.outcome) {
    case 'written':
      return decision(
        enter(flow, { kind: 'done', wrote: writes }, moment),
        [{ activity, outcome: 'succeeded', operation, gates: flow.gates.map((gate) => gate.kind) }],
        [{ kind: 'finish', wrote: writes }],
      )
    case 'refused': {
      if (flow.purpose === 'unlock') return end('no-right')
      const back = enter(flow, { kind: 'new-password' }, moment)
      return after(
        { happenings: failed('password-refused') },
        refusePassword(back, written.broken, moment),
      )
    }
    case 'unavailable':
      // An unlock has no step to go back to: at `new-password` it would become a reset that nobody allowed.
      if (flow.purpose === 'unlock') return end('directory-unavailable')
      return decision(retry(flow, moment), failed('directory-unavailable'))
    case 'lost':
      return after(
        { happenings: [{ activity, outcome: 'unknown', reason: 'outcome-lost', operation }] },
        stop(flow, 'outcome-unknown', 'outcome-lost', moment),
      )
    default:
      return end(STOPPED_BY[written.outcome])
  }
}

// Nothing was written: the person goes on where they were as soon as the directory is back.
function retry(flow: Flow, moment: Moment): Flow {
  return refuse(enter(flow, { kind: 'new-password' }, moment), 'directory-unavailable', moment)
}
