import type { SecurityQuestion } from '@latchkey/protocol'
import type { Texts } from './texts.ts'

/** A security question in a person's language: of the catalogue, or in the organisation's own words. */
export function questionText(question: SecurityQuestion, texts: Texts): string {
  return 'own' in question ? question.own[texts.locale] : texts.text(`question.${question.id}`)
}
