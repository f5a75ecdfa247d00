import type { WriteResult } from '../directory.ts'
import type { ActiveDirectory } from './deps.ts'
import { isExpiredAt, type Person } from './person.ts'

/** Why a person's password and lockout are not ours to write; nothing where they are. */
export function refusalFor(
  { mayTouchProtected, now }: ActiveDirectory,
  person: Person,
): Exclude<WriteResult, { outcome: 'written' }> | undefined {
  if (person.isProtected && !mayTouchProtected) return { outcome: 'protected' }
  // A reset would work on each of these, and the person who was told so could not sign in.
  if (person.isDisabled) return { outcome: 'disabled' }
  if (isExpiredAt(person, now())) return { outcome: 'expired' }
  // An administrator took passwords away from this account, and Windows holds a random one for it.
  if (person.isSmartCardRequired) return { outcome: 'locked-by-administrator' }
  return undefined
}
