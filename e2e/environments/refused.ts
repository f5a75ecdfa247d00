import type { Walk } from './api.ts'
import { newPassword } from './api.ts'

/** What is said of a password that is refused: the sentence above, and those of the rules that it broke. */
export async function sayingsOf(walk: Walk, password: string): Promise<readonly string[]> {
  const { body } = await walk.submit('submit', newPassword(password))
  const broken = (body.step?.rules ?? []).filter(({ state }) => state === 'broken')
  return [body.step?.refusal?.text ?? '', ...broken.map(({ text }) => text)]
}

export const REFUSED = {
  en: 'That password can’t be used. The list below says what it needs; your organisation may forbid some words too.',
  fr: 'Ce mot de passe ne convient pas. La liste ci-dessous dit ce qu’il faut\u00a0; votre organisation peut aussi interdire certains mots.',
} as const

export const NOT_POSSIBLE = {
  en: 'This password can’t be set on this page. Nothing has changed. The help desk can see why and help you. You may not have registered yet: then they can let you back in.',
  fr: 'Ce mot de passe ne peut pas être changé sur cette page. Rien n’a changé. L’assistance peut voir pourquoi et vous aider. Vous n’avez peut-être encore rien enregistré\u00a0: elle peut alors vous redonner l’accès.',
} as const
