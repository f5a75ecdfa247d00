export const PURPOSES = ['reset', 'unlock', 'change'] as const
export type Purpose = (typeof PURPOSES)[number]

export const CLIENT_KINDS = ['browser', 'windows-logon', 'api'] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

export const LOCALES = ['en', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** In the one order in which a choice lists them. */
export const AUTHENTICATOR_KINDS = [
  'email',
  'totp',
  'sms',
  'recovery-code',
  'helpdesk-pass',
  'security-questions',
  'passkey',
] as const
export type AuthenticatorKind = (typeof AUTHENTICATOR_KINDS)[number]

/** What a message of ours travels by: each is a kind of authenticator too, whose challenge is a sent code. */
export const MEDIA = ['email', 'sms'] as const satisfies readonly AuthenticatorKind[]
export type Medium = (typeof MEDIA)[number]
