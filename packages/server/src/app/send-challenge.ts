import { allowedAuthenticators, gatesFor, type Policy } from '@latchkey/core'
import type { Handler, HandlerResult, OutboxItem } from '../outbox/handler.ts'
import { readFlow } from '../store/flow.ts'
import { insertPermission } from '../store/permission.ts'
import { auditEvent } from './audit-event.ts'
import { codesFromSource, codesToSubject, spendBudget, suggestionsTo } from './budgets.ts'
import { BY_SERVER } from './caller.ts'
import { composeCode, composeSuggestion } from './compose-message.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, personOf } from './find-person.ts'
import { tokenHash } from './open-flow.ts'
import type { ChallengePayload } from './payloads.ts'
import { type Sending, sendOnce, settled } from './send-messages.ts'

type Needs = Sending & Pick<Deps, 'store' | 'keys' | 'tenant' | 'directories'>

const NOT_SENT = { activity: 'code.not-sent', outcome: 'failed' } as const

/**
 * Sends the code of a challenge, if there is anybody to send it to. This is where a typed name first meets
 * the directory: long after the answer to the claimant, who can't tell from it whether anybody was found.
 */
export function challengeHandler(needs: Needs): Handler<ChallengePayload> {
  return {
    handle: (payload, item) => handle(needs, payload, item),
    onGivenUp: (payload) => {
      if (payload.code === null) return []
      const happening = { ...NOT_SENT, reason: 'channel-down', gates: [payload.kind] } as const
      const around = {
        origin: BY_SERVER,
        at: needs.now(),
        actor: 'server',
        flow: payload.flow,
      } as const
      return [auditEvent(happening, around)]
    },
  }
}

async function handle(
  needs: Needs,
  payload: ChallengePayload,
  item: OutboxItem,
): Promise<HandlerResult> {
  const { found } = await findByName(needs, payload.username)
  if (!found) return notSent(needs, payload, undefined, 'unknown-person')
  if (found.kept.isFrozen) return notSent(needs, payload, found, 'frozen')
  if (!(await isLive(needs, payload))) return notSent(needs, payload, found, 'superseded')
  const policy = await needs.policy.read()
  if (hasTooFew(policy, found)) return await suggest(needs, policy, payload, { found, item })
  const { code } = payload
  if (code === null) return settled([], { flow: payload.flow }, needs.now())
  const address = found.kept.bindings.find((binding) => binding.kind === payload.kind)
  if (!address) return notSent(needs, payload, found, 'not-enrolled')
  const isFirst = item.attempt === 1
  if (isFirst && !(await mayBeSent(needs, payload, found)))
    return notSent(needs, payload, found, 'budget-spent')
  await permitStop(needs, payload, found, item)
  const message = composeCode(needs, policy, { ...payload, code }, address.value)
  const outcome = {
    sent: { activity: 'code.sent', outcome: 'contacted', gates: [payload.kind] },
    notSent: { ...NOT_SENT, reason: 'channel-refused', gates: [payload.kind] },
  } as const
  return await sendOnce(needs, message, outcome, about(payload, found))
}

// A resend, another reset or the owner's own link may have killed the code before it left.
async function isLive(needs: Needs, payload: ChallengePayload): Promise<boolean> {
  const record = await readFlow(needs.store.db, needs.keys, needs.tenant, payload.flow)
  if (!record || record.ended !== null || record.isCancelled) return false
  return record.flow.challenges[payload.kind]?.id === payload.challenge
}

function hasTooFew(policy: Policy, found: Found): boolean {
  const person = personOf(found)
  const usable = allowedAuthenticators(policy).filter((kind) => person.enrolled.includes(kind))
  return usable.length < gatesFor(policy, person.groups, person.isAppointed)
}

/** Published budgets: no stranger fills anybody's mailbox, and none keeps the person's own codes away. */
async function mayBeSent(needs: Needs, payload: ChallengePayload, found: Found): Promise<boolean> {
  const now = needs.now()
  const { db } = needs.store
  const fromSource = codesFromSource(needs, found.principal, payload.source)
  if (!(await spendBudget(db, needs, fromSource, now)).isWithin) return false
  return (await spendBudget(db, needs, codesToSubject(needs, found.principal), now)).isWithin
}

function permitStop(needs: Needs, payload: ChallengePayload, found: Found, item: OutboxItem) {
  return insertPermission(needs.store.db, needs.tenant, {
    kind: 'stop-flow',
    tokenHash: tokenHash(needs, payload.token),
    principal: found.principal,
    flow: payload.flow,
    createdAt: item.createdAt,
    expiresAt: item.createdAt + 15 * 60_000,
  })
}

// At most one a day, to the directory's own address: whoever types somebody's name all day sends one mail.
async function suggest(
  needs: Needs,
  policy: Policy,
  payload: ChallengePayload,
  { found, item }: { found: Found; item: OutboxItem },
): Promise<HandlerResult> {
  const { mail, name } = found.entry
  const tooFew = { ...NOT_SENT, reason: 'too-few-authenticators', gates: [payload.kind] } as const
  const concerned = about(payload, found)
  if (mail === undefined) return settled([tooFew], concerned, needs.now())
  const budget = suggestionsTo(needs, found.principal)
  const isFirst = item.attempt === 1
  if (isFirst && !(await spendBudget(needs.store.db, needs, budget, needs.now())).isWithin)
    return settled([tooFew], concerned, needs.now())
  const outcome = {
    sent: { activity: 'enrolment.suggested', outcome: 'contacted' },
    notSent: { activity: 'enrolment.suggested', outcome: 'failed', reason: 'channel-refused' },
  } as const
  return await sendOnce(needs, composeSuggestion(policy, payload, mail, name), outcome, concerned)
}

function notSent(
  needs: Needs,
  payload: ChallengePayload,
  found: Found | undefined,
  reason: 'unknown-person' | 'frozen' | 'superseded' | 'not-enrolled' | 'budget-spent',
): HandlerResult {
  if (payload.code === null) return settled([], { flow: payload.flow }, needs.now())
  const happening = { ...NOT_SENT, reason, gates: [payload.kind] } as const
  return settled([happening], about(payload, found), needs.now())
}

function about(payload: ChallengePayload, found: Found | undefined) {
  return {
    flow: payload.flow,
    target: found && { principal: found.principal, name: found.entry.name },
  }
}
