import type { page as english } from '../en/page.ts'

export const page = {
  'page.language.label': 'Langue',
  'page.language.name': 'Français',
  'page.navigation.label': 'Vos pages',
  'page.navigation.account': 'Ma page',
  'page.navigation.audit': 'Audit',
  'page.navigation.machines': 'Machines',
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
    'Rien n’est encore enregistré : vous ne pourriez pas réinitialiser votre mot de passe par vous-même. Ajoutez un moyen ci-dessous.',
  'page.account.authenticators.added': 'Ajouté le {when}',
  'page.account.authenticators.used': 'Utilisé le {when}',
  'page.account.authenticators.unused': 'Pas encore utilisé',
  'page.account.activity.title': 'Activité récente',
  'page.account.activity.none': 'Rien pour le moment.',
  'page.account.activity.note': 'Quelque chose ici ne vient pas de vous ?',
  'page.account.authenticators.default': 'par défaut',
  'page.account.authenticators.fresh':
    'Nouveau : jusqu’au {when}, il ne suffit qu’avec un autre moyen.',
  'page.account.authenticators.of-directory':
    'De l’annuaire de votre organisation, pas confirmé par vous',
  'page.account.authenticators.left':
    '{left, plural, =0 {il n’en reste aucun} one {il en reste un} other {il en reste #}}',
  'page.account.authenticators.until': 'Sert une seule fois, jusqu’au {when}',
  'page.account.authenticators.change': 'Modifier',
  'page.account.authenticators.change.label': 'Modifier {what}',
  'page.account.missing':
    '{count, plural, one {Il vous faut un moyen de plus pour pouvoir réinitialiser votre mot de passe par vous-même.} other {Il vous faut # moyens de plus, de types différents, pour pouvoir réinitialiser votre mot de passe par vous-même.}}',
  'page.account.frozen':
    'Le libre-service est suspendu pour votre compte : rien ne peut être modifié ici. Appelez l’assistance.',
  'page.account.add.email': 'Ajouter une adresse e-mail',
  'page.account.add.sms': 'Ajouter un téléphone mobile',
  'page.account.add.totp': 'Ajouter une application d’authentification',
  'page.account.add.recovery-code': 'Créer des codes de secours',
  'page.account.add.security-questions': 'Répondre à des questions de sécurité',
  'page.account.confirm': 'Confirmer {address}',
  'page.account.said.enrolled': 'Ajouté. Vos éventuelles autres adresses reçoivent un avis.',
  'page.account.said.removed': 'Supprimé. Vos adresses reçoivent un avis.',
  'page.account.said.renamed': 'Le nom est modifié.',
  'page.account.said.preferred': 'C’est maintenant le moyen par défaut de ce type.',
  'page.account.said.stale':
    'Rien n’a été modifié : cette page n’était plus à jour, ou le code était trop ancien ou essayé trop souvent. Veuillez recommencer.',
  'page.account.said.too-many':
    'Vous en avez autant de ce type qu’une personne peut en avoir. Supprimez-en un d’abord.',
  'page.account.said.enrolled-already': 'C’est déjà enregistré.',
  'page.account.said.frozen':
    'Rien n’a été modifié : le libre-service est suspendu pour votre compte.',
  'page.account.said.confirmed': 'Merci. Rien ne change.',
  'page.account.deadline':
    'Veuillez enregistrer un moyen avant le {when}. Ensuite, rien d’autre n’est possible ici.',
  'page.account.authenticators.idle':
    'Une adresse de votre organisation : sans votre mot de passe, vous ne pourrez peut-être pas la lire. Elle ne compte donc pas pour une réinitialisation, mais reçoit les avis.',

  'page.register.title': 'Enregistrez vos moyens de vérification',
  'page.register.text':
    '{count, plural, one {Votre organisation vous demande un moyen de plus de prouver que c’est bien vous.} other {Votre organisation vous demande # moyens de plus de prouver que c’est bien vous, chacun d’un autre type.}} Vous pourrez alors choisir vous-même un nouveau mot de passe si vous oubliez le vôtre.',
  'page.register.deadline':
    'Vous pouvez le remettre à plus tard jusqu’au {when}. Ensuite, rien d’autre n’est possible sur votre page.',
  'page.register.over':
    'Tant que ce n’est pas fait, rien d’autre n’est possible sur votre page. Si vous n’y arrivez pas, appelez l’assistance.',
  'page.register.later': 'Plus tard',
  'page.register.finish': 'Terminer',
  'page.confirm.title': 'Est-ce toujours exact ?',
  'page.confirm.text':
    'Voici comment vous retrouvez l’accès si vous oubliez votre mot de passe. Confirmez que tout cela vous parvient toujours, ou modifiez ce qui ne va plus.',
  'page.confirm.submit': 'Tout est exact',
  'page.enrol-link.title': 'Enregistrement pour {name}',
  'page.enrol-link.text':
    'L’assistance a créé ce lien pour {name}. Il permet d’enregistrer vos moyens de vérification sans mot de passe. Il ne sert qu’une fois : après le bouton, vous avez 30 minutes.',
  'page.enrol-link.replaces':
    'Ce qui était enregistré est supprimé dès que vous avez enregistré quelque chose de nouveau.',
  'page.enrol-link.submit': 'Commencer',
  'page.enrol-link.otherwise':
    'Si ce n’est pas votre nom, ou si vous n’avez rien demandé, fermez cette page et appelez l’assistance.',
  'page.link-register.text':
    '{count, plural, =0 {Vous avez tout ce qui est demandé. Ajoutez-en, ou terminez.} one {Enregistrez un moyen de plus de prouver que c’est bien vous.} other {Enregistrez # moyens de plus de prouver que c’est bien vous, chacun d’un autre type.}}',
  'page.link-register.hours':
    '{hours, plural, =0 {} one {Pendant une heure, ce que vous enregistrez maintenant ne suffit pas encore à réinitialiser un mot de passe.} other {Pendant # heures, ce que vous enregistrez maintenant ne suffit pas encore à réinitialiser un mot de passe.}}',
  'page.account.said.warning-needed':
    'Rien n’a été modifié : veuillez d’abord lire l’avertissement.',

  'page.security.back': 'Retour à ma page',
  'page.proof.title': 'D’abord, vérifions que c’est vous',
  'page.proof.text':
    'Avant de modifier vos moyens de vérification, donnez encore une fois votre mot de passe actuel. Cela vaut cinq minutes.',
  'page.proof.password.label': 'Mot de passe actuel',
  'page.proof.submit': 'Continuer',
  'page.proof.refused':
    'Ce mot de passe n’est pas le bon, ou la connexion n’est pas possible en ce moment.',
  'page.proof-code.title': 'Et un code',
  'page.proof-code.text.app':
    'Saisissez le code à six chiffres que votre application d’authentification affiche maintenant.',
  'page.proof-code.text.mail':
    'Nous envoyons un code à six chiffres à une adresse ou à un téléphone que vous avez déjà enregistrés.',
  'page.proof-code.text.sent': 'Un code à six chiffres est en route. Il est valable cinq minutes.',
  'page.proof-code.text.none':
    'Aucun des moyens que vous avez enregistrés ne marche sur cette page. Appelez l’assistance.',
  'page.proof-code.text.recovery-code':
    'Saisissez l’un de vos codes de secours. Il sert une seule fois.',
  'page.proof-code.recovery-code.label': 'Code de secours',
  'page.proof-code.recovery-code.submit': 'Utiliser un code de secours',
  'page.proof-code.send': 'Envoyer un code à {address}',
  'page.proof-code.send-again': 'Envoyer un autre code à {address}',
  'page.proof-code.refused':
    'Ce code n’est pas le bon, ou il a déjà servi. Après cinq erreurs, recommencez.',

  'page.add-email.title': 'Ajouter une adresse e-mail',
  'page.add-email.title.replace': 'Remplacer une adresse e-mail',
  'page.add-email.title.confirm': 'Confirmer votre adresse e-mail',
  'page.add-email.text': 'Nous y envoyons un code, que vous saisissez à la page suivante.',
  'page.add-email.text.replace':
    'La nouvelle adresse prend la place de {address} dès que vous avez saisi le code que nous y envoyons.',
  'page.add-email.text.confirm':
    'Votre organisation connaît pour vous l’adresse {address}. Nous y envoyons un code, que vous saisissez à la page suivante.',
  'page.add-email.address.label': 'Adresse e-mail',
  'page.add-email.address.hint':
    'Une adresse que vous pouvez lire sans le mot de passe que vous pourriez oublier : de préférence une adresse privée.',
  'page.add-email.submit': 'Envoyer le code',
  'page.add-email.refused.address-malformed':
    'Ce n’est pas une adresse e-mail à laquelle nous pouvons écrire. Veuillez la vérifier.',
  'page.email-code.title': 'Consultez votre messagerie',
  'page.email-code.text':
    'Un code à six chiffres est en route vers {address}. Il est valable cinq minutes.',
  'page.email-code.submit': 'Ajouter cette adresse',
  'page.email-code.idle':
    'C’est une adresse de votre organisation : sans votre mot de passe, vous ne pourrez peut-être pas la lire. Elle recevra les avis, mais ne compte pas pour une réinitialisation.',
  'page.email-code.refused': 'Ce code n’est pas le bon. Saisissez-le encore une fois.',
  'page.add-sms.title': 'Ajouter un téléphone mobile',
  'page.add-sms.title.replace': 'Remplacer un téléphone mobile',
  'page.add-sms.title.confirm': 'Confirmer votre téléphone mobile',
  'page.add-sms.text':
    'Nous y envoyons un SMS avec un code, que vous saisissez à la page suivante.',
  'page.add-sms.text.replace':
    'Le nouveau numéro prend la place de {address} dès que vous avez saisi le code que nous y envoyons.',
  'page.add-sms.text.confirm':
    'Votre organisation connaît pour vous le numéro {address}. Nous y envoyons un code, que vous saisissez à la page suivante.',
  'page.add-sms.address.label': 'Numéro de mobile',
  'page.add-sms.address.hint': 'Avec l’indicatif de son pays : +33 6 39 98 01 23.',
  'page.add-sms.submit': 'Envoyer le code',
  'page.add-sms.refused.address-malformed':
    'Ce n’est pas un numéro de mobile auquel nous pouvons écrire. Veuillez le vérifier, et commencez par + et l’indicatif de son pays.',
  'page.add-sms.refused.number-not-served':
    'Votre organisation n’envoie pas de SMS à des numéros comme celui-ci.',
  'page.sms-code.title': 'Regardez votre téléphone',
  'page.sms-code.text':
    'Un code à six chiffres est en route vers le {address}. Il est valable cinq minutes.',
  'page.sms-code.submit': 'Ajouter ce téléphone',
  'page.sms-code.refused': 'Ce code n’est pas le bon. Saisissez-le encore une fois.',
  'page.add-app.title.replace': 'Remplacer votre application d’authentification',

  'page.questions.title': 'Questions de sécurité',
  'page.questions.title.replace': 'Répondre à de nouvelles questions',
  'page.questions.text':
    'Choisissez {count} questions différentes, et donnez à chacune une réponse que vous saurez encore dans des années et que personne ne pourrait découvrir. Une réponse inventée convient aussi, si vous la retenez.',
  'page.questions.text.replace': 'Les nouvelles réponses remplacent toutes les anciennes.',
  'page.questions.set': 'Question {number}',
  'page.questions.question.label': 'Ce que nous demandons',
  'page.questions.question.none': 'À choisir',
  'page.questions.answer.label': 'Réponse',
  'page.questions.answer.hint':
    'De 3 à 40 caractères. Majuscules, accents, espaces et points ne comptent pas.',
  'page.questions.submit': 'Enregistrer les réponses',
  'page.questions.refused.question-missing': 'Question {number} : choisissez-en une dans la liste.',
  'page.questions.refused.question-twice': 'Question {number} : vous l’avez choisie deux fois.',
  'page.questions.refused.answer-short':
    'Question {number} : il faut au moins trois lettres ou chiffres.',
  'page.questions.refused.answer-long': 'Question {number} : une réponse a au plus 40 caractères.',
  'page.questions.refused.answer-twice':
    'Question {number} : cette réponse est celle d’une autre. Chacune a la sienne.',
  'page.questions.refused.answer-in-question':
    'Question {number} : la réponse est dans la question. N’importe qui l’essaierait d’abord.',
  'page.questions.again':
    'Pour votre sécurité, les réponses ne sont pas affichées : saisissez-les toutes de nouveau.',
  'page.proof-questions.title': 'Et vos réponses',
  'page.proof-questions.text': 'Répondez comme lors de l’enregistrement.',
  'page.proof-questions.refused':
    'Toutes vos réponses n’étaient pas justes. Voici un nouveau tirage. Après cinq erreurs, recommencez.',

  'page.authenticator.name.label': 'Nom',
  'page.authenticator.name.hint': 'Si vous voulez : « privé », « nouveau téléphone ».',
  'page.authenticator.rename': 'Enregistrer le nom',
  'page.authenticator.make-default': 'Utiliser par défaut',
  'page.authenticator.is-default': 'C’est le moyen par défaut de ce type.',
  'page.authenticator.replace': 'Remplacer',
  'page.authenticator.remove': 'Supprimer',
  'page.authenticator.remove-anyway': 'Supprimer quand même',
  'page.authenticator.warning.too-few-authenticators':
    'Sans lui, il vous reste trop peu de moyens : vous ne pourriez plus réinitialiser votre mot de passe par vous-même.',
  'page.authenticator.warning.authenticator-fresh':
    'Ce qui reste a été ajouté il y a peu : pendant quelques heures, vous ne pourriez pas réinitialiser votre mot de passe par vous-même.',

  'page.recovery-codes.title': 'Vos codes de secours',
  'page.recovery-codes.text':
    'Dix codes sur papier vous redonnent l’accès quand téléphone et messagerie sont hors de portée. Chacun sert une seule fois.',
  'page.recovery-codes.none': 'Vous n’en avez pas encore.',
  'page.recovery-codes.left':
    '{left, plural, =0 {Il n’en reste aucun sur {of}.} one {Il en reste un sur {of}.} other {Il en reste # sur {of}.}} Créés {when}.',
  'page.recovery-codes.replaces':
    'De nouveaux codes remplacent ceux que vous avez : les anciens ne serviront plus.',
  'page.recovery-codes.submit': 'Créer dix nouveaux codes',
  'page.new-recovery-codes.title': 'Vos nouveaux codes de secours',
  'page.new-recovery-codes.text':
    'Imprimez-les ou enregistrez-les maintenant : ils ne sont affichés qu’une fois. Gardez-les avec vos papiers, pas à côté de votre ordinateur.',
  'page.new-recovery-codes.download': 'Enregistrer comme texte',
  'page.new-recovery-codes.file': 'codes-de-secours.txt',
  'page.new-recovery-codes.about': 'Codes de secours de {name} chez {organisation}, créés {when}',
  'page.new-recovery-codes.once':
    'Chacun sert une seule fois. Quiconque en a un peut se faire passer pour vous : ne les donnez à personne.',

  'page.disown.title': 'Ce n’était pas vous ?',
  'page.disown.text':
    'Quelque chose a été fait sur votre compte : un nouveau mot de passe, un déverrouillage ou une modification de vos moyens de vérification. Si ce n’était pas vous, appuyez sur le bouton. Alors :',
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
  'page.audit.column.machine': 'Machine',
  'page.audit.empty': 'Aucun résultat. Essayez une autre personne ou une période plus longue.',
  'page.audit.older': 'Plus anciens',
  'page.audit.newest': 'Les plus récents',
  'page.audit.pages': 'Pages',
  'page.audit.none': 'aucune',

  'page.machines.title': 'Machines',
  'page.machines.text':
    'Les PC munis du module, reconnus à leur clé. Le nom est celui que le PC se donne : comparez l’identifiant avec celui de son journal d’événements avant d’approuver.',
  'page.machines.states': 'État',
  'page.machines.state.pending': 'En attente',
  'page.machines.state.trusted': 'Approuvées',
  'page.machines.state.revoked': 'Révoquées',
  'page.machines.table': 'Machines dans cet état',
  'page.machines.column.name': 'Nom',
  'page.machines.column.id': 'Identifiant',
  'page.machines.column.windows': 'Windows',
  'page.machines.column.address': 'Enregistrée depuis',
  'page.machines.column.enrolled': 'Enregistrée le',
  'page.machines.column.seen': 'Vue le',
  'page.machines.column.action': 'Décider',
  'page.machines.approve': 'Approuver',
  'page.machines.revoke': 'Révoquer',
  'page.machines.approve.label': 'Approuver {name}, {id}',
  'page.machines.revoke.label': 'Révoquer {name}, {id}',
  'page.machines.empty': 'Aucune machine dans cet état.',
  'page.machines.download': 'Obtenir le module',

  'page.windows.title': 'Module pour Windows',
  'page.windows.text':
    'Il ajoute « Vous avez oublié votre mot de passe ? » à l’écran de connexion de Windows. Les paquets de cette page connaissent l’adresse de ce serveur.',
  'page.windows.none':
    'Aucun paquet n’a encore été préparé pour ce serveur. Un administrateur le fait avec « latchkey windows package ».',
  'page.windows.which': 'Quel paquet pour quel Windows',
  'page.windows.column.windows': 'Windows',
  'page.windows.column.bits64': '64 bits',
  'page.windows.column.bits32': '32 bits',
  'page.windows.seven': '7 SP1',
  'page.windows.absent': 'N’existe pas',
  'page.windows.arm': 'Pas pour les PC à processeur ARM.',
  'page.windows.packages': 'Paquets',
  'page.windows.package.x64': 'Paquet 64 bits (x64)',
  'page.windows.package.x86': 'Paquet 32 bits (x86)',
  'page.windows.package.missing': 'Pas encore préparé.',
  'page.windows.sha256': 'SHA-256',
  'page.windows.size': '{kib, number} Kio',
  'page.windows.install': 'Installer sans question',
  'page.windows.install.text': 'En administrateur, dans le dossier du paquet :',
  'page.windows.remove.text': 'Et pour le retirer :',
  'page.windows.trial': 'Certificat de cet essai',
  'page.windows.trial.text':
    'L’essai a fabriqué son propre certificat. Sur un PC de test, placez son autorité dans les « Autorités de certification racines de confiance » de l’ordinateur. Elle ne vaut que pour cet hôte, et sa clé n’existe plus.',
  'page.windows.trial.link': 'Télécharger le certificat de l’autorité',

  'page.outbox.title': 'Boîte d’envoi de l’essai',
  'page.outbox.text':
    'Les messages qui auraient été envoyés, le plus récent en premier. Cette page n’existe que pendant l’essai.',
  'page.outbox.empty': 'Aucun message pour le moment. Demandez un code et rechargez cette page.',
  'page.outbox.messages.title': 'Messages',
  'page.outbox.to': 'À',
  'page.outbox.channel': 'Par',
  'page.outbox.sent': 'Envoyé',
  'page.outbox.answers.title': 'Questions de sécurité des personnes de l’essai',
  'page.outbox.answers.question': 'Question',
  'page.outbox.answers.answer': 'Réponse',
  'page.outbox.people.title': 'Applications d’authentification des personnes d’essai',
  'page.outbox.codes.title': 'Codes de secours des personnes de l’essai',
  'page.outbox.codes.left': 'Codes pas encore utilisés',
  'page.outbox.people.person': 'Personne',
  'page.outbox.people.secret': 'Clé',
  'page.outbox.people.code': 'Code actuel',
} satisfies Record<keyof typeof english, string>
