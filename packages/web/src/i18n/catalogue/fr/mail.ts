import type { mail as english } from '../en/mail.ts'

const facts = `Quand : {when}
Depuis : {client}{hasMachine, select, yes { sur {machine}} other {}}
Adresse : {address}`

const notMe = `{hasLink, select, yes {Si ce n’était pas vous, ouvrez cette page maintenant et appuyez sur son bouton :

{link}

Toutes les tentatives et toutes les sessions ouvertes prennent fin, et vos administrateurs sont prévenus. Le lien est valable sept jours.} other {Si ce n’était pas vous, appelez l’assistance tout de suite.}}

Assistance : {helpdesk}`

export const mail = {
  'mail.code.subject': 'Votre code pour {organisation}',
  'mail.code.body': `Quelqu’un, vous sans doute, a demandé un code pour le compte {name}. Le voici :

{code}

Il est valable cinq minutes, une seule fois, et seulement sur la page où vous l’avez demandé.

${facts}

Personne ne vous demandera jamais ce code : ni l’assistance, ni votre administrateur. Ne le donnez à personne.

Si vous ne l’avez pas demandé, arrêtez cette tentative ici :

{link}`,

  'mail.notice.password-reset.subject': 'Votre mot de passe a été réinitialisé',
  'mail.notice.password-reset.body': `Le mot de passe de votre compte {name} chez {organisation} vient d’être remplacé par un nouveau.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.password-changed.subject': 'Votre mot de passe a été changé',
  'mail.notice.password-changed.body': `Le mot de passe de votre compte {name} chez {organisation} vient d’être changé, avec l’ancien.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.account-unlocked.subject': 'Votre compte a été déverrouillé',
  'mail.notice.account-unlocked.body': `Votre compte {name} chez {organisation} était verrouillé et vient d’être déverrouillé. Le mot de passe reste le même.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.outcome-unknown.subject': 'Votre mot de passe a peut-être changé',
  'mail.notice.outcome-unknown.body': `Pendant l’enregistrement d’un nouveau mot de passe pour votre compte {name} chez {organisation}, ou son déverrouillage, la connexion a été coupée. Nous ne savons pas si cela a pris effet.

${facts}

Si c’était vous, connectez-vous avec le nouveau mot de passe. S’il ne fonctionne pas, essayez l’ancien, puis recommencez.

${notMe}`,

  'mail.notice.authenticator-enrolled.subject': 'Un nouveau moyen de vérification a été enregistré',
  'mail.notice.authenticator-enrolled.body': `Un nouveau moyen de prouver que c’est bien vous a été enregistré pour votre compte {name} chez {organisation} : {authenticator}.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.recovery-codes-made.subject': 'De nouveaux codes de secours ont été créés',
  'mail.notice.recovery-codes-made.body': `De nouveaux codes de secours ont été créés pour votre compte {name} chez {organisation}. Les codes d’avant ne servent plus.

${facts}

Si c’était vous, gardez-les avec vos papiers.

${notMe}`,

  'mail.notice.recovery-code-used.subject':
    '{left, plural, =0 {Votre dernier code de secours a servi} one {Un code de secours a servi, il en reste un} other {Un code de secours a servi, il en reste #}}',
  'mail.notice.recovery-code-used.body': `Un code de secours de votre compte {name} chez {organisation} vient de servir. {left, plural, =0 {Il n’en reste aucun : créez-en d’autres sur votre page.} =1 {Il en reste un : créez-en d’autres sur votre page.} =2 {Il en reste deux : créez-en d’autres sur votre page.} =3 {Il en reste trois : créez-en bientôt d’autres sur votre page.} one {Il en reste #.} other {Il en reste #.}}

${facts}

Si c’était vous, rayez ce code.

${notMe}`,

  'mail.notice.helpdesk-pass-issued.subject': 'L’assistance a créé un laissez-passer pour vous',
  'mail.notice.helpdesk-pass-issued.body': `L’assistance a créé un laissez-passer pour votre compte {name} chez {organisation}. Quiconque l’a peut se faire passer pour vous, une seule fois, jusqu’au {until}.

Quand : {when}

Si vous l’avez demandé, saisissez-le vous-même et ne le donnez à personne.

${notMe}`,

  'mail.suggestion.subject': 'Enregistrez un moyen de vérification',
  'mail.suggestion.body': `Quelqu’un a essayé de réinitialiser le mot de passe de votre compte {name} chez {organisation}. Ce n’était pas possible : vous avez enregistré trop peu de moyens de prouver que c’est bien vous.

${facts}

Si c’était vous, appelez l’assistance. Elle s’assurera que c’est bien vous et enregistrera votre adresse e-mail ou une application d’authentification : la prochaine fois, vous pourrez le faire par vous-même.

Si ce n’était pas vous, il ne s’est rien passé et il n’y a rien à faire.

Assistance : {helpdesk}`,

  'mail.alert.subject': 'Une réinitialisation a été contestée : {name}',
  'mail.alert.body': `{name} dit ne pas être à l’origine de ceci :

${facts}

Toutes les tentatives et toutes les sessions du compte ont pris fin, et le libre-service est suspendu pour ce compte.{blocked, select, yes { L’annuaire refuse aussi la connexion.} other { La connexion elle-même n’est pas bloquée : quiconque a choisi le mot de passe peut encore l’utiliser.}}

Parlez à la personne, donnez-lui un nouveau mot de passe, puis levez la suspension quand tout est en ordre. Le déroulement est dans le journal d’audit :

{link}`,
} satisfies Record<keyof typeof english, string>
