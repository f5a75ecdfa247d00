import type { Attributes } from '../ldap/attributes.ts'
import { readGeneralizedTime } from './generalized-time.ts'
import type { PasswordPolicy } from './password-policy.ts'

/** How slapd writes that an administrator locked an account until further notice. */
const LOCKED_FOR_GOOD = '000001010000Z'

/**
 * What we write into `pwdStartTime` for a block. A lock (`pwdAccountLockedTime`) would not do: a reset
 * takes it away, and it is looked at only where the policy locks at all. And not later than this: slapd
 * counts seconds in 32 bits here, so that a start in the year 9999 is in the past.
 */
export const BLOCKED_UNTIL = '20991231235959Z'

/** Whether a person may sign in, as the directory's attributes have it at one moment. */
export type AccountState = {
  readonly isDisabled: boolean
  readonly isExpired: boolean
  /** Whether slapd itself lets nobody in: then it judges no password, and counts no failure. */
  readonly isShut: boolean
  readonly isLocked: boolean
  readonly isLockedByAdministrator: boolean
  readonly mustChange: boolean
  readonly failedAt: readonly number[]
}

export const STATE_ATTRIBUTES = [
  ...['pwdStartTime', 'pwdEndTime', 'shadowExpire', 'pwdAccountLockedTime', 'pwdFailureTime'],
  ...['pwdAccountTmpLockoutEnd', 'pwdReset', 'pwdChangedTime', 'pwdPolicySubentry'],
] as const

export function stateOf(
  person: Attributes,
  policy: PasswordPolicy | undefined,
  now: number,
): AccountState {
  const start = timeOf(person, 'pwdStartTime')
  const end = timeOf(person, 'pwdEndTime')
  // slapo-ppolicy(5): a start that is not before the end "simply disables the account".
  const neverOpens = start !== undefined && end !== undefined && start >= end
  const isDisabled = neverOpens || (start !== undefined && start > now)
  const isOver = end !== undefined && end <= now
  const isLockedByAdministrator = isLockedForGood(person, policy)
  return {
    isDisabled,
    isExpired: !isDisabled && (isOver || isShadowExpired(person, now)),
    isShut: isDisabled || isOver,
    isLocked: isLockedByAdministrator || isLockedOut(person, policy, now),
    isLockedByAdministrator,
    mustChange: person.text('pwdReset') === 'TRUE' || isTooOld(person, policy, now),
    failedAt: person.texts('pwdFailureTime').flatMap((text) => readGeneralizedTime(text) ?? []),
  }
}

// Who can't read the policy takes every lock at its word.
function isLockedForGood(person: Attributes, policy: PasswordPolicy | undefined): boolean {
  return person.text('pwdAccountLockedTime') === LOCKED_FOR_GOOD && policy?.locks !== false
}

function isLockedOut(person: Attributes, policy: PasswordPolicy | undefined, now: number): boolean {
  const pausedUntil = timeOf(person, 'pwdAccountTmpLockoutEnd')
  if (pausedUntil !== undefined && pausedUntil > now) return true
  const since = timeOf(person, 'pwdAccountLockedTime')
  if (since === undefined || policy?.locks === false) return false
  return !policy || policy.lockoutMs === 0 || now < since + policy.lockoutMs
}

function isTooOld(person: Attributes, policy: PasswordPolicy | undefined, now: number): boolean {
  const changed = timeOf(person, 'pwdChangedTime')
  if (!policy || policy.maxAgeMs === 0 || changed === undefined) return false
  return now - changed > policy.maxAgeMs
}

const DAY = 24 * 60 * 60_000

// shadow(5): the day since 1970 on which the account expires; -1 is never. slapd itself does not look.
function isShadowExpired(person: Attributes, now: number): boolean {
  const day = person.integer('shadowExpire')
  return day !== undefined && day >= 0n && now >= Number(day) * DAY
}

function timeOf(person: Attributes, name: string): number | undefined {
  const text = person.text(name)
  return text === undefined ? undefined : readGeneralizedTime(text)
}
