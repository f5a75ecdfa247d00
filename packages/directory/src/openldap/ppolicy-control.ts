import type { RuleCode } from '@latchkey/protocol'
import { PasswordPolicyControl } from 'ldapts'

/**
 * The errors of the password policy control (draft-behera-ldap-password-policy-11 §6.2); slapd adds
 * `tooLong`.
 */
export const POLICY_ERROR = {
  passwordExpired: 0,
  accountLocked: 1,
  changeAfterReset: 2,
  modificationNotAllowed: 3,
  mustSupplyOld: 4,
  insufficientQuality: 5,
  tooShort: 6,
  tooYoung: 7,
  inHistory: 8,
  tooLong: 9,
} as const

const BROKEN: ReadonlyMap<number, RuleCode> = new Map([
  [POLICY_ERROR.insufficientQuality, 'character-classes'],
  [POLICY_ERROR.tooShort, 'min-length'],
  [POLICY_ERROR.tooYoung, 'min-age'],
  [POLICY_ERROR.inHistory, 'history'],
  [POLICY_ERROR.tooLong, 'max-length'],
])

/** The rule that a policy error says is broken; nothing where it says something else. */
export function brokenBy(error: number | undefined): RuleCode | undefined {
  return error === undefined ? undefined : BROKEN.get(error)
}

/** Asks for the policy's answer to one request. ldapts puts it into this instance, also when the request is refused. */
export function askForPolicy(): PasswordPolicyControl {
  return new PasswordPolicyControl()
}
