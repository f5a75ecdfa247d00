import {
  type Decision,
  decide,
  isRefusal,
  type Policy,
  startFlow as startInCore,
} from '@latchkey/core'
import type { Client, FlowId, Instant, Purpose } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { type FlowRecord, insertFlow } from '../store/flow.ts'
import { auditEvent, auditEvents } from './audit-event.ts'
import { auditOnce } from './audit-once.ts'
import {
  alarmOf,
  type Budget,
  flowsFrom,
  flowsFromMachine,
  lookAtBudget,
  proofsFromSource,
  spendBudget,
} from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, lookUpEarly, personOf, targetOf } from './find-person.ts'
import { type FlowAnswer, presentStep } from './flow-answer.ts'
import { momentOf } from './moment.ts'
import { type Key, tokenHash } from './open-flow.ts'
import { flowsAllowed } from './own-networks.ts'
import { placesOf } from './places.ts'

export type Start = {
  readonly purpose: Purpose
  readonly client: Client
  readonly username?: string | undefined
}

export type Started =
  | (FlowAnswer & { readonly key: Key; readonly expiresAt: Instant })
  | { readonly problem: 'too-many-attempts'; readonly retryAfterMs: number }
  | { readonly problem: 'machine-not-trusted'; readonly retryAfterMs?: never }
  | { readonly problem: 'directory-unavailable'; readonly retryAfterMs: number }

const AWAY_MS = 10_000

/** Begins a flow; with a name, it is past `identify` already. Spends the address's budget of flows. */
export async function startFlow(deps: Deps, caller: Caller, start: Start): Promise<Started> {
  const policy = await deps.policy.read()
  const moment = momentOf(deps)
  if (!mayBegin(policy, caller)) return await refuseMachine(deps, caller)
  // Said before anybody fetches a code that could not be judged.
  if (isAway(deps, start.username))
    return { problem: 'directory-unavailable', retryAfterMs: AWAY_MS }
  const spent = await spendBudget(deps.store.db, deps, budgetOf(deps, policy, caller), moment.now)
  if (!spent.isWithin) return await refuseFlow(deps, caller, spent.resetsAt - moment.now)
  const id: FlowId = `flw_${deps.chance.id()}`
  const begun = startInCore(beginningOf(id, start, caller), policy, moment)
  const { decided, found } = await named(deps, caller, start.username, begun, policy)
  const token = deps.chance.token()
  const record = recordOf(deps, decided, token)
  await deps.store.db.transaction().execute(async (tx) => {
    await insertFlow(tx, deps.keys, deps.tenant, record)
    const around = {
      origin: caller.origin,
      at: moment.now,
      actor: 'claimant',
      // Known before a proof only where policy lets this caller know.
      target: found && targetOf(found),
      flow: id,
      policyVersion: policy.version,
    } as const
    await appendAudit(tx, deps.tenant, auditEvents(decided.happenings, around))
  })
  const view = await presentStep(deps, record.flow)
  return { view, key: { flow: id, token }, expiresAt: record.flow.expiresAt }
}

// With a name, one silent directory that may have it is enough: nothing about the name could be judged.
function isAway({ directories, directoryWatch }: Deps, username = ''): boolean {
  return username.trim() === ''
    ? directoryWatch.areAllDown()
    : directoryWatch.isAnyDown(placesOf(directories, username))
}

// The claims of a trusted machine are heard; those of anybody else are only kept.
function beginningOf(id: FlowId, { purpose, client, username }: Start, caller: Caller) {
  const { machine, locale } = caller
  const isTrusted = machine?.isTrusted === true
  const isOfTile = isTrusted && client.tile === true && (username ?? '').trim() !== ''
  return {
    id,
    purpose,
    client: machine ? { ...client, machine: machine.name } : client,
    locale,
    ...(isTrusted && { signer: machine.id }),
    ...(isOfTile && { isOfTile }),
  }
}

// It keeps PCs that nobody approved away from the sign-in screen. It is no lock: every browser may begin a flow.
function mayBegin({ machines }: Policy, { origin, machine }: Caller): boolean {
  if (machines === 'any' || origin.clientKind !== 'windows-logon') return true
  return machine?.isTrusted === true
}

function budgetOf(deps: Deps, policy: Policy, { source, origin, machine }: Caller): Budget {
  return machine?.isTrusted
    ? flowsFromMachine(deps, machine.id)
    : flowsFrom(deps, source, flowsAllowed(policy, origin.address))
}

function recordOf(deps: Deps, { flow }: Decision, token: string): FlowRecord {
  return {
    flow,
    tokenHash: tokenHash(deps, token),
    ended: null,
    isCancelled: false,
    codes: {},
    addressees: [],
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
): Promise<{ readonly decided: Decision; readonly found?: Found | undefined }> {
  if (username === undefined || begun.flow.stage.kind !== 'identify') return { decided: begun }
  const found = await lookUpEarly(deps, policy, begun.flow, username)
  const moment = momentOf(deps)
  const budget = proofsFromSource(deps, username, caller.source)
  const { isWithin } = await lookAtBudget(deps.store.db, deps, budget, moment.now)
  const decided = decide({
    flow: begun.flow,
    submission: { step: begun.flow.stage.step, action: 'submit', values: { username } },
    facts: { isBudgetSpent: !isWithin, ...(found && { person: personOf(found) }) },
    policy,
    moment,
  })
  if (isRefusal(decided)) return { decided: begun }
  const happenings = [...begun.happenings, ...decided.happenings]
  return { decided: { ...decided, happenings }, found }
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

async function refuseMachine(deps: Deps, { origin, source }: Caller): Promise<Started> {
  const reason = 'machine-not-trusted'
  await auditOnce(deps, {
    of: `${reason}\0${source}`,
    origin,
    happening: { activity: 'request.refused', outcome: 'blocked', reason },
  })
  return { problem: reason }
}
