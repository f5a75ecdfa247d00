import type { AuditEvent, Happening } from '@latchkey/core'
import type { FlowId, PrincipalId } from '@latchkey/protocol'
import { type Channel, ChannelFault, type Message } from '../channel/channel.ts'
import type { Handler, HandlerResult } from '../outbox/handler.ts'
import { auditEvent } from './audit-event.ts'
import { BY_SERVER } from './caller.ts'
import { composeAlert, composeNotice } from './compose-message.ts'
import type { Deps } from './deps.ts'
import type { AlertPayload, NoticePayload } from './payloads.ts'

export type Sending = Pick<Deps, 'now' | 'policy' | 'publicUrl'> & {
  readonly channel: Channel
  /** Does the work and takes the time of a message, and sends none. */
  readonly rehearse: (message: Message) => Promise<void>
}

type Concerned = {
  readonly flow: FlowId | null
  readonly target?: { readonly principal: PrincipalId; readonly name: string } | undefined
}

/** Sends once; a passing fault comes again later, a lasting one is audited as not sent. */
export async function sendOnce(
  { channel, now }: Pick<Sending, 'channel' | 'now'>,
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
const GAVE_UP = { activity: 'notice.not-sent', outcome: 'failed', reason: 'channel-down' } as const

/** Tells a person what happened to their account. */
export function noticeHandler(sending: Sending): Handler<NoticePayload> {
  return {
    handle: async (payload, { flow }) => {
      const message = composeNotice(sending, await sending.policy.read(), payload)
      const outcome = { sent: SENT, notSent: NOT_SENT }
      return await sendOnce(sending, message, outcome, { flow, target: targetOf(payload) })
    },
    onGivenUp: (payload, { flow }) => givenUp(sending, payload, flow),
  }
}

/** Tells an administrator that a reset was disowned. */
export function alertHandler(sending: Sending): Handler<AlertPayload> {
  return {
    handle: async (payload) => {
      const message = composeAlert(sending, await sending.policy.read(), payload)
      const outcome = { sent: SENT, notSent: NOT_SENT }
      return await sendOnce(sending, message, outcome, { flow: null, target: targetOf(payload) })
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
