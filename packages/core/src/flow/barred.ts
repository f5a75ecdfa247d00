import type { Reason } from '../audit/events.ts'
import type { Person } from './decision.ts'

/** Why self-service has nothing for this person, however well they prove who they are. */
export function barredBy(
  person: Person,
): Extract<Reason, 'frozen' | 'disabled' | 'expired'> | undefined {
  if (person.isFrozen) return 'frozen'
  if (person.isDisabled) return 'disabled'
  return person.isExpired ? 'expired' : undefined
}
