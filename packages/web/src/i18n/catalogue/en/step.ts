/** What a step says: the server fills steps with these, and every client draws them as they are. */
export const step = {
  'step.identify.reset.title': 'Forgot your password?',
  'step.identify.reset.text':
    'Tell us who you are. We check that it’s you, then you choose a new one.',
  'step.identify.unlock.title': 'Unlock your account',
  'step.identify.unlock.text':
    'Tell us who you are. We check that it’s you and unlock your account. Your password stays as it is.',
  'step.identify.change.title': 'Change your password',
  'step.identify.change.text': 'Tell us who you are. You need your current password.',
  'step.identify.username.label': 'User name',
  'step.identify.username.hint': 'The name you sign in to your computer with.',

  'step.choose.title': 'How should we check it’s you?',
  'step.choose.text': 'Choose a way that you registered before.',
  'step.choose.next.title': 'One more check',
  'step.choose.next.text': 'Now choose another way that you registered before.',
  'step.choose.authenticator.label': 'Ways back in',
  'step.choose.option.email': 'E-mail',
  'step.choose.option.email.hint': 'We send a six-digit code',
  'step.choose.option.email.masked': 'E-mail to {masked}',
  'step.choose.option.totp': 'Authenticator app',
  'step.choose.option.totp.hint': 'A code from your phone',
  'step.choose.option.security-questions': 'Security questions',
  'step.choose.option.security-questions.hint': 'The answers that you registered',

  'step.choose.option.sms': 'Text message',
  'step.choose.option.sms.hint': 'We send a six-digit code to your phone',
  'step.choose.option.sms.masked': 'Text message to {masked}',
  'step.choose.option.recovery-code': 'Recovery code',
  'step.choose.option.recovery-code.hint': 'One of the ten that you printed or saved',
  'step.choose.option.helpdesk-pass': 'Help-desk pass',
  'step.choose.option.helpdesk-pass.hint': 'The help desk gives you one',

  'step.challenge.email.title': 'Check your e-mail',
  'step.challenge.email.text':
    'If {name} has registered an e-mail address, a six-digit code is on its way. It works for five minutes.',
  'step.challenge.email.text.masked':
    'A six-digit code is on its way to {masked}. It works for five minutes.',
  'step.challenge.totp.title': 'Open your authenticator app',
  'step.challenge.totp.text':
    'Type the six-digit code that the app shows for {name} now. A new one appears every 30 seconds.',
  'step.challenge.sms.title': 'Look at your phone',
  'step.challenge.sms.text':
    'If {name} has registered a mobile phone, a text message with a six-digit code is on its way. It works for five minutes.',
  'step.challenge.sms.text.masked':
    'A text message with a six-digit code is on its way to {masked}. It works for five minutes.',
  'step.challenge.security-questions.title': 'Question {number} of {of}',
  'step.challenge.security-questions.label': 'Your answer',
  'step.challenge.security-questions.hint':
    'Answer as when you registered. Capitals, accents, spaces and full stops do not matter. You learn after the last question whether all answers were right.',
  'step.challenge.password.title': 'Your current password',
  'step.challenge.password.text': 'Type the password you have now, so that we know it’s you.',
  'step.challenge.password.label': 'Current password',
  'step.challenge.code.label': 'Code',
  'step.challenge.recovery-code.title': 'Type a recovery code',
  'step.challenge.recovery-code.text':
    'Type one of the recovery codes that were printed or saved for {name} and not used yet. Each works once.',
  'step.challenge.recovery-code.label': 'Recovery code',
  'step.challenge.recovery-code.hint':
    'Sixteen letters and digits. Capitals, spaces and hyphens don’t matter. You may not have made any yet: the help desk can let you in another way.',
  'step.challenge.recovery-code.malformed':
    'A recovery code has sixteen letters and digits. Check what you typed.',
  'step.challenge.helpdesk-pass.title': 'Type your help-desk pass',
  'step.challenge.helpdesk-pass.text':
    'The help desk makes a pass for {name} after checking that it’s you. It works once, and not for long.',
  'step.challenge.helpdesk-pass.label': 'Pass',
  'step.challenge.helpdesk-pass.hint':
    'Twelve letters and digits. Capitals, spaces and hyphens don’t matter. No pass yet? Ask the help desk for one.',
  'step.challenge.helpdesk-pass.malformed':
    'A pass has twelve letters and digits. Check what you typed.',
  'step.challenge.code.hint':
    'No code? Look in the junk folder. We send at most three codes in ten minutes. You may not have registered yet: then the help desk can let you back in.',
  'step.challenge.code.hint.totp':
    'No code to type? You may not have registered an app yet: then the help desk can let you back in.',
  'step.challenge.code.hint.sms':
    'No code? Text messages take up to a minute. We send at most three codes in ten minutes. You may not have registered yet: then the help desk can let you back in.',

  'step.new-password.title': 'Choose a new password',
  'step.new-password.text': 'For {name}',
  'step.new-password.password.label': 'New password',
  'step.new-password.password-again.label': 'The same again',
  'step.saving.title': 'Saving your new password',
  'step.saving.unlock.title': 'Unlocking your account',
  'step.saving.text': 'This takes a few seconds. Please leave this page open.',

  'step.done.reset.title': 'Your password is changed',
  'step.done.reset.text': 'Sign in with your new password from now on, on your phone too.',
  'step.done.unlock.title': 'Your account is unlocked',
  'step.done.unlock.text': 'Sign in with the password you already have.',
  'step.done.change.title': 'Your password is changed',
  'step.done.change.text': 'Sign in with your new password from now on, on your phone too.',

  'step.stopped.too-many-attempts.title': 'That was one try too many',
  'step.stopped.too-many-attempts.text':
    'To keep the account safe, this attempt ends here. Your password has not changed. You can start again, or call the help desk. You may not have registered yet: then the help desk can let you back in.',
  'step.stopped.more-security-info-needed.title': 'You need to register first',
  'step.stopped.more-security-info-needed.text':
    'There are not enough ways to check that it’s you. Call the help desk: they make sure that it’s you, let you back in, and on your page you add more ways for next time.',
  'step.stopped.overtaken.title': 'Another attempt went first',
  'step.stopped.overtaken.text':
    'The password of this account was just set in another window or by another attempt. If that was you, sign in with that password. If it wasn’t, call the help desk now.',
  'step.stopped.not-possible.title': 'We can’t do this here',
  'step.stopped.not-possible.text':
    'This password can’t be set on this page. Nothing has changed. The help desk can see why and help you. You may not have registered yet: then they can let you back in.',
  'step.stopped.not-locked.title': 'Your account isn’t locked',
  'step.stopped.not-locked.text':
    'Sign in with the password you have. If you don’t remember it, start again and choose a new one. You may not have registered yet: then the help desk can let you back in.',
  'step.stopped.outcome-unknown.title': 'We don’t know yet whether it worked',
  'step.stopped.outcome-unknown.text':
    'The connection broke while your password was being saved. Wait a minute and sign in with the new one. If that doesn’t work, try the old one, then start again or call the help desk.',
  'step.stopped.ended-by-owner.title': 'This attempt was stopped',
  'step.stopped.ended-by-owner.text':
    'Somebody used the link in our message to stop it. Nothing has changed. If that was you by mistake, start again. You may not have registered yet: then the help desk can let you back in.',

  'step.action.submit': 'Continue',
  'step.action.submit.send-code': 'Send me a code',
  'step.action.submit.change-password': 'Change my password',
  'step.action.submit.unlock': 'Unlock my account',
  'step.action.resend': 'Send again',
  'step.action.other-authenticator': 'Use another way',
  'step.action.keep-password': 'Only unlock, keep my password',

  'step.refusal.username-missing': 'Type your user name.',
  'step.refusal.choose-one': 'Choose one of the ways below.',
  'step.refusal.code-malformed': 'A code has six digits. Check what you typed.',
  'step.refusal.code-not-accepted':
    '{left, plural, =0 {That code wasn’t right.} one {That code wasn’t right. One try left.} other {That code wasn’t right. # tries left.}}',
  'step.refusal.answer-missing': 'Type your answer.',
  'step.refusal.answers-not-accepted':
    '{left, plural, =0 {Not all of your answers were right.} one {Not all of your answers were right. One try left, with questions drawn anew.} other {Not all of your answers were right. # tries left, with questions drawn anew.}}',
  'step.refusal.code-expired': 'That code is too old. Choose “Send again” to get a new one.',
  'step.refusal.password-not-accepted':
    'That password wasn’t right. Mind capital letters and the keyboard language.',
  'step.refusal.resend-too-early':
    'The last code was sent just now. Give it half a minute, then choose “Send again”.',
  'step.refusal.no-more-codes':
    'No more codes can be sent for this attempt. Use the last one, or choose another way.',
  'step.refusal.passwords-differ': 'The two passwords are not the same. Type both again.',
  'step.refusal.password-missing': 'Type a new password, twice.',
  'step.refusal.password-refused':
    'That password can’t be used. The list below says what it needs; your organisation may forbid some words too.',
  'step.refusal.gate-taken-back':
    'You were away for a while, so please show once more that it’s you.',
  'step.refusal.directory-unavailable':
    'The place where your password is kept does not answer at the moment. Your password has not changed. Wait a minute and try again.',

  'step.rule.min-length':
    '{least, plural, one {At least one character} other {At least # characters}}',
  'step.rule.max-length':
    '{most, plural, one {At most one character} other {At most # characters}}',
  'step.rule.character-classes':
    '{least, plural, one {At least one kind} =2 {Two kinds} =3 {Three kinds} =4 {All four kinds} other {# kinds}} of characters: capitals, small letters, digits, others',
  'step.rule.no-names': 'Not your name',
  'step.rule.history':
    '{remembered, plural, one {Not your last password} other {Not one of your last # passwords}}',
  'step.rule.min-age':
    '{hours, plural, one {At most one change an hour} other {At most one change in # hours}}',
}
