import {
  type Decision,
  decide,
  type Effect,
  type Facts,
  isRefusal,
  type Judged,
  type Policy,
  type Refusal,
} from '@latchkey/core'
import type { AuthenticatorKind, Submission } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import type { Verdict } from '../authenticator/authenticator.ts'
import { appendAudit } from '../store/audit.ts'
import { spendDrawing } from '../store/authenticator.ts'
import { advanceFlow, type FlowRecord } from '../store/flow.ts'
import { CLAIM_MS, claimPrincipal, keepPrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvents } from './audit-event.ts'
import { refundBudgets, spendBudget } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { targetOf } from './find-person.ts'
import type { Gathered } from './gather.ts'
import { issueChallenge } from './issue-challenge.ts'
import { momentOf } from './moment.ts'
import { sealByToken } from './token-seal.ts'
import { useProof } from './use-proof.ts'

type Tx = Transaction<Database>

export type Asked = {
  readonly caller: Caller
  readonly record: FlowRecord
  readonly token: string
  readonly submission: Submission
  readonly idempotencyKey: string | undefined
  readonly policy: Policy
  readonly gathered: Gathered
}

export type Committed = { readonly decision: Decision; readonly record: FlowRecord }

/** Somebody else was first: nothing of the transaction stays. */
export class RolledBack extends Error {
  readonly why: 'overtaken' | 'reused' | 'busy'

  constructor(why: RolledBack['why']) {
    super(why)
    this.why = why
  }
}

/**
 * Decides a submission and stores all that follows from it in one transaction: flow, audit, messages. Of
 * any number of submissions for one step one gets here through; the others throw `RolledBack`.
 */
export async function commitSubmission(deps: Deps, asked: Asked): Promise<Committed | Refusal> {
  return await deps.store.db.transaction().execute(async (tx) => {
    const judged = await countProof(tx, deps, asked)
    const facts: Facts = judged ? { ...asked.gathered.facts, judged } : asked.gathered.facts
    const { record, submission, policy } = asked
    const moment = momentOf(deps)
    const decided = decide({ flow: record.flow, submission, facts, policy, moment })
    if (isRefusal(decided)) return decided
    await keepProven(tx, deps, asked, decided)
    const next = await applyEffects(tx, deps, asked, decided)
    await storeStep(tx, deps, asked, decided, next)
    return { decision: decided, record: next }
  })
}

// A person of another directory has no row of ours before their first proof, and everything after needs one.
async function keepProven(tx: Tx, deps: Deps, asked: Asked, { flow }: Decision): Promise<void> {
  const { found } = asked.gathered
  if (!found || flow.principal === asked.record.flow.principal) return
  if (found.kept.place?.name === found.entry.name) return
  await keepPrincipal(tx, deps.tenant, { directory: found.directory.name, entry: found.entry })
}

// Counted before it is compared, and undone together with everything else if another submission won.
async function countProof(tx: Tx, deps: Deps, asked: Asked): Promise<Judged | undefined> {
  const { proof } = asked.gathered
  if (!proof) return
  const now = deps.now()
  const fromSource = await spendBudget(tx, deps, proof.fromSource, now)
  // Whoever is past their own takes nothing from the person's: else one address, with many flows opened
  // beforehand, would make the person wait a day.
  const isSpentForAll =
    fromSource.isWithin && !(await spendBudget(tx, deps, proof.ofSubject, now)).isWithin
  const { verdict } = proof
  return {
    verdict: verdict.verdict,
    ...(verdict.verdict === 'right' && {
      authenticator: verdict.binding,
      isFresh: proof.isFresh,
    }),
    used: fromSource.used,
    isWithinBudget: fromSource.isWithin,
    isSilenced: isSpentForAll || proof.isOver,
  }
}

