import { type PasswordRule, RULE_CODES } from '@latchkey/protocol'
import type { Lockout } from '../directory.ts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Wanted } from '../ldap/search.ts'
import { UNSEEN_LOCKOUT } from '../ldap/unseen-lockout.ts'

/** A `pwdPolicy` entry, as far as it matters here; 0 where it asks for nothing. */
export type PasswordPolicy = {
  readonly minLength: number
  readonly maxLength: number
  readonly inHistory: number
  readonly minAgeMs: number
  readonly maxAgeMs: number
  readonly mustChange: boolean
  readonly asksForOld: boolean
  readonly locks: boolean
  readonly maxFailures: number
  /** 0: a lockout lasts until somebody takes it back. */
  readonly lockoutMs: number
  /** 0: a failure counts until the next right password. */
  readonly countMs: number
}

export const POLICY: Wanted = {
  attributes: [
    ...['pwdCheckQuality', 'pwdMinLength', 'pwdMaxLength', 'pwdInHistory', 'pwdMinAge'],
    ...['pwdMaxAge', 'pwdMustChange', 'pwdSafeModify', 'pwdLockout', 'pwdMaxFailure'],
    ...['pwdLockoutDuration', 'pwdFailureCountInterval'],
  ],
}

export function policyOf(entry: Attributes): PasswordPolicy {
  const count = (name: string) => Number(entry.integer(name) ?? 0n)
  const ms = (name: string) => count(name) * 1_000
  const isSet = (name: string) => entry.text(name) === 'TRUE'
  // slapd looks at a length only where quality is checked at all.
  const quality = (name: string) => (count('pwdCheckQuality') > 0 ? count(name) : 0)
  return {
    minLength: quality('pwdMinLength'),
    maxLength: quality('pwdMaxLength'),
    inHistory: count('pwdInHistory'),
    minAgeMs: ms('pwdMinAge'),
    maxAgeMs: ms('pwdMaxAge'),
    mustChange: isSet('pwdMustChange'),
    asksForOld: isSet('pwdSafeModify'),
    locks: isSet('pwdLockout'),
    maxFailures: count('pwdMaxFailure'),
    lockoutMs: ms('pwdLockoutDuration'),
    countMs: ms('pwdFailureCountInterval'),
  }
}

const HOUR = 60 * 60_000

/** The rules of a policy and those of slapd's check module, in the order in which rules are shown. */
export function rulesOf(
  policy: PasswordPolicy | undefined,
  qualityRules: readonly PasswordRule[],
): PasswordRule[] {
  const all = [...(policy ? ownRules(policy) : []), ...qualityRules]
  return RULE_CODES.flatMap((code) => all.find((rule) => rule.code === code) ?? [])
}

function ownRules(policy: PasswordPolicy): PasswordRule[] {
  const { minLength, maxLength, inHistory, minAgeMs } = policy
  const rules: PasswordRule[] = []
  if (minLength > 0) rules.push({ code: 'min-length', least: minLength })
  if (maxLength > 0) rules.push({ code: 'max-length', most: maxLength })
  // Where any are remembered, slapd refuses the one in force besides those.
  if (inHistory > 0) rules.push({ code: 'history', remembered: inHistory + 1 })
  if (minAgeMs > 0) rules.push({ code: 'min-age', hours: Math.ceil(minAgeMs / HOUR) })
  return rules
}

/** The lockout that a policy asks for, with the failures that count at `now`. */
export function lockoutOf(
  policy: PasswordPolicy | undefined,
  failedAt: readonly number[],
  now: number,
): Lockout {
  if (!policy) return { ...UNSEEN_LOCKOUT, failures: failedAt.length }
  const { locks, maxFailures, countMs } = policy
  const windowMs = countMs > 0 ? countMs : Number.MAX_SAFE_INTEGER
  return {
    threshold: locks ? maxFailures : 0,
    windowMs,
    failures: failedAt.filter((at) => at > now - windowMs).length,
  }
}
