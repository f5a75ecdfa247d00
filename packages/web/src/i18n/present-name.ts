const LONGEST = 64
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

// Controls, format characters (bidi overrides among them), lone surrogates, line and paragraph separators:
// they would let a typed name turn around or break the sentence that it stands in (UTR 36 §2.3, CVE-2021-42574).
const DISTURBING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * A name as it may stand inside a sentence: without characters that disturb the rest, at most 64 code
 * points (`…` marks what was cut), isolated from the direction of the text around it.
 */
export function presentName(name: string): string {
  const points = [...name.replace(DISTURBING, '')]
  const shown =
    points.length > LONGEST ? `${points.slice(0, LONGEST - 1).join('')}…` : points.join('')
  return `${FIRST_STRONG_ISOLATE}${shown}${POP_ISOLATE}`
}
