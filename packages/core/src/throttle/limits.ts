import { type AuthenticatorKind, mostFailuresOfOurs } from '@latchkey/protocol'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * A budget. `window` says when it is whole again: `fixed`, that long after its first use; `quiet`, that
 * long after its last, so that no stretch of that length ever holds more than `most`.
 */
export type Limit = {
  readonly most: number
  readonly perMs: number
  readonly window: 'fixed' | 'quiet'
}

/** The published budgets (docs/attack-surface.md): one source spends its own, never the victim's. */
export const LIMITS = {
  'proofs-of-name-from-source': { most: 5, perMs: 24 * HOUR, window: 'quiet' },
  'proofs-of-subject': { most: 100, perMs: 24 * HOUR, window: 'quiet' },
  'codes-to-destination-from-source': { most: 3, perMs: 10 * MINUTE, window: 'fixed' },
  'codes-to-destination': { most: 10, perMs: HOUR, window: 'fixed' },
  'flows-from-address': { most: 60, perMs: 10 * MINUTE, window: 'fixed' },
  'flows-from-machine': { most: 30, perMs: 10 * MINUTE, window: 'fixed' },
  'sign-ins-from-address': { most: 60, perMs: 10 * MINUTE, window: 'fixed' },
  'sign-ins-to-name-from-source': { most: 5, perMs: 15 * MINUTE, window: 'quiet' },
  'console-proofs-of-subject': { most: 20, perMs: 24 * HOUR, window: 'quiet' },
  'alarms-of-source': { most: 1, perMs: 10 * MINUTE, window: 'fixed' },
  'texts-to-number': { most: 10, perMs: 24 * HOUR, window: 'fixed' },
  'notices-to-number': { most: 5, perMs: 24 * HOUR, window: 'fixed' },
  'texts-to-country': { most: 100, perMs: HOUR, window: 'fixed' },
  'texts-to-home-country': { most: 1_000, perMs: HOUR, window: 'fixed' },
  'suggestions-to-subject': { most: 1, perMs: 24 * HOUR, window: 'quiet' },
  'nonces-from-address': { most: 300, perMs: 10 * MINUTE, window: 'fixed' },
  'enrolments-from-address': { most: 60, perMs: 10 * MINUTE, window: 'fixed' },
  'own-proofs-of-subject': { most: 60, perMs: 24 * HOUR, window: 'quiet' },
  'own-codes-of-subject': { most: 10, perMs: HOUR, window: 'fixed' },
  'own-codes-to-address': { most: 5, perMs: HOUR, window: 'fixed' },
  'approvals-from-address': { most: 20, perMs: 10 * MINUTE, window: 'fixed' },
} as const satisfies Record<string, Limit>

/**
 * How much of a person's budget of proofs one answer takes: its chances to be right by luck. A code of an
 * app is right in three time steps, so that a hundred tries would be three chances in ten thousand. Of 2^60
 * passes nobody hits one, so that guessing at them takes nothing: no stranger shuts this way for the person.
 * Answers to questions are guessed or known far more often: five sets a day, whoever gives them and from wherever.
 */
export const CHANCES: Readonly<Record<AuthenticatorKind, number>> = {
  email: 1,
  totp: 3,
  sms: 1,
  'recovery-code': 0,
  'helpdesk-pass': 0,
  'security-questions': 20,
  passkey: 1,
}

export type LimitName = keyof typeof LIMITS

/**
 * How many wrong sign-ins of ours a directory's lockout leaves room for. Without a lockout, ten.
 */
export function signInLimit(lockout: { threshold: number; windowMs: number }): Limit {
  const { threshold, windowMs } = lockout
  if (threshold === 0) return { most: 10, perMs: 15 * MINUTE, window: 'quiet' }
  const most = mostFailuresOfOurs(threshold)
  return { most, perMs: Math.max(windowMs, MINUTE), window: 'quiet' }
}
