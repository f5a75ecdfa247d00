import { gatesFor, type Happening, type Policy, usableAuthenticators } from '@latchkey/core'
import type { AuthenticatorKind, ClientKind } from '@latchkey/protocol'
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
type Attempt = {
  readonly provenKind?: ClientKind
  /** A pass or the last recovery code is gone once its gate was passed, and that gate counts all the same. */
  readonly passed: readonly AuthenticatorKind[]
}

/** Whether a person could not get through, whatever they answered: fewer ways back in than policy asks. */
export function hasTooFew(policy: Policy, found: Found, attempt: Attempt): boolean {
  const person = personOf(found)
  const ways = [...person.enrolled, ...attempt.passed]
  const usable = usableAuthenticators(policy, ways, attempt.provenKind)
  return usable.length < gatesFor(policy, person.groups, person.isAppointed)
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
    await needs.channel.send(composeSuggestion(policy, payload, mail, found.entry.name))
    return [{ activity: 'enrolment.suggested', outcome: 'contacted' }]
  } catch (error) {
    // Not worth a second try: the next attempt on another day suggests it again.
    if (!(error instanceof ChannelFault)) throw error
    return [{ activity: 'enrolment.suggested', outcome: 'failed', reason: 'channel-refused' }]
  }
}
