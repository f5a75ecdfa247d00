/** What the pages say around a step: headings, links, the account, the console, the trial's outbox. */
export const page = {
  'page.language.label': 'Language',
  'page.language.name': 'English',
  'page.navigation.label': 'Your pages',
  'page.navigation.account': 'My page',
  'page.navigation.audit': 'Audit',
  'page.navigation.machines': 'Machines',
  'page.title.refused': 'Please check: {title}',
  'page.trial.link': 'Trial: outbox',

  'page.link.forgot': 'I forgot my password',
  'page.link.unlock': 'My account is locked',
  'page.link.account': 'Sign in to my page',
  'page.link.start-again': 'Start again',
  'page.link.go-on': 'Go on',
  'page.action.cancel': 'Cancel',
  'page.action.sign-out': 'Sign out',

  'page.progress.open': 'Step {step}',
  'page.progress.known': 'Step {step} of {of}',
  'page.rules.label': 'What the password needs',
  'page.rules.state.met': 'Done:',
  'page.rules.state.broken': 'Missing:',
  'page.resend.note': 'Nothing after half a minute? Send it again.',
  'page.saving.again': 'See whether it’s done',
  'page.problem.request': 'Number for the help desk: {request}',

  'page.sign-in.title': 'Sign in to your page',
  'page.sign-in.text': 'See your ways back in, your recent activity, and change your password.',
  'page.sign-in.administration.title': 'Sign in to the console',
  'page.sign-in.administration.text': 'For administrators, with password and authenticator app.',
  'page.sign-in.username.label': 'User name',
  'page.sign-in.password.label': 'Password',
  'page.sign-in.submit': 'Sign in',
  'page.sign-in.refused':
    'That name and password don’t go together, or sign-in isn’t possible at the moment. Mind capital letters.',
  'page.second-proof.title': 'Open your authenticator app',
  'page.second-proof.text': 'Type the six-digit code that it shows now.',
  'page.second-proof.refused':
    'That code wasn’t right, or it was used before. Wait for the next one.',
  'page.code.label': 'Code',

  'page.account.title': 'Hello, {name}',
  'page.account.signed-in-as': 'Signed in as {name}',
  'page.account.change-password': 'Change password',
  'page.account.authenticators.title': 'Your ways back in',
  'page.account.authenticators.none':
    'Nothing is registered yet, so you couldn’t reset your password by yourself. Add a way below.',
  'page.account.authenticators.added': 'Added {when}',
  'page.account.authenticators.used': 'Last used {when}',
  'page.account.authenticators.unused': 'Not used yet',
  'page.account.activity.title': 'Recent activity',
  'page.account.activity.none': 'Nothing yet.',
  'page.account.activity.note': 'Something here that wasn’t you?',
  'page.account.authenticators.default': 'default',
  'page.account.authenticators.fresh':
    'New: until {when} it only works together with one of the others.',
  'page.account.authenticators.of-directory':
    'From your organisation’s directory, not confirmed by you',
  'page.account.authenticators.left':
    '{left, plural, =0 {none is left} one {one is left} other {# are left}}',
  'page.account.authenticators.until': 'Good once, until {when}',
  'page.account.authenticators.change': 'Change',
  'page.account.authenticators.change.label': 'Change {what}',
  'page.account.missing':
    '{count, plural, one {You need one more way to be able to reset your password by yourself.} other {You need # more ways, each of another kind, to be able to reset your password by yourself.}}',
  'page.account.frozen':
    'Self-service is switched off for your account, so nothing can be changed here. Call the help desk.',
  'page.account.add.email': 'Add an e-mail address',
  'page.account.add.sms': 'Add a mobile phone',
  'page.account.add.totp': 'Add an authenticator app',
  'page.account.add.recovery-code': 'Make recovery codes',
  'page.account.add.security-questions': 'Answer security questions',
  'page.account.confirm': 'Confirm {address}',
  'page.account.said.enrolled': 'Added. Any other address of yours gets a notice.',
  'page.account.said.removed': 'Removed. Your addresses get a notice.',
  'page.account.said.renamed': 'The name is changed.',
  'page.account.said.preferred': 'That is the default of its kind now.',
  'page.account.said.stale':
    'Nothing was changed: that page was out of date, or the code too old or tried too often. Please start again.',
  'page.account.said.too-many':
    'You have as many of that kind as one person may have. Remove one first.',
  'page.account.said.enrolled-already': 'That is registered already.',
  'page.account.said.frozen': 'Nothing was changed: self-service is switched off for your account.',
  'page.account.said.warning-needed': 'Nothing was changed: please read the warning first.',
  'page.account.said.confirmed': 'Thank you. Everything stays as it is.',
  'page.account.deadline': 'Please register by {when}. After that, nothing else is possible here.',
  'page.account.authenticators.idle':
    'An address of your organisation: without your password you may not be able to read it, so it doesn’t count for a reset. It gets notices.',

  'page.register.title': 'Register how you get back in',
  'page.register.text':
    '{count, plural, one {Your organisation asks you for one more way to prove that it’s you.} other {Your organisation asks you for # more ways to prove that it’s you, each of another kind.}} Then you can set a new password by yourself if you forget yours.',
  'page.register.deadline':
    'You can put it off until {when}. After that, nothing but registering is possible on your page.',
  'page.register.over':
    'Until you have registered, nothing else is possible on your page. If you can’t, call the help desk.',
  'page.register.later': 'Later',
  'page.register.finish': 'Finish',
  'page.confirm.title': 'Is this still right?',
  'page.confirm.text':
    'This is how you get back in if you forget your password. Confirm that all of it still reaches you, or change what doesn’t.',
  'page.confirm.submit': 'All of this is right',
  'page.enrol-link.title': 'Register for {name}',
  'page.enrol-link.text':
    'The help desk made this link for {name}. With it you register how you get back in, without your password. It works once: after the button you have 30 minutes.',
  'page.enrol-link.replaces':
    'What was registered before is removed as soon as you have registered something new.',
  'page.enrol-link.submit': 'Begin',
  'page.enrol-link.otherwise':
    'If this isn’t your name, or you asked for nothing, close this page and call the help desk.',
  'page.link-register.text':
    '{count, plural, =0 {You have all that is asked for. Add more, or finish.} one {Register one more way to prove that it’s you.} other {Register # more ways to prove that it’s you, each of another kind.}}',
  'page.link-register.hours':
    '{hours, plural, =0 {} one {For an hour, what you register now doesn’t yet reset a password by itself.} other {For # hours, what you register now doesn’t yet reset a password by itself.}}',

  'page.security.back': 'Back to my page',
  'page.proof.title': 'First, check that it’s you',
  'page.proof.text':
    'Before you change how you get back in, give your current password again. It holds for five minutes.',
  'page.proof.password.label': 'Current password',
  'page.proof.submit': 'Continue',
  'page.proof.refused': 'That password wasn’t right, or sign-in isn’t possible at the moment.',
  'page.proof-code.title': 'And a code',
  'page.proof-code.text.app': 'Type the six-digit code that your authenticator app shows now.',
  'page.proof-code.text.mail':
    'We send a six-digit code to an address or a phone that you registered before.',
  'page.proof-code.text.sent': 'A six-digit code is on its way. It works for five minutes.',
  'page.proof-code.text.none':
    'None of the ways that you registered works on this page. Call the help desk.',
  'page.proof-code.text.recovery-code': 'Type one of your recovery codes. It works once.',
  'page.proof-code.recovery-code.label': 'Recovery code',
  'page.proof-code.recovery-code.submit': 'Use a recovery code',
  'page.proof-code.send': 'Send a code to {address}',
  'page.proof-code.send-again': 'Send another code to {address}',
  'page.proof-code.refused':
    'That code wasn’t right, or it was used before. After five wrong ones, start again.',

  'page.add-email.title': 'Add an e-mail address',
  'page.add-email.title.replace': 'Replace an e-mail address',
  'page.add-email.title.confirm': 'Confirm your e-mail address',
  'page.add-email.text': 'We send a code to it, which you type on the next page.',
  'page.add-email.text.replace':
    'The new address takes the place of {address} once you have typed the code that we send to it.',
  'page.add-email.text.confirm':
    'Your organisation has the address {address} for you. We send a code to it, which you type on the next page.',
  'page.add-email.address.label': 'E-mail address',
  'page.add-email.address.hint':
    'One that you can read without the password that you might forget: a private address is best.',
  'page.add-email.submit': 'Send the code',
  'page.add-email.refused.address-malformed':
    'That isn’t an e-mail address that we can write to. Please check it.',
  'page.email-code.title': 'Check your e-mail',
  'page.email-code.text': 'A six-digit code is on its way to {address}. It works for five minutes.',
  'page.email-code.submit': 'Add this address',
  'page.email-code.idle':
    'This is an address of your organisation: without your password you may not be able to read it. It will get notices, but it doesn’t count for a reset.',
  'page.email-code.refused': 'That code wasn’t right. Please type it again.',
  'page.add-sms.title': 'Add a mobile phone',
  'page.add-sms.title.replace': 'Replace a mobile phone',
  'page.add-sms.title.confirm': 'Confirm your mobile phone',
  'page.add-sms.text': 'We send a text message with a code to it, which you type on the next page.',
  'page.add-sms.text.replace':
    'The new number takes the place of {address} once you have typed the code that we send to it.',
  'page.add-sms.text.confirm':
    'Your organisation has the number {address} for you. We send a code to it, which you type on the next page.',
  'page.add-sms.address.label': 'Mobile number',
  'page.add-sms.address.hint': 'With the code of its country: +1 202 555 0123.',
  'page.add-sms.submit': 'Send the code',
  'page.add-sms.refused.address-malformed':
    'That isn’t a mobile number that we can write to. Please check it, and begin with + and the code of its country.',
  'page.add-sms.refused.number-not-served':
    'Your organisation sends no text messages to numbers like this one.',
  'page.sms-code.title': 'Look at your phone',
  'page.sms-code.text': 'A six-digit code is on its way to {address}. It works for five minutes.',
  'page.sms-code.submit': 'Add this phone',
  'page.sms-code.refused': 'That code wasn’t right. Please type it again.',
  'page.add-app.title.replace': 'Replace your authenticator app',

  'page.questions.title': 'Security questions',
  'page.questions.title.replace': 'Answer security questions anew',
  'page.questions.text':
    'Choose {count} different questions, and give each an answer that you will still know in years and that nobody could find out about you. An answer that isn’t true is fine, as long as you remember it.',
  'page.questions.text.replace': 'The new answers take the place of all the old ones.',
  'page.questions.set': 'Question {number}',
  'page.questions.question.label': 'What we ask',
  'page.questions.question.none': 'Choose one',
  'page.questions.answer.label': 'Answer',
  'page.questions.answer.hint':
    '3 to 40 characters. Capitals, accents, spaces and full stops do not matter.',
  'page.questions.submit': 'Save the answers',
  'page.questions.refused.question-missing': 'Question {number}: choose one of the list.',
  'page.questions.refused.question-twice': 'Question {number}: you chose that one twice.',
  'page.questions.refused.answer-short':
    'Question {number}: the answer needs at least three letters or digits.',
  'page.questions.refused.answer-long': 'Question {number}: an answer has at most 40 characters.',
  'page.questions.refused.answer-twice':
    'Question {number}: that is the answer of another one. Each needs its own.',
  'page.questions.refused.answer-in-question':
    'Question {number}: the answer stands in the question. Anybody would try that first.',
  'page.questions.again':
    'For your safety the answers are not shown again: please type all of them.',
  'page.proof-questions.title': 'And your answers',
  'page.proof-questions.text': 'Answer as when you registered.',
  'page.proof-questions.refused':
    'Not all of your answers were right. The questions were drawn anew. After five wrong sets, start again.',

  'page.authenticator.name.label': 'Name',
  'page.authenticator.name.hint': 'If you like: “private”, “new phone”.',
  'page.authenticator.rename': 'Save the name',
  'page.authenticator.make-default': 'Make it the default',
  'page.authenticator.is-default': 'It is the default of its kind.',
  'page.authenticator.replace': 'Replace it',
  'page.authenticator.remove': 'Remove it',
  'page.authenticator.remove-anyway': 'Remove it all the same',
  'page.authenticator.warning.too-few-authenticators':
    'Without it you have too few ways left: you couldn’t reset your password by yourself any more.',
  'page.authenticator.warning.authenticator-fresh':
    'What is left was added lately: for some hours you couldn’t reset your password by yourself.',

  'page.recovery-codes.title': 'Your recovery codes',
  'page.recovery-codes.text':
    'Ten codes on paper let you back in when phone and mail are out of reach. Each works once.',
  'page.recovery-codes.none': 'You have none yet.',
  'page.recovery-codes.left':
    '{left, plural, =0 {None of {of} is left.} one {One of {of} is left.} other {# of {of} are left.}} Made {when}.',
  'page.recovery-codes.replaces': 'A new set ends the one you have: its codes stop working.',
  'page.recovery-codes.submit': 'Make ten new codes',
  'page.new-recovery-codes.title': 'Your new recovery codes',
  'page.new-recovery-codes.text':
    'Print or save them now: they are shown this once. Keep them with your papers, not beside your computer.',
  'page.new-recovery-codes.download': 'Save as text',
  'page.new-recovery-codes.file': 'recovery-codes.txt',
  'page.new-recovery-codes.about': 'Recovery codes of {name} at {organisation}, made {when}',
  'page.new-recovery-codes.once':
    'Each works once. Whoever has one can pass for you: give them to nobody.',

  'page.disown.title': 'Was this not you?',
  'page.disown.text':
    'Something was done to your account: a new password, an unlock, or a change of how you get back in. If that wasn’t you, press the button. Then:',
  'page.disown.effect.sessions': 'every attempt and every open session of your account ends;',
  'page.disown.effect.frozen':
    'nobody can reset your password by themselves until an administrator has looked;',
  'page.disown.effect.told': 'your administrators are told at once.',
  'page.disown.submit': 'It wasn’t me',
  'page.disown.otherwise': 'If it was you, close this page. Nothing changes.',
  'page.disowned.title': 'Thank you. We have stopped it',
  'page.disowned.text':
    'Everything that was open has ended, and your administrators know. Now call the help desk to get a new password.',
  'page.stop-flow.title': 'Stop this attempt?',
  'page.stop-flow.text':
    'Somebody asked for a code to get into your account. If that wasn’t you, stop the attempt: the code stops working. Your password stays as it is.',
  'page.stop-flow.submit': 'Stop the attempt',
  'page.stop-flow.otherwise': 'If it was you, close this page and go on with your code.',
  'page.flow-stopped.title': 'The attempt is stopped',
  'page.flow-stopped.text':
    'The code no longer works, and your password has not changed. If such messages keep coming, tell the help desk.',
  'page.link-spent.title': 'This link no longer works',
  'page.link-spent.text':
    'It was used already, or it is too old. Nothing has changed now. If you still need it, call the help desk.',

  'page.invitation.title': 'Become an administrator',
  'page.invitation.text':
    'This invitation is for {name}. First your current password, then an authenticator app on your phone.',
  'page.invitation.password.label': 'Current password',
  'page.invitation.submit': 'Continue',
  'page.invitation.refused': 'That password wasn’t right, or sign-in isn’t possible at the moment.',
  'page.invitation-app.title': 'Add your authenticator app',
  'page.invitation-app.text':
    'Scan this picture with the app on your phone, for example FreeOTP or Aegis.',
  'page.invitation-app.picture': 'QR code with the key written below',
  'page.invitation-app.secret.label': 'Can’t scan? Type this key into the app:',
  'page.invitation-app.code.label': 'Code that the app shows now',
  'page.invitation-app.submit': 'Finish',
  'page.invitation-app.refused':
    'That code wasn’t right. Check that the clock of your phone is set automatically, and type the next code.',
  'page.invitation-done.title': 'You are an administrator now',
  'page.invitation-done.text':
    'The app is registered. From now on the console asks for your password and a code.',
  'page.invitation-done.link': 'Open the audit',

  'page.audit.title': 'Audit',
  'page.audit.text': 'Everything that happened, newest first. Times are in UTC.',
  'page.audit.filter.label': 'Filter',
  'page.audit.filter.person': 'Person',
  'page.audit.filter.from': 'From',
  'page.audit.filter.to': 'To',
  'page.audit.filter.submit': 'Show',
  'page.audit.filter.clear': 'Show everything',
  'page.audit.table': 'Audit events',
  'page.audit.column.time': 'Time',
  'page.audit.column.person': 'Person',
  'page.audit.column.activity': 'Activity',
  'page.audit.column.outcome': 'Outcome',
  'page.audit.column.reason': 'Reason',
  'page.audit.column.address': 'IP address',
  'page.audit.column.client': 'ClientType',
  'page.audit.column.machine': 'Machine',
  'page.audit.empty': 'Nothing matches. Try another person or a longer time.',
  'page.audit.older': 'Older',
  'page.audit.newest': 'Newest',
  'page.audit.pages': 'Pages',
  'page.audit.none': 'none',

  'page.machines.title': 'Machines',
  'page.machines.text':
    'PCs with the add-in, known by their key. A name is what a PC calls itself: compare the id with the one in its event log before you approve.',
  'page.machines.states': 'State',
  'page.machines.state.pending': 'Waiting',
  'page.machines.state.trusted': 'Approved',
  'page.machines.state.revoked': 'Revoked',
  'page.machines.table': 'Machines in this state',
  'page.machines.column.name': 'Name',
  'page.machines.column.id': 'Id',
  'page.machines.column.windows': 'Windows',
  'page.machines.column.address': 'Enrolled from',
  'page.machines.column.enrolled': 'Enrolled',
  'page.machines.column.seen': 'Last seen',
  'page.machines.column.action': 'Decide',
  'page.machines.approve': 'Approve',
  'page.machines.revoke': 'Revoke',
  'page.machines.approve.label': 'Approve {name}, {id}',
  'page.machines.revoke.label': 'Revoke {name}, {id}',
  'page.machines.empty': 'No machine is in this state.',
  'page.machines.download': 'Get the add-in',

  'page.windows.title': 'Windows add-in',
  'page.windows.text':
    'It puts “Forgot password?” on the sign-in screen of Windows. The packages on this page know the address of this server.',
  'page.windows.none':
    'No package was built for this server yet. An administrator does it with “latchkey windows package”.',
  'page.windows.which': 'Which package for which Windows',
  'page.windows.column.windows': 'Windows',
  'page.windows.column.bits64': '64-bit',
  'page.windows.column.bits32': '32-bit',
  'page.windows.seven': '7 SP1',
  'page.windows.absent': 'There is none',
  'page.windows.arm': 'Not for PCs with an ARM processor.',
  'page.windows.packages': 'Packages',
  'page.windows.package.x64': '64-bit package (x64)',
  'page.windows.package.x86': '32-bit package (x86)',
  'page.windows.package.missing': 'Not built yet.',
  'page.windows.sha256': 'SHA-256',
  'page.windows.size': '{kib, number} KiB',
  'page.windows.install': 'Install without questions',
  'page.windows.install.text': 'As administrator, in the folder with the package:',
  'page.windows.remove.text': 'And to remove it:',
  'page.windows.trial': 'Certificate of this trial',
  'page.windows.trial.text':
    'The trial made its own certificate. On a test PC, put its authority into “Trusted Root Certification Authorities” of the computer. It is good for this host only, and its key is gone.',
  'page.windows.trial.link': 'Download the authority’s certificate',

  'page.outbox.title': 'Outbox of the trial',
  'page.outbox.text':
    'Messages that would have been sent, newest first. No such page exists outside the trial.',
  'page.outbox.empty': 'No message yet. Ask for a code and reload this page.',
  'page.outbox.messages.title': 'Messages',
  'page.outbox.to': 'To',
  'page.outbox.channel': 'By',
  'page.outbox.sent': 'Sent',
  'page.outbox.answers.title': 'Security questions of the seeded people',
  'page.outbox.answers.question': 'Question',
  'page.outbox.answers.answer': 'Answer',
  'page.outbox.people.title': 'Authenticator apps of the seeded people',
  'page.outbox.codes.title': 'Recovery codes of the seeded people',
  'page.outbox.codes.left': 'Codes not used yet',
  'page.outbox.people.person': 'Person',
  'page.outbox.people.secret': 'Key',
  'page.outbox.people.code': 'Code now',
}
