import { type Happening, sourceOf } from '@latchkey/core'
import type { Verdict } from '../authenticator/authenticator.ts'
import {
  type Approval,
  type AskingPlace,
  countApprovalTry,
  findApproval,
  giveApproval,
} from '../store/approval.ts'
import { appendAudit } from '../store/audit.ts'
import { endFlow, type FlowRecord, readFlow } from '../store/flow.ts'
import { approvalHash } from './approval-code.ts'
import { auditEvent } from './audit-event.ts'
import { approvalsFrom, spendBudget } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, gateBindings, isOver, targetOf } from './find-person.ts'
import type { Ceremony } from './flow-ceremony.ts'
import { mostFrom } from './own-networks.ts'
import { useProof } from './use-proof.ts'

/** What asks to be approved: which name was typed, at which PC, where and when. */
export type Asking = {
  readonly username: string
  readonly place: AskingPlace
  readonly ceremony: Ceremony
}

export type NotAsking = 'unknown' | 'too-many-attempts'

const TRIES = 5

/**
 * What waits for a code. It says what the asker typed and where they are, and nothing of any person: whoever
 * has the code could type both.
 */
export async function readAsking(
  deps: Deps,
  caller: Caller,
  code: string,
): Promise<Asking | NotAsking> {
  const found = await findAsking(deps, caller, code)
  return typeof found === 'string' ? found : askingOf(deps, found)
}

/**
 * A passkey approves. What it gets is a number that has to be typed where the flow asks: an approval alone
 * opens nothing, so that nobody is let in by somebody who was merely sent a link and a code (RFC 8628 section 5.4).
 */
export async function approveFlow(
  deps: Deps,
  caller: Caller,
  { code, answer }: { readonly code: string; readonly answer: string },
): Promise<{ readonly number: string } | { readonly refused: Asking } | NotAsking> {
  const waiting = await findAsking(deps, caller, code)
  if (typeof waiting === 'string') return waiting
  const { approval } = waiting
  if (!(await countApprovalTry(deps.store.db, deps.tenant, approval, TRIES))) return 'unknown'
  const { verdict, found } = await judge(deps, waiting, answer)
  const isGiven =
    verdict.verdict === 'right' &&
    found !== undefined &&
    (await approve(deps, caller, waiting, found, verdict))
  if (isGiven) return { number: deps.passkeys.approvalNumber(approval, verdict.binding) }
  const reason = verdict.verdict === 'rolled-back' ? 'counter-rolled-back' : 'passkey-wrong'
  const refused = { activity: 'flow.approved', outcome: 'failed', reason } as const
  await audit(deps, caller, waiting, found, refused)
  return { refused: askingOf(deps, waiting) }
}

/** "That isn't me": whoever has the code stops the attempt, and so does its asker. Nothing is told of either. */
export async function declineFlow(
  deps: Deps,
  caller: Caller,
  code: string,
): Promise<'declined' | NotAsking> {
  const waiting = await findAsking(deps, caller, code)
  if (typeof waiting === 'string') return waiting
  const { flow } = waiting.approval
  await endFlow(deps.store.db, deps.tenant, flow, 'ended-by-owner')
  const declined = {
    activity: 'flow.stopped',
    outcome: 'cancelled',
    reason: 'approval-declined',
  } as const
  await audit(deps, caller, waiting, undefined, declined)
  return 'declined'
}

type Waiting = { readonly approval: Approval; readonly record: FlowRecord }

async function findAsking(
  deps: Deps,
  { origin }: Caller,
  code: string,
): Promise<Waiting | NotAsking> {
  // Spent before anything is compared: of twenty-five thousand million codes an address tries twenty.
  const address = origin.address ?? ''
  const most = mostFrom(await deps.policy.read(), address, 'approvals-from-address')
  const budget = approvalsFrom(deps, sourceOf(address), most)
  const { store, keys, tenant } = deps
  const now = deps.now()
  if (!(await spendBudget(store.db, deps, budget, now)).isWithin) return 'too-many-attempts'
  const codeHash = approvalHash(deps, code)
  const approval = await findApproval(store.db, keys, tenant, { codeHash, now })
  const record = approval && (await readFlow(store.db, keys, tenant, approval.flow))
  if (!approval || !record || record.isCancelled || now >= record.flow.expiresAt) return 'unknown'
  // Of what the asker did alone. That somebody else ended the flow shows nowhere, or it would say who exists.
  return record.flow.challenges.passkey?.id === approval.challenge
    ? { approval, record }
    : 'unknown'
}

function challengeOf({ passkeys }: Pick<Deps, 'passkeys'>, { flow, challenge }: Approval): string {
  return passkeys.challengeFor('approve', flow, challenge)
}

function askingOf({ passkeys }: Deps, { approval, record }: Waiting): Asking {
  return {
    username: record.flow.username ?? '',
    place: approval.place,
    ceremony: { challenge: challengeOf({ passkeys }, approval), rpId: passkeys.party.id },
  }
}

// The same statements and one signature for every name.
async function judge(
  deps: Deps,
  { approval, record }: Waiting,
  answer: string,
): Promise<{ readonly verdict: Verdict; readonly found: Found | undefined }> {
  const { flow, ended } = record
  const { found, subject } = await findByName(deps, flow.username ?? '')
  const bindings = found ? gateBindings(found).filter(({ kind }) => kind === 'passkey') : []
  const challenge = challengeOf(deps, approval)
  const verdict = await deps.passkeys.judge({ challenge, subject, bindings, answer })
  const isSame = flow.principal === undefined || flow.principal === subject
  const isOpen = ended === null && !isOver(found, flow.startedAt)
  return { verdict: isSame && isOpen ? verdict : { verdict: 'wrong' }, found }
}

async function approve(
  deps: Deps,
  caller: Caller,
  { approval }: Waiting,
  found: Found,
  right: Extract<Verdict, { verdict: 'right' }>,
): Promise<boolean> {
  const { principal } = found
  const of = { caller, found, flow: approval.flow }
  return await deps.store.db.transaction().execute(async (tx) => {
    // The counter is spent here: what the number proves later was signed now.
    if ((await useProof(tx, deps, of, right)) !== 'used') return false
    const by = { principal, authenticator: right.binding }
    if (!(await giveApproval(tx, deps.tenant, approval, by))) return false
    const approved = {
      activity: 'flow.approved',
      outcome: 'succeeded',
      gates: ['passkey'],
    } as const
    const around = {
      origin: caller.origin,
      at: deps.now(),
      actor: principal,
      target: targetOf(found),
      flow: approval.flow,
    }
    await appendAudit(tx, deps.tenant, [auditEvent(approved, around)])
    return true
  })
}

async function audit(
  deps: Deps,
  { origin }: Caller,
  { approval }: Waiting,
  found: Found | undefined,
  happening: Happening,
): Promise<void> {
  const event = auditEvent(happening, {
    origin,
    at: deps.now(),
    actor: 'claimant',
    target: found && targetOf(found),
    flow: approval.flow,
  })
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
}
