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

  'mail.notice.authenticator-replaced.subject': 'Un moyen de vérification a été remplacé',
  'mail.notice.authenticator-replaced.body': `Un des moyens de prouver que c’est bien vous a été remplacé par un nouveau pour votre compte {name} chez {organisation} : {authenticator}.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.authenticator-removed.subject': 'Un moyen de vérification a été supprimé',
  'mail.notice.authenticator-removed.body': `Un des moyens de prouver que c’est bien vous a été supprimé de votre compte {name} chez {organisation} : {authenticator}.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.authenticator-changed.subject': 'Un moyen de vérification a été modifié',
  'mail.notice.authenticator-changed.body': `Le nom d’un moyen de prouver que c’est bien vous, ou le moyen par défaut, a été modifié pour votre compte {name} chez {organisation} : {authenticator}.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.notice.enrolment-link-issued.subject': 'Un lien d’enregistrement a été créé',
  'mail.notice.enrolment-link-issued.body': `L’assistance de {organisation} a créé un lien pour votre compte {name}. Celui qui le possède peut enregistrer, une fois et sans votre mot de passe, un nouveau moyen de prouver que c’est bien vous.

${facts}

Si vous l’avez demandé, il n’y a rien à faire.

${notMe}`,

  'mail.own-code.prove.subject': 'Votre code pour modifier vos moyens de vérification',
  'mail.own-code.prove.body': `Quelqu’un qui est connecté sous le nom {name} chez {organisation} veut modifier les moyens de vérification de ce compte. Voici le code :

{code}

Il est valable cinq minutes, une seule fois, et seulement sur la page où il a été demandé. Il ne permet aucune réinitialisation du mot de passe.

${facts}

Personne ne vous demandera jamais ce code : ni l’assistance, ni votre administrateur. Ne le donnez à personne.

Si ce n’était pas vous, quelqu’un connaît votre mot de passe : changez-le et appelez l’assistance.

Assistance : {helpdesk}`,

  'mail.own-code.enrol.subject': 'Confirmez cette adresse e-mail',
  'mail.own-code.enrol.body': `Quelqu’un veut enregistrer cette adresse pour le compte {name} chez {organisation}. Voici le code qui la confirme :

{code}

Il est valable cinq minutes, une seule fois, et seulement sur la page où il a été demandé.

${facts}

Personne ne vous demandera jamais ce code : ni l’assistance, ni votre administrateur. Ne le donnez à personne.

Si ce n’était pas vous, il n’y a rien à faire : sans le code, l’adresse n’est pas enregistrée.

Assistance : {helpdesk}`,

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

  'mail.notice.helpdesk-pass-used.subject': 'Votre laissez-passer de l’assistance a servi',
  'mail.notice.helpdesk-pass-used.body': `Le laissez-passer que l’assistance a créé pour votre compte {name} chez {organisation} vient de servir. Il n’est plus valable.

${facts}

Si c’était vous, il n’y a rien à faire.

${notMe}`,

  'mail.suggestion.subject': 'Enregistrez un moyen de vérification',
  'mail.suggestion.body': `Quelqu’un a essayé de réinitialiser le mot de passe de votre compte {name} chez {organisation}. Ce n’était pas possible : vous avez enregistré trop peu de moyens de prouver que c’est bien vous.

${facts}

Si c’était vous et que vous connaissez encore votre mot de passe, connectez-vous à votre page et ajoutez-y un moyen. Sinon, appelez l’assistance : elle s’assurera que c’est bien vous et vous redonnera l’accès. Ajoutez ensuite un moyen sur votre page : la prochaine fois, vous pourrez le faire par vous-même.

Si ce n’était pas vous, il ne s’est rien passé et il n’y a rien à faire.

Assistance : {helpdesk}`,

  'mail.alert.subject': 'Une réinitialisation a été contestée : {name}',
  'mail.alert.body': `{name} dit ne pas être à l’origine de ceci :

${facts}

Toutes les tentatives et toutes les sessions du compte ont pris fin, et le libre-service est suspendu pour ce compte.{blocked, select, yes { L’annuaire refuse aussi la connexion.} other { La connexion elle-même n’est pas bloquée : quiconque a choisi le mot de passe peut encore l’utiliser.}}

Parlez à la personne, donnez-lui un nouveau mot de passe, puis levez la suspension quand tout est en ordre. Le déroulement est dans le journal d’audit :

{link}`,
} satisfies Record<keyof typeof english, string>