async function applyEffects(
  tx: Tx,
  deps: Deps,
  asked: Asked,
  decided: Decision,
): Promise<FlowRecord> {
  let next: FlowRecord = nextRecord(asked, decided)
  for (const effect of decided.effects) next = await applyEffect(tx, deps, asked, effect, next)
  return next
}

async function applyEffect(
  tx: Tx,
  deps: Deps,
  asked: Asked,
  effect: Effect,
  next: FlowRecord,
): Promise<FlowRecord> {
  const { proof } = asked.gathered
  switch (effect.kind) {
    case 'issue-challenge':
      return await issueChallenge(tx, deps, asked.caller, next, effect.authenticator)
    case 'consume-answer':
      if (proof?.verdict.verdict === 'right') await consume(tx, deps, asked, proof.verdict)
      return next
    case 'refund-proof':
      if (proof) await refundBudgets(tx, deps, [proof.fromSource, proof.ofSubject], deps.now())
      return next
    case 'spend-drawing':
      await spendDrawing(tx, deps.tenant, effect.drawing)
      return next
    case 'claim-principal':
      await claim(tx, deps, next)
      return next
    case 'write':
    case 'finish':
      return next
    default:
      return effect satisfies never
  }
}

async function consume(
  tx: Tx,
  deps: Deps,
  { caller, record, gathered }: Asked,
  right: Extract<Verdict, { verdict: 'right' }>,
): Promise<void> {
  const { found } = gathered
  if (!found) throw new Error('an answer was right, of nobody')
  const used = await useProof(tx, deps, { caller, found, flow: record.flow.id }, right)
  if (used !== 'used') throw new RolledBack(used)
}

async function claim(tx: Tx, deps: Deps, { flow }: FlowRecord): Promise<void> {
  if (flow.principal === undefined || flow.stage.kind !== 'writing')
    throw new Error('a write without a person or an operation')
  const { operation } = flow.stage
  const isOurs = await claimPrincipal(tx, deps.tenant, flow.principal, {
    operation,
    until: deps.now() + CLAIM_MS,
    unlessEndedAfter: flow.startedAt,
  })
  if (!isOurs) throw new RolledBack('busy')
}

async function storeStep(
  tx: Tx,
  deps: Deps,
  asked: Asked,
  decided: Decision,
  next: FlowRecord,
): Promise<void> {
  const { record, caller, gathered, policy } = asked
  if (!(await advanceFlow(tx, deps.keys, deps.tenant, record, next)))
    throw new RolledBack('overtaken')
  const { found } = gathered
  const { flow } = next
  const events = auditEvents(decided.happenings, {
    origin: caller.origin,
    at: deps.now(),
    actor: flow.principal ?? 'claimant',
    target: found && targetOf(found),
    flow: flow.id,
    policyVersion: policy.version,
  })
  await appendAudit(tx, deps.tenant, events)
}

const KEPT_ANSWERS = 10

function nextRecord(asked: Asked, { flow }: Decision): FlowRecord {
  const { record, submission, token, idempotencyKey, gathered } = asked
  const { current, ...rest } = record
  const answered =
    idempotencyKey === undefined
      ? record.answered
      : [
          ...record.answered,
          { step: submission.step as `stp_${string}`, key: idempotencyKey, flow },
        ]
  const sealed = gathered.current ? sealByToken(token, gathered.current) : current
  const keepsCurrent = flow.principal !== undefined && flow.stage.kind !== 'stopped'
  return {
    ...rest,
    flow,
    codes: codesOf(record, flow),
    answered: answered.slice(-KEPT_ANSWERS),
    ...(sealed !== undefined && keepsCurrent && { current: sealed }),
  }
}

// A code dies with its challenge.
function codesOf(record: FlowRecord, flow: Decision['flow']): FlowRecord['codes'] {
  const live = Object.entries(record.codes).filter(([kind]) => {
    // as: the keys of `codes` are kinds.
    const one = kind as AuthenticatorKind
    return flow.challenges[one] !== undefined
  })
  return Object.fromEntries(live)
}
