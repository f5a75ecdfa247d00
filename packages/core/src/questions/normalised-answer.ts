const LIGATURES: Readonly<Record<string, string>> = { Œ: 'OE', Æ: 'AE', Ø: 'O', Ł: 'L', Đ: 'D' }

/**
 * What of an answer counts: its letters and digits. Case, spaces, punctuation and accents are as people happen
 * to type them on another day and another keyboard, so they are taken away on both sides of a comparison. NFKD
 * first: a full-width letter is a letter (UAX 15).
 */
export function normalisedAnswer(typed: string): string {
  return typed
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ŒÆØŁĐ]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
    .normalize('NFC')
}
