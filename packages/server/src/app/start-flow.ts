import {
  type Decision,
  decide,
  isInNetwork,
  isRefusal,
  LIMITS,
  type Policy,
  startFlow as startInCore,
} from '@latchkey/core'
import type { Client, FlowId, Instant, Purpose } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { type FlowRecord, insertFlow } from '../store/flow.ts'
import { auditEvent, auditEvents } from './audit-event.ts'
import { alarmOf, flowsFrom, lookAtBudget, proofsFromSource, spendBudget } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type FlowAnswer, presentStep } from './flow-answer.ts'
import { momentOf } from './moment.ts'
import { type Key, tokenHash } from './open-flow.ts'

export type Start = {
  readonly purpose: Purpose
  readonly client: Client
  readonly username?: string | undefined
}

export type Started =
  | (FlowAnswer & { readonly key: Key; readonly expiresAt: Instant })
  | { readonly problem: 'too-many-attempts'; readonly retryAfterMs: number }

/** Begins a flow; with a name, it is past `identify` already. Spends the address's budget of flows. */
export async function startFlow(deps: Deps, caller: Caller, start: Start): Promise<Started> {
  const policy = await deps.policy.read()
  const moment = momentOf(deps)
  const budget = flowsFrom(deps, caller.source, flowsAllowed(policy, caller))
  const spent = await spendBudget(deps.store.db, deps, budget, moment.now)
  if (!spent.isWithin) return await refuseFlow(deps, caller, spent.resetsAt - moment.now)
  const id: FlowId = `flw_${deps.chance.id()}`
  const begun = startInCore({ id, ...start, locale: caller.locale }, policy, moment)
  const decided = await named(deps, caller, start.username, begun, policy)
  const token = deps.chance.token()
  const record = recordOf(deps, decided, token)
  await deps.store.db.transaction().execute(async (tx) => {
    await insertFlow(tx, deps.keys, deps.tenant, record)
    const around = {
      origin: caller.origin,
      at: moment.now,
      actor: 'claimant',
      flow: id,
      policyVersion: policy.version,
    } as const
    await appendAudit(tx, deps.tenant, auditEvents(decided.happenings, around))
  })
  const view = await presentStep(deps, record.flow)
  return { view, key: { flow: id, token }, expiresAt: record.flow.expiresAt }
}

function recordOf(deps: Deps, { flow }: Decision, token: string): FlowRecord {
  return {
    flow,
    tokenHash: tokenHash(deps, token),
    ended: null,
    isCancelled: false,
    codes: {},
    answered: [],
  }
}

// A name that came along is the submission to `identify`, nothing else.
async function named(
  deps: Deps,
  caller: Caller,
  username: string | undefined,
  begun: Decision,
  policy: Policy,
): Promise<Decision> {
  if (username === undefined || begun.flow.stage.kind !== 'identify') return begun
  const moment = momentOf(deps)
  const budget = proofsFromSource(deps, username, caller.source)
  const { isWithin } = await lookAtBudget(deps.store.db, deps, budget, moment.now)
  const decided = decide({
    flow: begun.flow,
    submission: { step: begun.flow.stage.step, action: 'submit', values: { username } },
    facts: { isBudgetSpent: !isWithin },
    policy,
    moment,
  })
  if (isRefusal(decided)) return begun
  return { ...decided, happenings: [...begun.happenings, ...decided.happenings] }
}

function flowsAllowed(policy: Policy, { origin }: Caller): number {
  const { address } = origin
  const own = policy.ownNetworks.find(
    ({ network }) => address !== null && isInNetwork(address, network),
  )
  return own?.flows ?? LIMITS['flows-from-address'].most
}

async function refuseFlow(deps: Deps, caller: Caller, retryAfterMs: number): Promise<Started> {
  const at = deps.now()
  await deps.store.db.transaction().execute(async (tx) => {
    const alarm = alarmOf(deps, `flows\0${caller.source}`)
    if (!(await spendBudget(tx, deps, alarm, at)).isWithin) return
    const happening = {
      activity: 'flow.throttled',
      outcome: 'blocked',
      reason: 'address-budget-spent',
    } as const
    const around = { origin: caller.origin, at, actor: 'claimant' } as const
    await appendAudit(tx, deps.tenant, [auditEvent(happening, around)])
  })
  return { problem: 'too-many-attempts', retryAfterMs }
}
