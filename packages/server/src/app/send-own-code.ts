import type { AuditEvent, Reason } from '@latchkey/core'
import type { Handler } from '../outbox/handler.ts'
import { isAsked } from '../store/own-challenge.ts'
import { auditEvent } from './audit-event.ts'
import { BY_SERVER } from './caller.ts'
import { composeOwnCode } from './compose-message.ts'
import type { Deps } from './deps.ts'
import type { OwnCodePayload } from './payloads.ts'
import { type Sending, sendOnce, settled } from './send-messages.ts'

type Needs = Sending & Pick<Deps, 'store' | 'tenant'>

const SENT = { activity: 'code.sent', outcome: 'contacted', gates: ['email'] } as const
const notSent = (reason: Reason) =>
  ({ activity: 'code.not-sent', outcome: 'failed', reason, gates: ['email'] }) as const

/** Sends a code that was asked for on one's own page, unless a newer one took its place. */
export function ownCodeHandler(needs: Needs): Handler<OwnCodePayload> {
  return {
    handle: async (payload) => {
      const about = { flow: null, target: targetOf(payload) }
      const { session, challenge } = payload
      if (!(await isAsked(needs.store.db, needs.tenant, { session, id: challenge })))
        return settled([notSent('superseded')], about, needs.now())
      const message = composeOwnCode(await needs.policy.read(), payload)
      const outcome = { sent: SENT, notSent: notSent('channel-refused') }
      const way = { channel: needs.channels.email.channel, now: needs.now }
      return await sendOnce(way, message, outcome, about)
    },
    onGivenUp: (payload): AuditEvent[] => {
      const around = {
        origin: BY_SERVER,
        at: needs.now(),
        actor: 'server',
        target: targetOf(payload),
      } as const
      return [auditEvent(notSent('channel-down'), around)]
    },
  }
}

function targetOf({ principal, name }: OwnCodePayload) {
  return { principal, name }
}
