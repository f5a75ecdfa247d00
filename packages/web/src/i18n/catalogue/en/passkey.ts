/** Passkeys: making one, using one, and approving with one on another device. */
export const passkey = {
  'page.passkey.no-script':
    'A passkey needs JavaScript, which is off in your browser. Switch it on and load this page again, or use another way.',
  'page.passkey.unable': 'This browser can’t use passkeys on this page. Use another way.',
  'page.passkey.failed':
    'The passkey was not used: it was cancelled, or there is none here for this site. Try again, or use another way.',
  'page.passkey.already': 'That device or key has a passkey of yours for this site already.',

  'page.account.add.passkey': 'Add a passkey',
  'page.add-passkey.title': 'Add a passkey or security key',
  'page.add-passkey.text':
    'It lives on your phone, your computer or a security key, and opens with your finger, your face or a PIN. It can’t be guessed, and works on no other site.',
  'page.add-passkey.submit': 'Make a passkey',
  'page.add-passkey.refused':
    'No passkey was added. Try again, or use another device or security key.',
  'page.proof-code.text.passkey': 'Use a passkey that you registered before.',
  'page.proof-code.passkey': 'Use my passkey',
  'page.proof-code.passkey.refused':
    'That passkey wasn’t accepted. After five tries that fail, start again.',

  'page.approve.title': 'Approve with your passkey',
  'page.approve.text':
    'Type the letters that the other screen shows. Only if you are in front of that screen yourself.',
  'page.approve.code.label': 'Letters on the other screen',
  'page.approve.code.hint': 'Eight letters, like BCDF-GHJK.',
  'page.approve.submit': 'Continue',
  'page.approve.unknown':
    'Nothing waits for these letters. They may be too old: choose “New letters” on the other screen.',
  'page.approve.check.title': 'Is this you?',
  'page.approve.check.text':
    'Somebody wants to set a new password for {name}, or to unlock that account:',
  'page.approve.fact.machine': 'at the PC {machine}',
  'page.approve.fact.no-machine': 'at a device that does not tell its name',
  'page.approve.fact.claimed': 'The name is what the device says of itself: compare it.',
  'page.approve.fact.address': 'from the internet address',
  'page.approve.fact.since': 'since',
  'page.approve.warning':
    'Go on only if you are sitting at that screen and began this yourself. If somebody sent you the letters or this address, or tells you on the phone what to do, it is a fraud.',
  'page.approve.yes': 'Yes, it’s me: use my passkey',
  'page.approve.no': 'That isn’t me: stop it',
  'page.approve.refused':
    'That passkey wasn’t accepted. Use the one that you registered here, for this account.',
  'page.approved.title': 'Now type this number',
  'page.approved.text':
    'Type it on the other screen, in front of you. It works there only, once, for five minutes after the letters appeared.',
  'page.approved.warning':
    'Tell it to nobody, not even to the help desk: whoever has it gets into your account.',
  'page.declined.title': 'The attempt is stopped',
  'page.declined.text':
    'Your password has not changed. If somebody sent you those letters, tell the help desk now.',
  'page.outbox.people.passkeys':
    'Nobody has a passkey yet, as its key never leaves a device: sign in to “My page” and add one of your own.',

  'step.choose.option.passkey': 'Passkey or security key',
  'step.choose.option.passkey.hint': 'Finger, face or PIN on a device of yours',
  'step.challenge.passkey.title': 'Use your passkey',
  'step.challenge.passkey.text':
    'Your browser asks for the passkey or security key that you registered for {name}.',
  'step.challenge.passkey.label': 'Passkey',
  'step.challenge.passkey.hint':
    'No passkey here? It may be on another device, or you may not have registered one yet: use another way, or ask the help desk.',
  'step.challenge.approval.title': 'Approve with your passkey',
  'step.challenge.approval.text':
    'On your phone or another computer open {address} and type {code}. Check that it names this PC, use your passkey there, then type here the six-digit number that it shows. Tell that number to nobody.',
  'step.challenge.approval.label': 'Number from the other device',
  'step.challenge.approval.hint':
    'No passkey? You may not have registered one yet: use another way, or ask the help desk.',
  'step.action.submit.passkey': 'Use my passkey',
  'step.action.new-letters': 'New letters',
  'step.challenge.approval.expired':
    'That took too long. Choose “New letters” and approve once more on the other device.',
  'step.refusal.passkey-missing':
    'Your browser used no passkey. It needs JavaScript for that: switch it on, or use another way.',
  'step.refusal.passkey-not-accepted':
    '{left, plural, =0 {That passkey wasn’t accepted.} one {That passkey wasn’t accepted. One try left.} other {That passkey wasn’t accepted. # tries left.}}',
}
