import type { problem as english } from '../en/problem.ts'

export const problem = {
  'problem.malformed.title': 'Nous n’avons pas pu lire cela',
  'problem.malformed.text':
    'Quelque chose dans le formulaire ou l’adresse était inattendu. Revenez en arrière et réessayez.',
  'problem.not-signed-in.title': 'Connectez-vous',
  'problem.not-signed-in.text':
    'Cette page est réservée aux personnes connectées, et votre session a peut-être pris fin.',
  'problem.signature-not-accepted.title': 'Cette tentative appartient à un autre PC',
  'problem.signature-not-accepted.text':
    'Elle a commencé à un écran de connexion et ne continue que là. Recommencez depuis la première page.',
  'problem.machine-not-trusted.title': 'Ce PC n’est pas encore approuvé',
  'problem.machine-not-trusted.text':
    'Un administrateur doit d’abord l’approuver. D’ici là, réinitialisez votre mot de passe dans un navigateur, sur votre téléphone ou un autre PC.',
  'problem.form-not-trusted.title': 'Envoyez le formulaire encore une fois',
  'problem.form-not-trusted.text':
    'Nous n’avons pas pu nous assurer que le formulaire venait de notre page. Autorisez les cookies pour ce site, rouvrez la page et réessayez. Rien n’a changé.',
  'problem.must-change.title': 'Il vous faut un nouveau mot de passe',
  'problem.must-change.text':
    'Votre mot de passe est le bon, mais il doit être changé avant que vous puissiez vous connecter.',
  'problem.not-permitted.title': 'Cette page ne vous est pas ouverte',
  'problem.not-permitted.text':
    'Votre compte n’y a pas droit. Si vous en avez besoin, adressez-vous à votre administrateur.',
  'problem.not-found.title': 'Il n’y a rien ici',
  'problem.not-found.text': 'L’adresse est peut-être mal saisie, ou la page n’existe plus.',
  'problem.method-not-allowed.title': 'Cela ne marche pas ainsi',
  'problem.method-not-allowed.text':
    'Cette adresse ne s’utilise pas de cette façon. Recommencez depuis la première page.',
  'problem.stale-step.title': 'Vous avez déjà répondu à cela',
  'problem.stale-step.text':
    'Cette tentative a avancé, peut-être dans une autre fenêtre. Continuez là où elle en est.',
  'problem.flow-expired.title': 'Cette tentative est terminée',
  'problem.flow-expired.text':
    'Une tentative dure 15 minutes, ou moins si elle a été annulée. Elle n’a pas changé votre mot de passe. Recommencez quand vous voulez.',
  'problem.body-too-large.title': 'C’était trop long',
  'problem.body-too-large.text':
    'Ce que vous avez envoyé dépasse toute réponse possible. Revenez en arrière et raccourcissez.',
  'problem.media-type-unsupported.title': 'Nous n’avons pas pu lire cela',
  'problem.media-type-unsupported.text':
    'L’envoi a une forme que nous ne connaissons pas. Recommencez depuis la première page.',
  'problem.host-unknown.title': 'Cette adresse n’est pas la nôtre',
  'problem.host-unknown.text': 'Utilisez l’adresse que votre organisation vous a donnée.',
  'problem.too-many-attempts.title': 'Trop de tentatives pour le moment',
  'problem.too-many-attempts.text':
    'Il y a eu beaucoup de tentatives depuis votre réseau en peu de temps. Attendez dix minutes et réessayez, ou appelez l’assistance.',
  'problem.headers-too-large.title': 'Votre navigateur en a trop envoyé',
  'problem.headers-too-large.text': 'Supprimez les cookies de ce site et réessayez.',
  'problem.internal.title': 'Un problème est survenu chez nous',
  'problem.internal.text':
    'Vous n’y êtes pour rien. Réessayez dans une minute. Si cela continue, donnez à l’assistance le numéro ci-dessous.',
  'problem.directory-unavailable.title': 'L’annuaire ne répond pas',
  'problem.directory-unavailable.text':
    'L’endroit où votre mot de passe est conservé ne répond pas en ce moment. Votre mot de passe n’a pas changé. Réessayez dans quelques minutes.',
  'problem.service-unavailable.title': 'Beaucoup de monde en ce moment',
  'problem.service-unavailable.text': 'Attendez un instant, puis réessayez. Rien n’est perdu.',
} satisfies Record<keyof typeof english, string>
