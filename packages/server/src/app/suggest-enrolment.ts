import {
  type Flow,
  type Happening,
  type Policy,
  shortfallAtStart,
  shortfallOf,
  withPassed,
} from '@latchkey/core'
import type { ClientKind } from '@latchkey/protocol'
import { ChannelFault } from '../channel/channel.ts'
import type { OutboxItem } from '../outbox/handler.ts'
import { spendBudget, suggestionsTo } from './budgets.ts'
import { composeSuggestion } from './compose-message.ts'
import type { Deps } from './deps.ts'
import { type Found, personOf } from './find-person.ts'
import type { ChallengePayload } from './payloads.ts'
import type { Sending } from './send-messages.ts'

type Needs = Sending & Pick<Deps, 'store' | 'keys' | 'tenant'>

/** In which flow it is asked: with what client, and with which gates behind it. */
type Attempt = { readonly provenKind?: ClientKind; readonly passed: Flow['gates'] }

/** Why a person could not get through, whatever they answered, or nothing where they could. */
export function shortfall(policy: Policy, found: Found, { provenKind, passed }: Attempt) {
  const person = withPassed(personOf(found), passed)
  return passed.length > 0
    ? shortfallOf(policy, person, provenKind)
    : shortfallAtStart(policy, person, provenKind)
}

/**
 * Tells somebody with too few ways back in how to register, at the directory's own address and at most
 * once a day: whoever types their name all day sends one mail. Nobody spends a budget of nobody's.
 */
export async function suggestEnrolment(
  needs: Needs,
  payload: ChallengePayload,
  item: OutboxItem,
  found: Found | undefined,
): Promise<Happening[]> {
  if (item.attempt > 1) return []
  const mail = found?.entry.mail
  const subject = mail === undefined ? `nobody:${payload.challenge}` : found?.principal
  const budget = suggestionsTo(needs, subject ?? '')
  const { isWithin } = await spendBudget(needs.store.db, needs, budget, needs.now())
  if (!found || mail === undefined || !isWithin) return []
  try {
    const policy = await needs.policy.read()
    await needs.channels.email.channel.send(
      composeSuggestion(policy, payload, mail, found.entry.name),
    )
    return [{ activity: 'enrolment.suggested', outcome: 'contacted' }]
  } catch (error) {
    // Not worth a second try: the next attempt on another day suggests it again.
    if (!(error instanceof ChannelFault)) throw error
    return [{ activity: 'enrolment.suggested', outcome: 'failed', reason: 'channel-refused' }]
  }
}
