// U+00A0 also where print would take the narrow U+202F: fonts of Windows 7 draw that one as a box.
const NO_BREAK = '\u00a0'

/** Makes the spaces that French sets before ; : ! ? » and after « non-breaking. */
export function typesetFrench<Key extends string>(
  catalogue: Readonly<Record<Key, string>>,
): Record<Key, string> {
  const entries = Object.entries<string>(catalogue).map(([key, message]) => [key, typeset(message)])
  // The keys are those of the argument: fromEntries only forgets their type.
  return Object.fromEntries(entries) as Record<Key, string>
}

function typeset(message: string): string {
  return message.replace(/ (?=[;:!?»])/g, NO_BREAK).replace(/(?<=«) /g, NO_BREAK)
}
