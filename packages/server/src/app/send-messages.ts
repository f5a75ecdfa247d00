import type { AuditEvent, Happening } from '@latchkey/core'
import type { FlowId, Medium, PrincipalId } from '@latchkey/protocol'
import { type Channel, ChannelFault, type Message } from '../channel/channel.ts'
import type { Pace } from '../channel/pace.ts'
import type { Handler, HandlerResult } from '../outbox/handler.ts'
import { auditEvent } from './audit-event.ts'
import { noticesToNumber, spendBudget } from './budgets.ts'
import { BY_SERVER } from './caller.ts'
import { composeAlert, composeNotice } from './compose-message.ts'
import { composeTextNotice } from './compose-text.ts'
import type { Deps } from './deps.ts'
import type { AlertPayload, NoticePayload } from './payloads.ts'

export type Sending = Pick<Deps, 'now' | 'policy' | 'publicUrl' | 'smsRules'> & {
  readonly channels: Channels
}

/** The ways out, each with the work and the time of a message that nobody gets. */
export type Channels = Readonly<Record<Medium, Pace>>

type Concerned = {
  readonly flow: FlowId | null
  readonly target?: { readonly principal: PrincipalId; readonly name: string } | undefined
}

/** Sends once; a passing fault comes again later, a lasting one is audited as not sent. */
export async function sendOnce(
  { channel, now }: { readonly channel: Channel; readonly now: Sending['now'] },
  message: Message,
  outcome: { readonly sent: Happening; readonly notSent: Happening },
  concerned: Concerned,
): Promise<HandlerResult> {
  try {
    await channel.send(message)
    return settled([outcome.sent], concerned, now())
  } catch (error) {
    if (!(error instanceof ChannelFault)) throw error
    return error.isPermanent ? settled([outcome.notSent], concerned, now()) : { result: 'retry' }
  }
}

export function settled(
  happenings: readonly Happening[],
  { flow, target }: Concerned,
  at: number,
): HandlerResult {
  const around = { origin: BY_SERVER, at, actor: 'server', target, ...(flow && { flow }) } as const
  return { result: 'settled', events: happenings.map((one) => auditEvent(one, around)) }
}

const SENT = { activity: 'notice.sent', outcome: 'contacted' } as const
const NOT_SENT = {
  activity: 'notice.not-sent',
  outcome: 'failed',
  reason: 'channel-refused',
} as const
const CAPPED = {
  activity: 'notice.not-sent',
  outcome: 'failed',
  reason: 'budget-spent',
} as const
const GAVE_UP = { activity: 'notice.not-sent', outcome: 'failed', reason: 'channel-down' } as const

/** Tells a person what happened to their account. */
export function noticeHandler(
  sending: Sending & Pick<Deps, 'store' | 'keys' | 'tenant'>,
): Handler<NoticePayload> {
  return {
    handle: async (payload, { flow }) => {
      const concerned = { flow, target: targetOf(payload) }
      if (!(await mayBeTold(sending, payload))) return settled([CAPPED], concerned, sending.now())
      const { medium = 'email' } = payload
      const compose = medium === 'sms' ? composeTextNotice : composeNotice
      const message = compose(sending, await sending.policy.read(), payload)
      const way = { channel: sending.channels[medium].channel, now: sending.now }
      return await sendOnce(way, message, { sent: SENT, notSent: NOT_SENT }, concerned)
    },
    onGivenUp: (payload, { flow }) => givenUp(sending, payload, flow),
  }
}

// Each try counts, as each may be one that the gateway takes over and is paid for.
async function mayBeTold(
  needs: Sending & Pick<Deps, 'store' | 'keys' | 'tenant'>,
  { medium, to }: NoticePayload,
): Promise<boolean> {
  if (medium !== 'sms') return true
  const budget = noticesToNumber(needs, to)
  return (await spendBudget(needs.store.db, needs, budget, needs.now())).isWithin
}

/** Tells an administrator that a reset was disowned. */
export function alertHandler(sending: Sending): Handler<AlertPayload> {
  return {
    handle: async (payload) => {
      const message = composeAlert(sending, await sending.policy.read(), payload)
      const outcome = { sent: SENT, notSent: NOT_SENT }
      const way = { channel: sending.channels.email.channel, now: sending.now }
      return await sendOnce(way, message, outcome, { flow: null, target: targetOf(payload) })
    },
    onGivenUp: (payload) => givenUp(sending, payload, null),
  }
}

function givenUp(
  { now }: Sending,
  payload: NoticePayload | AlertPayload,
  flow: FlowId | null,
): AuditEvent[] {
  const target = targetOf(payload)
  const around = {
    origin: BY_SERVER,
    at: now(),
    actor: 'server',
    target,
    ...(flow && { flow }),
  } as const
  return [auditEvent(GAVE_UP, around)]
}

function targetOf({ principal, name }: NoticePayload | AlertPayload) {
  return { principal, name }
}
