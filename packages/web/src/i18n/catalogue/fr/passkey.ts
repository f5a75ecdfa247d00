import type { passkey as english } from '../en/passkey.ts'

/** « Clé d’accès » is what Windows, Android and Apple call a passkey in French. */
export const passkey = {
  'page.passkey.no-script':
    'Une clé d’accès a besoin de JavaScript, désactivé dans votre navigateur. Activez-le et rechargez cette page, ou utilisez un autre moyen.',
  'page.passkey.unable':
    'Ce navigateur ne peut pas utiliser de clé d’accès sur cette page. Utilisez un autre moyen.',
  'page.passkey.failed':
    'La clé d’accès n’a pas servi : c’était annulé, ou il n’y en a pas ici pour ce site. Réessayez, ou utilisez un autre moyen.',
  'page.passkey.already':
    'Cet appareil ou cette clé contient déjà une de vos clés d’accès pour ce site.',

  'page.account.add.passkey': 'Ajouter une clé d’accès',
  'page.add-passkey.title': 'Ajouter une clé d’accès ou de sécurité',
  'page.add-passkey.text':
    'Elle reste sur votre téléphone, votre ordinateur ou une clé de sécurité, et s’ouvre avec votre doigt, votre visage ou un code PIN. Personne ne peut la deviner, et elle ne sert sur aucun autre site.',
  'page.add-passkey.submit': 'Créer une clé d’accès',
  'page.add-passkey.refused':
    'Aucune clé d’accès n’a été ajoutée. Réessayez, ou prenez un autre appareil ou une clé de sécurité.',
  'page.proof-code.text.passkey': 'Utilisez une clé d’accès que vous avez déjà enregistrée.',
  'page.proof-code.passkey': 'Utiliser ma clé d’accès',
  'page.proof-code.passkey.refused':
    'Cette clé d’accès n’a pas été acceptée. Après cinq échecs, recommencez.',

  'page.approve.title': 'Approuver avec votre clé d’accès',
  'page.approve.text':
    'Saisissez les lettres affichées sur l’autre écran. Seulement si vous êtes vous-même devant cet écran.',
  'page.approve.code.label': 'Lettres sur l’autre écran',
  'page.approve.code.hint': 'Huit lettres, par exemple BCDF-GHJK.',
  'page.approve.submit': 'Continuer',
  'page.approve.unknown':
    'Rien n’attend ces lettres. Elles sont peut-être trop anciennes : choisissez « Nouvelles lettres » sur l’autre écran.',
  'page.approve.check.title': 'Est-ce bien vous ?',
  'page.approve.check.text':
    'Quelqu’un veut donner un nouveau mot de passe à {name}, ou déverrouiller ce compte :',
  'page.approve.fact.machine': 'sur le PC {machine}',
  'page.approve.fact.no-machine': 'sur un appareil qui ne dit pas son nom',
  'page.approve.fact.claimed': 'Le nom est celui que l’appareil se donne : comparez-le.',
  'page.approve.fact.address': 'depuis l’adresse internet',
  'page.approve.fact.since': 'depuis',
  'page.approve.warning':
    'Ne continuez que si vous êtes assis devant cet écran et avez commencé vous-même. Si quelqu’un vous a envoyé les lettres ou cette adresse, ou vous dit au téléphone quoi faire, c’est une fraude.',
  'page.approve.yes': 'Oui, c’est moi : utiliser ma clé d’accès',
  'page.approve.no': 'Ce n’est pas moi : tout arrêter',
  'page.approve.refused':
    'Cette clé d’accès n’a pas été acceptée. Utilisez celle que vous avez enregistrée ici, pour ce compte.',
  'page.approved.title': 'Saisissez maintenant ce nombre',
  'page.approved.text':
    'Saisissez-le sur l’autre écran, devant vous. Il ne sert que là, une fois, dans les cinq minutes après l’apparition des lettres.',
  'page.approved.warning':
    'Ne le dites à personne, pas même à l’assistance : qui le connaît entre dans votre compte.',
  'page.declined.title': 'La tentative est arrêtée',
  'page.declined.text':
    'Votre mot de passe n’a pas changé. Si quelqu’un vous a envoyé ces lettres, prévenez l’assistance maintenant.',
  'page.outbox.people.passkeys':
    'Personne n’a encore de clé d’accès, car elle ne quitte jamais un appareil : ouvrez « Ma page » et ajoutez la vôtre.',

  'step.choose.option.passkey': 'Clé d’accès ou de sécurité',
  'step.choose.option.passkey.hint': 'Doigt, visage ou code PIN sur un appareil à vous',
  'step.challenge.passkey.title': 'Utilisez votre clé d’accès',
  'step.challenge.passkey.text':
    'Votre navigateur demande la clé d’accès ou de sécurité que vous avez enregistrée pour {name}.',
  'step.challenge.passkey.label': 'Clé d’accès',
  'step.challenge.passkey.hint':
    'Pas de clé d’accès ici ? Elle est peut-être sur un autre appareil, ou pas encore enregistrée : utilisez un autre moyen, ou demandez à l’assistance.',
  'step.challenge.approval.title': 'Approuvez avec votre clé d’accès',
  'step.challenge.approval.text':
    'Sur votre téléphone ou un autre ordinateur, ouvrez {address} et saisissez {code}. Vérifiez que ce PC y est nommé, utilisez-y votre clé d’accès, puis saisissez ici le nombre à six chiffres affiché. Ne le dites à personne.',
  'step.challenge.approval.label': 'Nombre affiché par l’autre appareil',
  'step.challenge.approval.hint':
    'Pas de clé d’accès ? Vous n’en avez peut-être pas encore enregistré : utilisez un autre moyen, ou demandez à l’assistance.',
  'step.action.submit.passkey': 'Utiliser ma clé d’accès',
  'step.action.new-letters': 'Nouvelles lettres',
  'step.challenge.approval.expired':
    'C’était trop long. Choisissez « Nouvelles lettres » et approuvez encore une fois sur l’autre appareil.',
  'step.refusal.passkey-missing':
    'Votre navigateur n’a utilisé aucune clé d’accès. Il lui faut JavaScript : activez-le, ou utilisez un autre moyen.',
  'step.refusal.passkey-not-accepted':
    '{left, plural, =0 {Cette clé d’accès n’a pas été acceptée.} one {Cette clé d’accès n’a pas été acceptée. Il reste un essai.} other {Cette clé d’accès n’a pas été acceptée. Il reste # essais.}}',
} satisfies Record<keyof typeof english, string>
