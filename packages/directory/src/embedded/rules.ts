import type { PasswordRule } from '@latchkey/protocol'
import type { EmbeddedPolicy } from './policy.ts'

/** The rules in force, in the order in which they are shown. */
export function rulesInForce(policy: EmbeddedPolicy): PasswordRule[] {
  const rules: PasswordRule[] = []
  if (policy.minLength > 0) rules.push({ code: 'min-length', least: policy.minLength })
  if (policy.characterClasses > 0) {
    rules.push({ code: 'character-classes', least: policy.characterClasses })
  }
  if (policy.noNames) rules.push({ code: 'no-names' })
  if (policy.remembered > 0) rules.push({ code: 'history', remembered: policy.remembered })
  if (policy.minAgeHours > 0) rules.push({ code: 'min-age', hours: policy.minAgeHours })
  return rules
}
