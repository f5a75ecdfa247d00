import { type Happening, isSent, type Reason } from '@latchkey/core'
import type { Instant, Medium } from '@latchkey/protocol'
import type { Handler, HandlerResult, OutboxItem } from '../outbox/handler.ts'
import { type FlowRecord, readFlow } from '../store/flow.ts'
import { insertPermission } from '../store/permission.ts'
import { keepAddressee } from './addressee.ts'
import { auditEvent } from './audit-event.ts'
import { codesFromSource, codesToSubject, spendInOrder } from './budgets.ts'
import { BY_SERVER } from './caller.ts'
import { composeCode } from './compose-message.ts'
import { composeTextCode } from './compose-text.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, gateBindings, isOver, targetOf } from './find-person.ts'
import { tokenHash } from './open-flow.ts'
import type { ChallengePayload } from './payloads.ts'
import { type Sending, sendOnce, settled } from './send-messages.ts'
import { shortfall, suggestEnrolment } from './suggest-enrolment.ts'
import { tollOf } from './toll.ts'

type Needs = Sending &
  Pick<Deps, 'store' | 'keys' | 'tenant' | 'directories' | 'policy' | 'numbers'>

// RFC 2606 section 2: nobody is there, for ever. No area code of North America begins with 0.
const NOBODY: Readonly<Record<Medium, string>> = {
  email: 'nobody@example.invalid',
  sms: '+10005550100',
}

const STOP_LINK_MS = 15 * 60_000

/**
 * Sends the code of a challenge, if there is anybody to send it to. This is where a typed name first meets
 * the directory: after the answer to the claimant. Nobody gets the same statements and the same work as
 * somebody, since both take the store's and the processor's time from the claimant's next request.
 */
export function challengeHandler(needs: Needs): Handler<ChallengePayload> {
  return {
    handle: (payload, item) => handle(needs, payload, item),
    onGivenUp: (payload) => {
      if (payload.code === null) return []
      const around = {
        origin: BY_SERVER,
        at: needs.now(),
        actor: 'server',
        flow: payload.flow,
      } as const
      return [auditEvent(notSent(payload, 'channel-down'), around)]
    },
  }
}

async function handle(
  needs: Needs,
  payload: ChallengePayload,
  item: OutboxItem,
): Promise<HandlerResult> {
  const { found, subject } = await findByName(needs, payload.username)
  if (payload.code !== null)
    await keepAddressee(needs, { flow: payload.flow, challenge: payload.challenge, subject })
  const policy = await needs.policy.read()
  const record = await readFlow(needs.store.db, needs.keys, needs.tenant, payload.flow)
  const reason = reasonNotToSend(payload, found, record)
  const attempt = { ...payload, passed: record?.flow.gates ?? [] }
  const short = found && reason === undefined ? shortfall(policy, found, attempt) : undefined
  const isShort = short === 'too-few-authenticators'
  const suggested = await suggestEnrolment(needs, payload, item, isShort ? found : undefined)
  const { code } = payload
  const name = found?.entry.name ?? payload.username
  // What sends nothing takes the time of a mail.
  const medium = isSent(payload.kind) ? payload.kind : 'email'
  const { channel, rehearse } = needs.channels[medium]
  const composeFor = medium === 'sms' ? composeTextCode : composeCode
  const compose = (text: string, to: string) =>
    composeFor(needs, policy, { ...payload, code: text, username: name }, to)
  if (code === null) {
    if (suggested.length === 0) await rehearse(compose('', NOBODY[medium]))
    return settled(resolved(found, suggested), about(payload, found), needs.now())
  }
  const why = reason ?? short
  const sendable = why === undefined ? found : undefined
  const able = sendable ? gateBindings(sendable) : []
  const to = able.find((binding) => binding.kind === payload.kind)?.value
  const isWithin = await mayBeSent(needs, payload, item, { found: sendable, to })
  await permitStop(needs, payload, item, found)
  const message = compose(code, to ?? NOBODY[medium])
  if (!sendable || to === undefined || !isWithin) {
    if (suggested.length === 0) await rehearse(message)
    const happening = notSent(payload, why ?? (isWithin ? 'not-enrolled' : 'budget-spent'))
    return settled([happening, ...suggested], about(payload, found), needs.now())
  }
  const outcome = {
    sent: { activity: 'code.sent', outcome: 'contacted', gates: [payload.kind] },
    notSent: notSent(payload, 'channel-refused'),
  } as const
  const way = { channel, now: needs.now }
  return await sendOnce(way, message, outcome, about(payload, found))
}

// A resend, another reset or the owner's own link may have killed the code before it left.
function reasonNotToSend(
  payload: ChallengePayload,
  found: Found | undefined,
  record: FlowRecord | undefined,
): Reason | undefined {
  if (!found) return 'unknown-person'
  if (found.kept.isFrozen) return 'frozen'
  const isLive =
    record !== undefined &&
    record.ended === null &&
    !record.isCancelled &&
    !isOver(found, record.flow.startedAt) &&
    record.flow.challenges[payload.kind]?.id === payload.challenge
  return isLive ? undefined : 'superseded'
}

/** Published budgets: no stranger fills anybody's mailbox, and none keeps the person's own codes away. */
async function mayBeSent(
  needs: Needs,
  payload: ChallengePayload,
  item: OutboxItem,
  { found, to }: { readonly found: Found | undefined; readonly to: string | undefined },
): Promise<boolean> {
  // Nobody spends too, budgets that are nobody's.
  const nobody = `nobody:${payload.challenge}`
  const subject = found?.principal ?? (`prn_${nobody}` as const)
  const ofPerson = [codesFromSource(needs, subject, payload.source), codesToSubject(needs, subject)]
  const budgets = [
    ...(item.attempt > 1 ? [] : ofPerson),
    ...(payload.kind === 'sms' ? tollOf(needs, to, nobody) : []),
  ]
  return await spendInOrder(needs.store.db, needs, budgets, needs.now())
}

function permitStop(
  needs: Needs,
  payload: ChallengePayload,
  { createdAt }: { readonly createdAt: Instant },
  found: Found | undefined,
): Promise<void> {
  return insertPermission(needs.store.db, needs.tenant, {
    kind: 'stop-flow',
    tokenHash: tokenHash(needs, payload.token),
    principal: found?.principal ?? null,
    flow: payload.flow,
    createdAt,
    expiresAt: createdAt + STOP_LINK_MS,
  })
}

function notSent({ kind }: ChallengePayload, reason: Reason): Happening {
  return { activity: 'code.not-sent', outcome: 'failed', reason, gates: [kind] }
}

function resolved(found: Found | undefined, suggested: readonly Happening[]): Happening[] {
  const looked: Happening = found
    ? { activity: 'flow.person-found', outcome: 'succeeded' }
    : { activity: 'flow.person-found', outcome: 'failed', reason: 'unknown-person' }
  return [looked, ...suggested]
}

function about(payload: ChallengePayload, found: Found | undefined) {
  return {
    flow: payload.flow,
    target: found && targetOf(found),
  }
}
