import type { Texts } from './texts.ts'

/** What an audit code says in words; a code that is newer than the catalogue stands for itself. */
export function auditText(
  texts: Texts,
  column: 'activity' | 'outcome' | 'reason',
  code: string,
): string {
  const key = `audit.${column}.${code}`
  return texts.has(key) ? texts.text(key) : code
}
