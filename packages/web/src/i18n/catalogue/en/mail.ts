/**
 * Plain text. `hasMachine` and `hasLink` are `yes` or `no`: a PC may call itself anything, so the name
 * itself never decides what the sentence says.
 */
const facts = `When: {when}
From: {client}{hasMachine, select, yes { on {machine}} other {}}
Address: {address}`

const notMe = `{hasLink, select, yes {If this wasn’t you, open this page now and press its button:

{link}

It ends every attempt and every open session, and we tell your administrators. The link works for seven days.} other {If this wasn’t you, call the help desk now.}}

Help desk: {helpdesk}`

export const mail = {
  'mail.code.subject': 'Your code for {organisation}',
  'mail.code.body': `Somebody, we hope you, asked for a code for the account {name}. Here it is:

{code}

It works for five minutes, once, and only on the page where you asked for it.

${facts}

Nobody will ever ask you for this code: not the help desk, not your administrator. Don’t give it to anyone.

If you didn’t ask for it, stop that attempt here:

{link}`,

  'mail.notice.password-reset.subject': 'Your password was reset',
  'mail.notice.password-reset.body': `The password of your account {name} at {organisation} was just replaced by a new one.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.password-changed.subject': 'Your password was changed',
  'mail.notice.password-changed.body': `The password of your account {name} at {organisation} was just changed, with the old one.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.account-unlocked.subject': 'Your account was unlocked',
  'mail.notice.account-unlocked.body': `Your account {name} at {organisation} was locked and has just been unlocked. The password stays as it was.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.outcome-unknown.subject': 'Your password may have been changed',
  'mail.notice.outcome-unknown.body': `While a new password was being saved for your account {name} at {organisation}, or the account was being unlocked, the connection broke. We don’t know whether it took effect.

${facts}

If this was you, sign in with the new password. If that doesn’t work, try the old one, then start again.

${notMe}`,

  'mail.notice.authenticator-enrolled.subject': 'A new way back in was registered',
  'mail.notice.authenticator-enrolled.body': `A new way to prove that it’s you was registered for your account {name} at {organisation}: {authenticator}.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.authenticator-replaced.subject': 'A way back in was replaced',
  'mail.notice.authenticator-replaced.body': `One of the ways to prove that it’s you was replaced by a new one for your account {name} at {organisation}: {authenticator}.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.authenticator-removed.subject': 'A way back in was removed',
  'mail.notice.authenticator-removed.body': `One of the ways to prove that it’s you was removed from your account {name} at {organisation}: {authenticator}.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.authenticator-changed.subject': 'A way back in was changed',
  'mail.notice.authenticator-changed.body': `The name or the default of a way to prove that it’s you was changed for your account {name} at {organisation}: {authenticator}.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.notice.enrolment-link-issued.subject': 'A link to register a way back in was made',
  'mail.notice.enrolment-link-issued.body': `The help desk of {organisation} made a link for your account {name}. Whoever has it can register, once and without your password, a new way to prove that it’s you.

${facts}

If you asked for it, there is nothing to do.

${notMe}`,

  'mail.own-code.prove.subject': 'Your code to change how you get back in',
  'mail.own-code.prove.body': `Somebody who is signed in as {name} at {organisation} wants to change how that account gets back in. Here is the code:

{code}

It works for five minutes, once, and only on the page where it was asked for. It opens no password reset.

${facts}

Nobody will ever ask you for this code: not the help desk, not your administrator. Don’t give it to anyone.

If this wasn’t you, somebody knows your password: change it, and call the help desk.

Help desk: {helpdesk}`,

  'mail.own-code.enrol.subject': 'Confirm this e-mail address',
  'mail.own-code.enrol.body': `Somebody wants to register this address for the account {name} at {organisation}. Here is the code that confirms it:

{code}

It works for five minutes, once, and only on the page where it was asked for.

${facts}

Nobody will ever ask you for this code: not the help desk, not your administrator. Don’t give it to anyone.

If this wasn’t you, there is nothing to do: without the code the address is not registered.

Help desk: {helpdesk}`,

  'mail.notice.recovery-codes-made.subject': 'New recovery codes were made',
  'mail.notice.recovery-codes-made.body': `A new set of recovery codes was made for your account {name} at {organisation}. Codes of an earlier set no longer work.

${facts}

If this was you, keep them where you keep your papers.

${notMe}`,

  'mail.notice.recovery-code-used.subject':
    '{left, plural, =0 {Your last recovery code was used} one {A recovery code was used, one is left} other {A recovery code was used, # are left}}',
  'mail.notice.recovery-code-used.body': `A recovery code of your account {name} at {organisation} was just used. {left, plural, =0 {None is left: make a new set on your page.} =1 {One is left: make a new set on your page.} =2 {Two are left: make a new set on your page.} =3 {Three are left: make a new set on your page soon.} other {# are left.}}

${facts}

If this was you, cross the code out.

${notMe}`,

  'mail.notice.helpdesk-pass-issued.subject': 'The help desk made a pass for you',
  'mail.notice.helpdesk-pass-issued.body': `The help desk made a pass for your account {name} at {organisation}. Whoever has it can pass for you, once, until {until}.

When: {when}

If you asked for it, type it yourself and give it to nobody.

${notMe}`,

  'mail.notice.helpdesk-pass-used.subject': 'Your pass of the help desk was used',
  'mail.notice.helpdesk-pass-used.body': `The pass that the help desk made for your account {name} at {organisation} was just used. It is used up now.

${facts}

If this was you, there is nothing to do.

${notMe}`,

  'mail.suggestion.subject': 'Register a way back in',
  'mail.suggestion.body': `Somebody tried to reset the password of your account {name} at {organisation}. It couldn’t be done: you have registered too few ways to prove that it’s you.

${facts}

If this was you and you still know your password, sign in to your page and add a way there. If you don’t, call the help desk: they make sure that it’s you and let you back in. Then add a way on your page, so that next time you can do it by yourself.

If it wasn’t you, nothing happened and there is nothing to do.

Help desk: {helpdesk}`,

  'mail.alert.subject': 'A password reset was disowned: {name}',
  'mail.alert.body': `{name} says that this was not them:

${facts}

All attempts and sessions of the account have ended, and self-service is switched off for it.{blocked, select, yes { The directory refuses sign-in too.} other { Sign-in itself is not blocked: whoever set the password can still use it.}}

Please speak to the person, give them a new password, and lift the freeze when all is well. What happened is in the audit:

{link}`,
}
