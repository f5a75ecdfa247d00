import type { page as english } from '../en/page.ts'

export const page = {
  'page.language.label': 'Langue',
  'page.language.name': 'Français',
  'page.navigation.label': 'Vos pages',
  'page.navigation.account': 'Ma page',
  'page.navigation.audit': 'Audit',
  'page.title.refused': 'À vérifier : {title}',
  'page.trial.link': 'Essai : boîte d’envoi',

  'page.link.forgot': 'J’ai oublié mon mot de passe',
  'page.link.unlock': 'Mon compte est verrouillé',
  'page.link.account': 'Me connecter à ma page',
  'page.link.start-again': 'Recommencer',
  'page.link.go-on': 'Continuer',
  'page.action.cancel': 'Annuler',
  'page.action.sign-out': 'Me déconnecter',

  'page.progress.open': 'Étape {step}',
  'page.progress.known': 'Étape {step} sur {of}',
  'page.rules.label': 'Ce qu’il faut au mot de passe',
  'page.rules.state.met': 'Respecté :',
  'page.rules.state.broken': 'Il manque :',
  'page.resend.note': 'Rien au bout d’une demi-minute ? Demandez un nouvel envoi.',
  'page.saving.again': 'Voir si c’est fait',
  'page.problem.request': 'Numéro à donner à l’assistance : {request}',

  'page.sign-in.title': 'Accéder à votre page',
  'page.sign-in.text':
    'Voyez vos moyens de vérification et votre activité récente, et changez votre mot de passe.',
  'page.sign-in.administration.title': 'Accéder à la console',
  'page.sign-in.administration.text':
    'Pour les administrateurs, avec mot de passe et application d’authentification.',
  'page.sign-in.username.label': 'Nom d’utilisateur',
  'page.sign-in.password.label': 'Mot de passe',
  'page.sign-in.submit': 'Me connecter',
  'page.sign-in.refused':
    'Ce nom et ce mot de passe ne vont pas ensemble, ou la connexion n’est pas possible en ce moment. Attention aux majuscules.',
  'page.second-proof.title': 'Ouvrez votre application d’authentification',
  'page.second-proof.text': 'Saisissez le code à six chiffres qu’elle affiche en ce moment.',
  'page.second-proof.refused': 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.',
  'page.code.label': 'Code',

  'page.account.title': 'Bonjour, {name}',
  'page.account.signed-in-as': 'Connecté sous le nom {name}',
  'page.account.change-password': 'Changer le mot de passe',
  'page.account.authenticators.title': 'Vos moyens de vérification',
  'page.account.authenticators.none':
    'Rien n’est encore enregistré : vous ne pourriez pas réinitialiser votre mot de passe par vous-même. L’assistance peut vous enregistrer.',
  'page.account.authenticators.added': 'Ajouté le {when}',
  'page.account.authenticators.used': 'Utilisé le {when}',
  'page.account.authenticators.unused': 'Pas encore utilisé',
  'page.account.activity.title': 'Activité récente',
  'page.account.activity.none': 'Rien pour le moment.',
  'page.account.activity.note': 'Quelque chose ici ne vient pas de vous ? Appelez l’assistance.',

  'page.disown.title': 'Ce n’était pas vous ?',
  'page.disown.text':
    'Quelqu’un a choisi un nouveau mot de passe ou déverrouillé votre compte, et nous vous en avons informé. Si ce n’était pas vous, appuyez sur le bouton. Alors :',
  'page.disown.effect.sessions':
    'toutes les tentatives et toutes les sessions ouvertes de votre compte prennent fin ;',
  'page.disown.effect.frozen':
    'plus personne ne peut réinitialiser votre mot de passe sans qu’un administrateur ait regardé ;',
  'page.disown.effect.told': 'vos administrateurs sont prévenus aussitôt.',
  'page.disown.submit': 'Ce n’était pas moi',
  'page.disown.otherwise': 'Si c’était vous, fermez cette page. Rien ne change.',
  'page.disowned.title': 'Merci. C’est arrêté',
  'page.disowned.text':
    'Tout ce qui était ouvert a pris fin, et vos administrateurs sont prévenus. Appelez maintenant l’assistance pour recevoir un nouveau mot de passe.',
  'page.stop-flow.title': 'Arrêter cette tentative ?',
  'page.stop-flow.text':
    'Quelqu’un a demandé un code pour accéder à votre compte. Si ce n’était pas vous, arrêtez la tentative : le code ne marchera plus. Votre mot de passe reste le même.',
  'page.stop-flow.submit': 'Arrêter la tentative',
  'page.stop-flow.otherwise': 'Si c’était vous, fermez cette page et continuez avec votre code.',
  'page.flow-stopped.title': 'La tentative est arrêtée',
  'page.flow-stopped.text':
    'Le code ne marche plus, et votre mot de passe n’a pas changé. Si vous recevez encore de tels messages, dites-le à l’assistance.',
  'page.link-spent.title': 'Ce lien ne marche plus',
  'page.link-spent.text':
    'Il a déjà servi, ou il est trop ancien. Rien n’a changé maintenant. Si vous en avez encore besoin, appelez l’assistance.',

  'page.invitation.title': 'Devenir administrateur',
  'page.invitation.text':
    'Cette invitation est pour {name}. D’abord votre mot de passe actuel, puis une application d’authentification sur votre téléphone.',
  'page.invitation.password.label': 'Mot de passe actuel',
  'page.invitation.submit': 'Continuer',
  'page.invitation.refused':
    'Ce mot de passe n’est pas le bon, ou la connexion n’est pas possible en ce moment.',
  'page.invitation-app.title': 'Ajoutez votre application d’authentification',
  'page.invitation-app.text':
    'Scannez cette image avec l’application sur votre téléphone, par exemple FreeOTP ou Aegis.',
  'page.invitation-app.picture': 'Code QR contenant la clé écrite ci-dessous',
  'page.invitation-app.secret.label':
    'Impossible de scanner ? Saisissez cette clé dans l’application :',
  'page.invitation-app.code.label': 'Code affiché en ce moment par l’application',
  'page.invitation-app.submit': 'Terminer',
  'page.invitation-app.refused':
    'Ce code n’est pas le bon. Vérifiez que l’heure de votre téléphone est réglée automatiquement et saisissez le code suivant.',
  'page.invitation-done.title': 'Vous êtes maintenant administrateur',
  'page.invitation-done.text':
    'L’application est enregistrée. Désormais, la console demande votre mot de passe et un code.',
  'page.invitation-done.link': 'Ouvrir le journal d’audit',

  'page.audit.title': 'Journal d’audit',
  'page.audit.text': 'Tout ce qui s’est passé, le plus récent en premier. Les heures sont en UTC.',
  'page.audit.filter.label': 'Filtrer',
  'page.audit.filter.person': 'Personne',
  'page.audit.filter.from': 'Du',
  'page.audit.filter.to': 'Au',
  'page.audit.filter.submit': 'Afficher',
  'page.audit.filter.clear': 'Tout afficher',
  'page.audit.table': 'Événements d’audit',
  'page.audit.column.time': 'Heure',
  'page.audit.column.person': 'Personne',
  'page.audit.column.activity': 'Activité',
  'page.audit.column.outcome': 'Résultat',
  'page.audit.column.reason': 'Raison',
  'page.audit.column.address': 'Adresse IP',
  'page.audit.column.client': 'ClientType',
  'page.audit.empty': 'Aucun résultat. Essayez une autre personne ou une période plus longue.',
  'page.audit.older': 'Plus anciens',
  'page.audit.newest': 'Les plus récents',
  'page.audit.pages': 'Pages',
  'page.audit.none': 'aucune',

  'page.outbox.title': 'Boîte d’envoi de l’essai',
  'page.outbox.text':
    'Les messages qui auraient été envoyés, le plus récent en premier. Cette page n’existe que pendant l’essai.',
  'page.outbox.empty': 'Aucun message pour le moment. Demandez un code et rechargez cette page.',
  'page.outbox.messages.title': 'Messages',
  'page.outbox.to': 'À',
  'page.outbox.channel': 'Par',
  'page.outbox.sent': 'Envoyé',
  'page.outbox.people.title': 'Applications d’authentification des personnes d’essai',
  'page.outbox.people.person': 'Personne',
  'page.outbox.people.secret': 'Clé',
  'page.outbox.people.code': 'Code actuel',
} satisfies Record<keyof typeof english, string>
