import { brokenRules, type PasswordRule, type RuleCode, type Secret } from '@latchkey/protocol'

/**
 * The codes of the rules that a password breaks, judged before the directory is asked: so the person
 * learns which one it was (the directory has one code for all), and Samba, which is laxer on names, is
 * as strict as Windows.
 */
export function brokenByValue(
  rules: readonly PasswordRule[],
  password: Secret<string>,
  names: readonly string[],
): RuleCode[] {
  return rules.filter((rule) => isBroken(rule, password, names)).map(({ code }) => code)
}

function isBroken(rule: PasswordRule, password: Secret<string>, names: readonly string[]): boolean {
  if (rule.code === 'character-classes') return password.use(classesIn) < rule.least
  return brokenRules([rule], password, names).length > 0
}

// MS-SAMR 3.1.1.7.2: upper case, lower case, the ten digits, these signs, and letters without case.
const CLASSES = [
  /\p{Lu}/u,
  /\p{Ll}/u,
  /[0-9]/,
  /[~!@#$%^&*_\-+=`|\\(){}[\]:;"'<>,.?/]/,
  /[\p{Lo}\p{Lm}\p{Lt}]/u,
]

function classesIn(password: string): number {
  const composed = password.normalize('NFC')
  return CLASSES.filter((one) => one.test(composed)).length
}
