import type { step as english } from '../en/step.ts'

/** Plain spaces here: `typesetFrench` makes them non-breaking where French asks for it. */
export const step = {
  'step.identify.reset.title': 'Mot de passe oublié ?',
  'step.identify.reset.text':
    'Dites-nous qui vous êtes. Nous vérifions que c’est bien vous, puis vous en choisissez un nouveau.',
  'step.identify.unlock.title': 'Déverrouiller votre compte',
  'step.identify.unlock.text':
    'Dites-nous qui vous êtes. Nous vérifions que c’est bien vous et déverrouillons votre compte. Votre mot de passe reste le même.',
  'step.identify.change.title': 'Changer votre mot de passe',
  'step.identify.change.text':
    'Dites-nous qui vous êtes. Il vous faudra votre mot de passe actuel.',
  'step.identify.username.label': 'Nom d’utilisateur',
  'step.identify.username.hint': 'Celui avec lequel vous ouvrez votre session.',

  'step.choose.title': 'Comment vérifier que c’est bien vous ?',
  'step.choose.text': 'Choisissez un moyen que vous avez déjà enregistré.',
  'step.choose.next.title': 'Encore une vérification',
  'step.choose.next.text': 'Choisissez maintenant un autre moyen que vous avez déjà enregistré.',
  'step.choose.authenticator.label': 'Moyens de vérification',
  'step.choose.option.email': 'E-mail',
  'step.choose.option.email.hint': 'Nous envoyons un code à six chiffres',
  'step.choose.option.email.masked': 'E-mail à {masked}',
  'step.choose.option.totp': 'Application d’authentification',
  'step.choose.option.totp.hint': 'Un code sur votre téléphone',
  'step.choose.option.security-questions': 'Questions de sécurité',
  'step.choose.option.security-questions.hint': 'Les réponses que vous avez enregistrées',

  'step.choose.option.sms': 'SMS',
  'step.choose.option.sms.hint': 'Nous envoyons un code à six chiffres sur votre téléphone',
  'step.choose.option.sms.masked': 'SMS au {masked}',
  'step.choose.option.recovery-code': 'Code de secours',
  'step.choose.option.recovery-code.hint': 'L’un des dix que vous avez imprimés ou gardés',
  'step.choose.option.helpdesk-pass': 'Laissez-passer de l’assistance',
  'step.choose.option.helpdesk-pass.hint': 'L’assistance vous en donne un',

  'step.challenge.email.title': 'Consultez vos e-mails',
  'step.challenge.email.text':
    'Si {name} a enregistré une adresse e-mail, un code à six chiffres est en route. Il est valable cinq minutes.',
  'step.challenge.email.text.masked':
    'Un code à six chiffres est en route vers {masked}. Il est valable cinq minutes.',
  'step.challenge.totp.title': 'Ouvrez votre application',
  'step.challenge.totp.text':
    'Saisissez le code à six chiffres que l’application affiche en ce moment pour {name}. Il change toutes les 30 secondes.',
  'step.challenge.sms.title': 'Regardez votre téléphone',
  'step.challenge.sms.text':
    'Si {name} a enregistré un téléphone mobile, un SMS avec un code à six chiffres est en route. Il est valable cinq minutes.',
  'step.challenge.sms.text.masked':
    'Un SMS avec un code à six chiffres est en route vers le {masked}. Il est valable cinq minutes.',
  'step.challenge.security-questions.title': 'Question {number} sur {of}',
  'step.challenge.security-questions.label': 'Votre réponse',
  'step.challenge.security-questions.hint':
    'Répondez comme lors de l’enregistrement. Majuscules, accents, espaces et points ne comptent pas. Après la dernière question, vous saurez si toutes les réponses étaient justes.',
  'step.challenge.password.title': 'Votre mot de passe actuel',
  'step.challenge.password.text':
    'Saisissez le mot de passe que vous avez aujourd’hui : nous saurons que c’est bien vous.',
  'step.challenge.password.label': 'Mot de passe actuel',
  'step.challenge.code.label': 'Code',
  'step.challenge.recovery-code.title': 'Saisissez un code de secours',
  'step.challenge.recovery-code.text':
    'Saisissez l’un des codes de secours imprimés ou gardés pour {name} et pas encore utilisés. Chacun sert une seule fois.',
  'step.challenge.recovery-code.label': 'Code de secours',
  'step.challenge.recovery-code.hint':
    'Seize lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance. Vous n’en avez peut-être encore créé aucun : l’assistance peut vous aider autrement.',
  'step.challenge.recovery-code.malformed':
    'Un code de secours a seize lettres et chiffres. Vérifiez votre saisie.',
  'step.challenge.helpdesk-pass.title': 'Saisissez votre laissez-passer',
  'step.challenge.helpdesk-pass.text':
    'L’assistance crée un laissez-passer pour {name} après avoir vérifié que c’est bien vous. Il sert une seule fois, et pas longtemps.',
  'step.challenge.helpdesk-pass.label': 'Laissez-passer',
  'step.challenge.helpdesk-pass.hint':
    'Douze lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance. Pas de laissez-passer ? Demandez-en un à l’assistance.',
  'step.challenge.helpdesk-pass.malformed':
    'Un laissez-passer a douze lettres et chiffres. Vérifiez votre saisie.',
  'step.challenge.code.hint':
    'Pas de code ? Regardez dans les indésirables. Nous envoyons au plus trois codes en dix minutes. Vous n’avez peut-être encore rien enregistré : l’assistance peut alors vous redonner l’accès.',
  'step.challenge.code.hint.totp':
    'Pas de code à saisir ? Vous n’avez peut-être pas encore enregistré d’application : l’assistance peut alors vous redonner l’accès.',
  'step.challenge.code.hint.sms':
    'Pas de code ? Un SMS met jusqu’à une minute. Nous envoyons au plus trois codes en dix minutes. Vous n’avez peut-être encore rien enregistré : l’assistance peut alors vous redonner l’accès.',

  'step.new-password.title': 'Choisissez un nouveau mot de passe',
  'step.new-password.text': 'Pour {name}',
  'step.new-password.password.label': 'Nouveau mot de passe',
  'step.new-password.password-again.label': 'Le même, encore une fois',
  'step.saving.title': 'Enregistrement du nouveau mot de passe',
  'step.saving.unlock.title': 'Déverrouillage de votre compte',
  'step.saving.text': 'Cela prend quelques secondes. Laissez cette page ouverte.',

  'step.done.reset.title': 'Votre mot de passe est changé',
  'step.done.reset.text':
    'Utilisez désormais votre nouveau mot de passe, sur votre téléphone aussi.',
  'step.done.unlock.title': 'Votre compte est déverrouillé',
  'step.done.unlock.text': 'Connectez-vous avec le mot de passe que vous avez déjà.',
  'step.done.change.title': 'Votre mot de passe est changé',
  'step.done.change.text':
    'Utilisez désormais votre nouveau mot de passe, sur votre téléphone aussi.',

  'step.stopped.too-many-attempts.title': 'C’était un essai de trop',
  'step.stopped.too-many-attempts.text':
    'Pour protéger le compte, cette tentative s’arrête ici. Votre mot de passe n’a pas changé. Vous pouvez recommencer ou appeler l’assistance. Vous n’avez peut-être encore rien enregistré : l’assistance peut alors vous redonner l’accès.',
  'step.stopped.more-security-info-needed.title': 'Il faut d’abord vous enregistrer',
  'step.stopped.more-security-info-needed.text':
    'Nous n’avons pas assez de moyens de vérifier que c’est bien vous. Appelez l’assistance : elle s’assurera que c’est vous, vous redonnera l’accès, et vous ajouterez d’autres moyens sur votre page pour la prochaine fois.',
  'step.stopped.overtaken.title': 'Une autre tentative est passée avant',
  'step.stopped.overtaken.text':
    'Le mot de passe de ce compte vient d’être changé dans une autre fenêtre ou par une autre tentative. Si c’était vous, connectez-vous avec ce mot de passe. Sinon, appelez l’assistance tout de suite.',
  'step.stopped.not-possible.title': 'Ce n’est pas possible ici',
  'step.stopped.not-possible.text':
    'Ce mot de passe ne peut pas être changé sur cette page. Rien n’a changé. L’assistance peut voir pourquoi et vous aider. Vous n’avez peut-être encore rien enregistré : elle peut alors vous redonner l’accès.',
  'step.stopped.not-locked.title': 'Votre compte n’est pas verrouillé',
  'step.stopped.not-locked.text':
    'Connectez-vous avec votre mot de passe. Si vous ne vous en souvenez plus, recommencez et choisissez-en un nouveau. Vous n’avez peut-être encore rien enregistré : l’assistance peut alors vous redonner l’accès.',
  'step.stopped.outcome-unknown.title': 'Nous ne savons pas encore si cela a marché',
  'step.stopped.outcome-unknown.text':
    'La connexion s’est interrompue pendant l’enregistrement. Attendez une minute et connectez-vous avec le nouveau mot de passe. Si cela ne marche pas, essayez l’ancien, puis recommencez ou appelez l’assistance.',
  'step.stopped.ended-by-owner.title': 'Cette tentative a été arrêtée',
  'step.stopped.ended-by-owner.text':
    'Quelqu’un a utilisé le lien de notre message pour l’arrêter. Rien n’a changé. Si c’était vous par erreur, recommencez. Vous n’avez peut-être encore rien enregistré : l’assistance peut alors vous redonner l’accès.',

  'step.action.submit': 'Continuer',
  'step.action.submit.send-code': 'M’envoyer un code',
  'step.action.submit.change-password': 'Changer mon mot de passe',
  'step.action.submit.unlock': 'Déverrouiller mon compte',
  'step.action.resend': 'Renvoyer',
  'step.action.other-authenticator': 'Utiliser un autre moyen',
  'step.action.keep-password': 'Déverrouiller sans changer mon mot de passe',

  'step.refusal.username-missing': 'Saisissez votre nom d’utilisateur.',
  'step.refusal.choose-one': 'Choisissez l’un des moyens ci-dessous.',
  'step.refusal.code-malformed': 'Un code a six chiffres. Vérifiez votre saisie.',
  'step.refusal.code-not-accepted':
    '{left, plural, =0 {Ce code n’est pas le bon.} one {Ce code n’est pas le bon. Il vous reste un essai.} other {Ce code n’est pas le bon. Il vous reste # essais.}}',
  'step.refusal.answer-missing': 'Saisissez votre réponse.',
  'step.refusal.answers-not-accepted':
    '{left, plural, =0 {Toutes vos réponses n’étaient pas justes.} one {Toutes vos réponses n’étaient pas justes. Encore un essai, avec un nouveau tirage.} other {Toutes vos réponses n’étaient pas justes. Encore # essais, avec un nouveau tirage.}}',
  'step.refusal.code-expired':
    'Ce code est trop ancien. Choisissez « Renvoyer » pour en recevoir un nouveau.',
  'step.refusal.password-not-accepted':
    'Ce mot de passe n’est pas le bon. Attention aux majuscules et à la langue du clavier.',
  'step.refusal.resend-too-early':
    'Le dernier code vient de partir. Attendez une demi-minute, puis choisissez « Renvoyer ».',
  'step.refusal.no-more-codes':
    'Plus aucun code ne peut être envoyé pour cette tentative. Utilisez le dernier ou choisissez un autre moyen.',
  'step.refusal.passwords-differ':
    'Les deux mots de passe ne sont pas les mêmes. Saisissez-les à nouveau.',
  'step.refusal.password-missing': 'Saisissez un nouveau mot de passe, deux fois.',
  'step.refusal.password-refused':
    'Ce mot de passe ne convient pas. La liste ci-dessous dit ce qu’il faut ; votre organisation peut aussi interdire certains mots.',
  'step.refusal.gate-taken-back':
    'Vous avez fait une pause : montrez-nous encore une fois que c’est bien vous.',
  'step.refusal.directory-unavailable':
    'L’endroit où votre mot de passe est conservé ne répond pas en ce moment. Votre mot de passe n’a pas changé. Attendez une minute et réessayez.',

  'step.rule.min-length':
    '{least, plural, one {Au moins un caractère} other {Au moins # caractères}}',
  'step.rule.max-length': '{most, plural, one {Au plus un caractère} other {Au plus # caractères}}',
  'step.rule.character-classes':
    '{least, plural, one {Au moins une sorte} =2 {Deux sortes} =3 {Trois sortes} =4 {Les quatre sortes} other {# sortes}} de caractères : majuscules, minuscules, chiffres, autres',
  'step.rule.no-names': 'Pas votre nom',
  'step.rule.history':
    '{remembered, plural, one {Pas votre dernier mot de passe} other {Aucun de vos # derniers mots de passe}}',
  'step.rule.min-age':
    '{hours, plural, one {Un seul changement par heure} other {Un seul changement toutes les # heures}}',
} satisfies Record<keyof typeof english, string>
