import type {
  AuthenticatorId,
  AuthenticatorKind,
  ChallengeId,
  Client,
  ClientKind,
  FlowId,
  Instant,
  Locale,
  MachineId,
  Medium,
  OperationId,
  PrincipalId,
  Purpose,
  RefusalCode,
  RuleCode,
  StepId,
  StopReason,
} from '@latchkey/protocol'
import type { Drawing } from './security-questions.ts'

const MINUTE = 60_000

/** Published bounds of a flow (docs/flow.md). */
export const FLOW_BOUNDS = {
  lifeMs: 15 * MINUTE,
  /** A passed gate is taken back after this long without a submission. */
  gateRestMs: 5 * MINUTE,
  codeLifeMs: 5 * MINUTE,
  /** Wrong answers at one gate, over all codes and kinds, after which the flow stops. */
  triesPerGate: 5,
  resendAfterMs: 30_000,
  resendsPerFlow: 2,
  /** Passwords that the rules may refuse: a guesser of the history gets no more hashes out of us. */
  refusedPasswords: 20,
  /** Submissions of any kind: a flow is no pump for rows and messages. */
  submissionsPerFlow: 100,
} as const

/** The state of one attempt: plain, immutable data; every change is a new value. */
export type Flow = {
  readonly id: FlowId
  readonly purpose: Purpose
  readonly client: Client
  readonly locale: Locale
  /** The trusted machine that began it: every request of this flow carries its signature. */
  readonly signer?: MachineId
  /** The name came with the start, from the trusted machine, as that of one of its own tiles. */
  readonly isOfTile?: true
  /** The person's own list, where policy lets this caller know it before the first proof. */
  readonly hinted?: readonly AuthenticatorKind[]
  readonly startedAt: Instant
  readonly expiresAt: Instant
  /** When the person last submitted something. */
  readonly touchedAt: Instant
  readonly stage: Stage
  readonly refusal?: Refused
  /** What was typed: it proves nothing, and nobody is looked up by it before an answer is judged. */
  readonly username?: string
  /** Known once a first gate is passed, and not before. */
  readonly principal?: PrincipalId
  readonly gates: readonly Gate[]
  /** How many gates policy asks of this person; unknown before the first proof. */
  readonly required?: number
  /** Wrong answers at the present gate. */
  readonly tries: number
  readonly resends: number
  /** What was issued, by kind: choosing a kind again leads to the same code, not to another message. */
  readonly challenges: Readonly<Partial<Record<AuthenticatorKind, Challenge>>>
  readonly refusedPasswords: number
  readonly submissions: number
}

/** One proof that was given. */
export type Gate = {
  readonly kind: AuthenticatorKind
  readonly authenticator: AuthenticatorId
  readonly at: Instant
  /** Given with an authenticator that may not be the only gate yet. */
  readonly isFresh?: true
}

export type Challenge = {
  readonly id: ChallengeId
  readonly issuedAt: Instant
  readonly expiresAt: Instant
}

/** Whether a challenge of this kind is a message that we send. */
export function isSent(asks: AuthenticatorKind | 'password'): asks is Medium {
  return asks === 'email' || asks === 'sms'
}

/**
 * Whether a passkey answers here by an approval on another device: a sign-in screen has no authenticator to talk
 * to, and a program no browser whose word for the origin could be believed.
 */
export function isByApproval(
  { client }: Pick<Flow, 'client'>,
  asks: AuthenticatorKind | 'password',
): asks is 'passkey' {
  return asks === 'passkey' && client.kind !== 'browser'
}

/** Whether a challenge of this kind is a code of ours: it grows old, and there may be another. */
export function isIssued(
  flow: Pick<Flow, 'client'>,
  asks: AuthenticatorKind | 'password',
): asks is Medium | 'passkey' {
  return isSent(asks) || isByApproval(flow, asks)
}

export type Stage =
  | { readonly kind: 'identify'; readonly step: StepId }
  | {
      readonly kind: 'choose-authenticator'
      readonly step: StepId
      readonly offered: readonly AuthenticatorKind[]
    }
  | {
      readonly kind: 'answer-challenge'
      readonly step: StepId
      /** `password`: the current one, for a change. */
      readonly asks: AuthenticatorKind | 'password'
      readonly offered: readonly AuthenticatorKind[]
      /** The security questions of this set: drawn once, so that loading again fishes for no easier ones. */
      readonly drawing?: Drawing
      /** What was answered so far, as the verifier keeps it and nobody reads it. */
      readonly given?: readonly string[]
    }
  | { readonly kind: 'new-password'; readonly step: StepId }
  | {
      readonly kind: 'writing'
      readonly step: StepId
      readonly operation: OperationId
      readonly writes: Write
    }
  | { readonly kind: 'done'; readonly step: StepId; readonly wrote: Write }
  | { readonly kind: 'stopped'; readonly step: StepId; readonly reason: StopReason }

export type Write = 'reset' | 'change' | 'unlock'

/** Why the person is still on a step, for them to read. */
export type Refused = {
  readonly code: RefusalCode
  /** Tries that are left, where that matters. */
  readonly left?: number
  readonly broken?: readonly RuleCode[]
}

/**
 * The kind of client that a signature proves. Only the add-in has a machine's key: whoever signs and says to
 * be something else has proven nothing of it.
 */
export function provenKindOf(flow: Pick<Flow, 'signer' | 'client'>): ClientKind | undefined {
  const isProven = flow.signer !== undefined && flow.client.kind === 'windows-logon'
  return isProven ? flow.client.kind : undefined
}

/** Where a flow has an end: nothing that is submitted moves it any more. */
export function hasEnded(flow: Flow): boolean {
  return flow.stage.kind === 'done' || flow.stage.kind === 'stopped'
}
