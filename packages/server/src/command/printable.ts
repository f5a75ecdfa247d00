/**
 * A text that can't act on the terminal that shows it: a name in a directory may hold escape sequences or
 * turn the direction of writing (CWE-150).
 */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/gu, '\uFFFD')
}

/** JSON in one line, without the control characters that JSON itself leaves as they are. */
export function jsonLine(value: unknown): string {
  const escaped = JSON.stringify(value).replace(
    /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu,
    (character) =>
      [...Array(character.length).keys()]
        .map((at) => unicodeEscape(character.charCodeAt(at)))
        .join(''),
  )
  return `${escaped}\n`
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
