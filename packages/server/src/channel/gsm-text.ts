// 3GPP TS 23.038 section 6.2.1: the default alphabet, one septet each; without the escape.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
// Section 6.2.1.1: an escape before each of these, so two septets.
const EXTENDED = '^{}\\[~]|€'

/** What one message holds; a longer one is sent, and paid for, in parts. */
export const SEPTETS = 160

// What typesetters like, and what a phone of 1995 writes for it.
const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  ç: 'c',
  œ: 'oe',
  Œ: 'OE',
}

/** The text in the default alphabet of text messages, without its finer accents; nothing where letters have no like. */
export function toGsmText(text: string): string | undefined {
  const letters = [...text].map(plainLetter)
  return letters.some((one) => one === undefined) ? undefined : letters.join('')
}

/** How many septets a text in the default alphabet takes. */
export function septetsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (EXTENDED.includes(letter) ? 2 : 1), 0)
}

/** The first of these that one message holds. Of the last one, where none fits, as much as does. */
export function firstThatFits(texts: readonly string[]): string {
  const written = texts.flatMap((text) => toGsmText(text) ?? [])
  const fitting = written.find((text) => septetsOf(text) <= SEPTETS)
  return fitting ?? (written.at(-1) ?? '').slice(0, SEPTETS / 2)
}

function plainLetter(letter: string): string | undefined {
  if (isInAlphabet(letter)) return letter
  const plain = PLAIN[letter]
  if (plain !== undefined) return plain
  const bare = letter.normalize('NFD').replace(/\p{Mn}/gu, '')
  return bare !== '' && isInAlphabet(bare) ? bare : undefined
}

function isInAlphabet(letter: string): boolean {
  return BASIC.includes(letter) || EXTENDED.includes(letter)
}
