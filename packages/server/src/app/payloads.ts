import type {
  AuthenticatorKind,
  ChallengeId,
  ClientKind,
  FlowId,
  Instant,
  Locale,
  Medium,
  PrincipalId,
  SessionId,
} from '@latchkey/protocol'

/** From where something was asked, as a message tells it to a person. */
export type Whence = {
  readonly at: Instant
  readonly clientKind: ClientKind | null
  readonly machine: string | null
  readonly address: string | null
}

/** A challenge was issued for a name; whether there is anybody to send it to is found out later. */
export type ChallengePayload = {
  readonly flow: FlowId
  readonly challenge: ChallengeId
  readonly kind: AuthenticatorKind
  readonly username: string
  /** Null for kinds that send nothing: their rows are written all the same. */
  readonly code: string | null
  /** Of the link that stops the flow. */
  readonly token: string
  readonly source: string
  /** The kind of client, where a signature proves it. */
  readonly provenKind?: ClientKind
  readonly locale: Locale
  readonly whence: Whence
}

export const NOTICES = [
  'password-reset',
  'password-changed',
  'account-unlocked',
  'authenticator-enrolled',
  'outcome-unknown',
  'authenticator-replaced',
  'authenticator-removed',
  'authenticator-changed',
  'recovery-codes-made',
  'recovery-code-used',
  'helpdesk-pass-issued',
  'helpdesk-pass-used',
  'enrolment-link-issued',
] as const
export type NoticeKind = (typeof NOTICES)[number]

/** Something happened to a person's account: they are told, at every address that they enrolled. */
export type NoticePayload = {
  readonly notice: NoticeKind
  readonly principal: PrincipalId
  readonly name: string
  readonly to: string
  /** Left out by servers that had mail only, whose rows may still wait. */
  readonly medium?: Medium
  /** The kind concerned, where the notice is about an authenticator. */
  readonly authenticator?: AuthenticatorKind | undefined
  /** Of the "it wasn't me" link; null where an address is too young to be trusted with it. */
  readonly token: string | null
  readonly locale: Locale
  readonly whence: Whence
  /** How many recovery codes are still good. */
  readonly left?: number
  /** How long a pass is good. */
  readonly until?: Instant
}

/** Somebody says that a reset was not theirs: administrators are told. */
export type AlertPayload = {
  readonly principal: PrincipalId
  readonly name: string
  readonly to: string
  readonly locale: Locale
  readonly whence: Whence
}

/** A code that somebody who is signed in asked for on their own page. */
export type OwnCodePayload = {
  readonly use: 'prove' | 'enrol'
  readonly session: SessionId
  readonly challenge: ChallengeId
  readonly principal: PrincipalId
  readonly name: string
  /** Left out by servers that had mail only, whose rows may still wait. */
  readonly medium?: Medium
  readonly to: string
  readonly code: string
  readonly locale: Locale
  readonly whence: Whence
}

/** What the outbox carries. */
export type Messages = {
  readonly challenge: ChallengePayload
  readonly notice: NoticePayload
  readonly alert: AlertPayload
  readonly 'own-code': OwnCodePayload
}
