import type { client as english } from '../en/client.ts'

export const client = {
  'client.browser': 'un navigateur',
  'client.api': 'un programme',
  'client.windows-logon': 'l’écran de connexion de Windows',
  'client.command-line': 'la ligne de commande d’un administrateur',
  'authenticator.email': 'E-mail',
  'authenticator.totp': 'Application d’authentification',
  'authenticator.sms': 'SMS',
  'authenticator.recovery-code': 'Codes de secours',
  'authenticator.helpdesk-pass': 'Laissez-passer de l’assistance',
  'authenticator.security-questions': 'Questions de sécurité',
  'authenticator.passkey': 'Clé d’accès',
} satisfies Record<keyof typeof english, string>
