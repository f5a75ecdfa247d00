import type { AuthenticatorKind } from '@latchkey/protocol'

/** Kinds whose code is long and kept or handed over, and of how many letters and digits it is. */
export const LONG_CODES = {
  'recovery-code': 16,
  'helpdesk-pass': 12,
} as const satisfies Partial<Record<AuthenticatorKind, number>>
export type LongCodeKind = keyof typeof LONG_CODES

/** What a long code is made of: five bits a sign, without the letters that are read as another sign. */
export const UNMISTAKABLE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Whether an answer to a challenge of this kind is a long code. */
export function isLong(asks: AuthenticatorKind | 'password'): asks is LongCodeKind {
  return Object.hasOwn(LONG_CODES, asks)
}

/**
 * A long code as it is kept: what people make of it on its way from paper to keyboard is undone. Case,
 * blanks and hyphens do not matter, and the letters that are never in one count as the digits they look like.
 */
export function normalisedCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** The code that was typed, or nothing where no code of this kind can read so. */
export function longCodeIn(typed: string, kind: LongCodeKind): string | undefined {
  const code = normalisedCode(typed)
  const isWhole = code.length === LONG_CODES[kind]
  return isWhole && [...code].every((sign) => UNMISTAKABLE.includes(sign)) ? code : undefined
}
