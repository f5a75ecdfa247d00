import type { AuditEvent, Reason } from '@latchkey/core'
import type { Handler } from '../outbox/handler.ts'
import { isAsked } from '../store/own-challenge.ts'
import { auditEvent } from './audit-event.ts'
import { spendInOrder } from './budgets.ts'
import { BY_SERVER } from './caller.ts'
import { composeOwnCode } from './compose-message.ts'
import { composeTextOwnCode } from './compose-text.ts'
import type { Deps } from './deps.ts'
import type { OwnCodePayload } from './payloads.ts'
import { type Sending, sendOnce, settled } from './send-messages.ts'
import { tollOf } from './toll.ts'

type Needs = Sending & Pick<Deps, 'store' | 'tenant' | 'keys'>

/** Sends a code that was asked for on one's own page, unless a newer one took its place. */
export function ownCodeHandler(needs: Needs): Handler<OwnCodePayload> {
  return {
    handle: async (payload) => {
      const about = { flow: null, target: targetOf(payload) }
      const { session, challenge, medium = 'email' } = payload
      if (!(await isAsked(needs.store.db, needs.tenant, { session, id: challenge })))
        return settled([notSent(payload, 'superseded')], about, needs.now())
      if (!(await mayBeSent(needs, payload)))
        return settled([notSent(payload, 'budget-spent')], about, needs.now())
      const policy = await needs.policy.read()
      const message =
        medium === 'sms'
          ? composeTextOwnCode(needs, policy, payload)
          : composeOwnCode(policy, payload)
      const outcome = {
        sent: { activity: 'code.sent', outcome: 'contacted', gates: [medium] },
        notSent: notSent(payload, 'channel-refused'),
      } as const
      const way = { channel: needs.channels[medium].channel, now: needs.now }
      return await sendOnce(way, message, outcome, about)
    },
    onGivenUp: (payload): AuditEvent[] => {
      const around = {
        origin: BY_SERVER,
        at: needs.now(),
        actor: 'server',
        target: targetOf(payload),
      } as const
      return [auditEvent(notSent(payload, 'channel-down'), around)]
    },
  }
}

async function mayBeSent(needs: Needs, { medium, to }: OwnCodePayload): Promise<boolean> {
  if (medium !== 'sms') return true
  return await spendInOrder(needs.store.db, needs, tollOf(needs, to, to), needs.now())
}

function notSent({ medium = 'email' }: OwnCodePayload, reason: Reason) {
  return { activity: 'code.not-sent', outcome: 'failed', reason, gates: [medium] } as const
}

function targetOf({ principal, name }: OwnCodePayload) {
  return { principal, name }
}
