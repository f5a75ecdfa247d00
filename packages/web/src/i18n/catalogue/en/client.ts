/** How a kind of client or authenticator is named to people. */
export const client = {
  'client.browser': 'a browser',
  'client.api': 'a program',
  'client.windows-logon': 'the Windows sign-in screen',
  'client.command-line': 'an administrator’s command line',
  'authenticator.email': 'E-mail',
  'authenticator.totp': 'Authenticator app',
  'authenticator.sms': 'Text message',
  'authenticator.recovery-code': 'Recovery codes',
  'authenticator.helpdesk-pass': 'Help-desk pass',
  'authenticator.security-questions': 'Security questions',
  'authenticator.passkey': 'Passkey',
}
