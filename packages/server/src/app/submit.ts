import { setTimeout as pause } from 'node:timers/promises'
import { hasEnded, isRefusal } from '@latchkey/core'
import { DirectoryUnavailable } from '@latchkey/directory'
import type { Submission } from '@latchkey/protocol'
import { endFlow, type FlowRecord } from '../store/flow.ts'
import { type Caller, callerOf, type Sender } from './caller.ts'
import { type Committed, commitSubmission, RolledBack } from './commit.ts'
import type { Deps } from './deps.ts'
import { type FlowAnswer, presentStep, shown } from './flow-answer.ts'
import { type Gathered, gather } from './gather.ts'
import { resolveLostWrites } from './lost-writes.ts'
import { type Key, openFlow } from './open-flow.ts'
import { takeBack } from './take-back.ts'
import { openByToken } from './token-seal.ts'
import { writeDirectory } from './write-directory.ts'

export type Submitting = {
  readonly key: Key
  /** Where the submission came from; what the client is was said when the flow began. */
  readonly sender: Sender
  readonly submission: Submission
  readonly idempotencyKey?: string | undefined
}

// How long a flow waits for another one of the same person to finish its directory write.
const WAIT_MS = 10_000
const PAUSE_MS = 50
const RETRY_MS = 5_000

/** Takes a flow one step on, or says why not. */
export async function submit(deps: Deps, submitting: Submitting): Promise<FlowAnswer> {
  const deadline = performance.now() + WAIT_MS
  let isReused = false
  while (performance.now() < deadline) {
    const tried = await tryToSubmit(deps, submitting, isReused)
    if (!(tried instanceof RolledBack)) return tried
    if (tried.why === 'reused') isReused = true
    if (tried.why === 'busy') {
      await resolveLostWrites(deps, deps.now())
      await pause(PAUSE_MS)
    }
  }
  return { problem: 'service-unavailable', retryAfterMs: 1_000 }
}

async function tryToSubmit(
  deps: Deps,
  submitting: Submitting,
  isReused: boolean,
): Promise<FlowAnswer | RolledBack> {
  const opened = await openFlow(deps, submitting.key, submitting.sender)
  if ('problem' in opened) return opened
  const { record } = opened
  const early = await answerEarly(deps, record, submitting)
  if (early) return early
  const caller = callerOf(submitting.sender, record.flow.client, record.flow.locale)
  const policy = await deps.policy.read()
  const known = await gatherOrWait(deps, caller, record, submitting.submission)
  if (!('facts' in known)) return known
  const gathered = withReuse(known, isReused)
  if (gathered.isOverProven) return await endOvertaken(deps, record)
  const { key, submission, idempotencyKey } = submitting
  const asked = {
    caller,
    record,
    token: key.token,
    submission,
    idempotencyKey,
    policy,
    gathered,
  }
  const committed = await rollingBack(() => commitSubmission(deps, asked))
  if (committed instanceof RolledBack) return committed
  if (isRefusal(committed)) return await problemAnswer(deps, record, committed.refused)
  return await carryOut(deps, caller, submitting, committed, gathered)
}

/** Whatever can be answered before anything is gathered. */
async function answerEarly(
  deps: Deps,
  record: FlowRecord,
  { submission, idempotencyKey, sender }: Submitting,
): Promise<FlowAnswer | undefined> {
  const flow = shown(record)
  const replayed = record.answered.find(
    (one) => one.step === submission.step && one.key === idempotencyKey,
  )
  const isCurrent = submission.step === flow.stage.step
  // Whoever lost the gate, or the flow, is shown where things stand and nothing of before, a replay included.
  const isEnded = flow.stage.kind === 'stopped' && record.ended !== null
  const taken = isEnded ? undefined : await takeBack(deps, record, sender)
  if (isEnded || taken) {
    const now = taken ? shown(taken) : flow
    const view = await presentStep(deps, now)
    return isCurrent || replayed ? { view } : { problem: 'stale-step', view }
  }
  // An ended flow shows its end, and no earlier answer, to whoever still has a key of one.
  if (replayed && (!hasEnded(flow) || replayed.flow.stage.step === flow.stage.step))
    return { view: await presentStep(deps, asItIsNow(record, replayed.flow)) }
  return isCurrent ? undefined : await problemAnswer(deps, record, 'stale-step')
}

// The step of an answer that is still current is shown as the flow is now: a write may have ended since.
function asItIsNow(record: FlowRecord, answered: FlowRecord['flow']) {
  return answered.stage.step === record.flow.stage.step ? shown(record) : answered
}

// The directory is away: nothing was judged and nothing counted, and the step waits for it.
async function gatherOrWait(
  deps: Deps,
  caller: Caller,
  record: FlowRecord,
  submission: Submission,
): Promise<Gathered | FlowAnswer> {
  try {
    return await gather(deps, caller, record, submission)
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error
    deps.log.error({ event: 'directory.unavailable', err: error })
    const flow = { ...shown(record), refusal: { code: 'directory-unavailable' } } as const
    return {
      problem: 'directory-unavailable',
      view: await presentStep(deps, flow),
      retryAfterMs: RETRY_MS,
    }
  }
}

// Its proof and the other's reset met in one instant: the other one was done first.
async function endOvertaken(deps: Deps, record: FlowRecord): Promise<FlowAnswer> {
  await endFlow(deps.store.db, deps.tenant, record.flow.id, 'overtaken')
  return { view: await presentStep(deps, shown({ ...record, ended: 'overtaken' })) }
}

function withReuse(gathered: Gathered, isReused: boolean): Gathered {
  if (!isReused || !gathered.proof) return gathered
  return { ...gathered, proof: { ...gathered.proof, verdict: { verdict: 'reused' } } }
}

async function rollingBack<T>(work: () => Promise<T>): Promise<T | RolledBack> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RolledBack) return error
    throw error
  }
}

async function problemAnswer(
  deps: Deps,
  record: FlowRecord,
  problem: 'stale-step' | 'flow-expired' | 'malformed',
): Promise<FlowAnswer> {
  if (problem === 'flow-expired') return { problem }
  return { problem, view: await presentStep(deps, shown(record)) }
}

async function carryOut(
  deps: Deps,
  caller: Caller,
  { key }: Submitting,
  { decision, record }: Committed,
  gathered: Gathered,
): Promise<FlowAnswer> {
  const effect = decision.effects.find((one) => one.kind === 'write')
  const { found } = gathered
  if (effect?.kind !== 'write' || !found)
    return { view: await presentStep(deps, record.flow, found) }
  const settled = await writeDirectory(deps, {
    caller,
    record,
    found,
    writes: effect.writes,
    password: gathered.password,
    ...(record.current !== undefined && { current: openByToken(key.token, record.current) }),
  })
  const view = await presentStep(deps, shown(settled), found)
  return settled.flow.refusal?.code === 'directory-unavailable'
    ? { problem: 'directory-unavailable', view, retryAfterMs: RETRY_MS }
    : { view }
}
