import type { Secret } from './secret.ts'

/**
 * One password rule in force for one person, as their directory states it.
 * `history` and `min-age` can be judged by the directory only; the others by anyone who has the password.
 */
export type PasswordRule =
  | { readonly code: 'min-length'; readonly least: number }
  | { readonly code: 'max-length'; readonly most: number }
  | { readonly code: 'character-classes'; readonly least: number }
  | { readonly code: 'no-names' }
  | { readonly code: 'history'; readonly remembered: number }
  | { readonly code: 'min-age'; readonly hours: number }

export type RuleCode = PasswordRule['code']

export const RULE_CODES = [
  'min-length',
  'max-length',
  'character-classes',
  'no-names',
  'history',
  'min-age',
] as const satisfies readonly RuleCode[]

/**
 * The codes of the rules that a password breaks, in the order of the rules; rules that only the
 * directory can judge are never among them. Lengths are counted in code points of the composed form
 * (NFC), so that it doesn't matter whether a keyboard sends an accent with its letter or after it.
 */
export function brokenRules(
  rules: readonly PasswordRule[],
  password: Secret<string>,
  names: readonly string[],
): RuleCode[] {
  return password.use((value) => {
    const composed = value.normalize('NFC')
    return rules.filter((rule) => !isMet(rule, composed, names)).map((rule) => rule.code)
  })
}

function isMet(rule: PasswordRule, password: string, names: readonly string[]): boolean {
  switch (rule.code) {
    case 'min-length':
      return [...password].length >= rule.least
    case 'max-length':
      return [...password].length <= rule.most
    case 'character-classes':
      return classesIn(password) >= rule.least
    case 'no-names':
      return !containsName(password, names)
    case 'history':
    case 'min-age':
      return true
    default:
      return rule satisfies never
  }
}

// MS-SAMR 3.1.1.7.2: upper case, lower case, digits, letters without case, and everything else.
const CLASSES = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[\p{Lo}\p{Lm}\p{Lt}]/u, /[^\p{L}\p{Nd}]/u]

function classesIn(password: string): number {
  return CLASSES.filter((one) => one.test(password)).length
}

// MS-SAMR 3.1.1.7.2: the account name when longer than two characters, and each part of the display name
// of three or more characters, compared without case.
function containsName(password: string, names: readonly string[]): boolean {
  const folded = foldCase(password)
  return names
    .map((name) => name.normalize('NFC'))
    .flatMap((name) => [name, ...name.split(/[,.\-_ #\t@]+/)])
    .filter((part) => [...part].length >= 3)
    .some((part) => folded.includes(foldCase(part)))
}

// To upper case: what the lower case of a Greek sigma is depends on whether it ends the word.
function foldCase(text: string): string {
  return text.toUpperCase()
}
