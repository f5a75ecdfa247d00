/**
 * Text messages. With the names filled in, each fits the 160 letters of one message: the server shortens what
 * is in braces, and takes typographic marks and fine accents away.
 */
export const sms = {
  'sms.code.named': '{code} is your code for {organisation}. Never tell it to anyone.',
  'sms.code': '{code} is your code. Never tell it to anyone.',
  'sms.own-code.prove':
    '{code} is your code to change how you get back in at {organisation}. Never tell it to anyone.',
  'sms.own-code.enrol': '{code} confirms this phone for {organisation}. Never tell it to anyone.',
  'sms.notice': '{organisation}: {happened} (account {name}).',
  'sms.notice.link': 'Not you? {link}',
  'sms.notice.call': 'Not you? Call the help desk.',
}
