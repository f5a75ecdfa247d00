import type { sms as english } from '../en/sms.ts'

/** SMS : chacun tient dans les 160 caractères d’un seul message. */
export const sms = {
  'sms.code.named': '{code} est votre code pour {organisation}. Ne le donnez jamais à personne.',
  'sms.code': '{code} est votre code. Ne le donnez jamais à personne.',
  'sms.own-code.prove':
    '{code} est votre code pour modifier vos moyens de vérification chez {organisation}. Ne le donnez jamais.',
  'sms.own-code.enrol':
    '{code} confirme ce téléphone pour {organisation}. Ne donnez jamais ce code à personne.',
  'sms.notice': '{organisation} : {happened} (compte {name}).',
  'sms.notice.link': 'Pas vous ? {link}',
  'sms.notice.call': 'Pas vous ? Appelez l’assistance.',
} satisfies Record<keyof typeof english, string>
