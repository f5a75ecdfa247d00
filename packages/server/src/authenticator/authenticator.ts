import type { Challenge, Drawing } from '@latchkey/core'
import type {
  AuthenticatorId,
  AuthenticatorKind,
  FlowId,
  Instant,
  PrincipalId,
} from '@latchkey/protocol'
import type { Binding } from '../store/principal.ts'

/** What an answer is judged by: gathered alike whether the person exists and has enrolled, or not. */
export type Trial = {
  readonly flow: FlowId
  readonly challenge: Challenge | undefined
  /** The HMAC of the code that was issued, where one was. */
  readonly issued: string | undefined
  readonly bindings: readonly Binding[]
  readonly answer: string
  readonly now: Instant
  /** The security questions that were asked; `answer` has what was kept of each answer, a blank between them. */
  readonly drawing?: Drawing
  /** For a passkey only. */
  readonly passkey?: PasskeyTrial
}

/** Whom a passkey has to prove, and by what: a signature of this challenge, or an approval that was given. */
export type PasskeyTrial = { readonly subject: PrincipalId } & (
  | { readonly by: 'browser'; readonly challenge: string }
  | { readonly by: 'approval'; readonly approved: AuthenticatorId | undefined }
)

export type Verdict =
  | {
      readonly verdict: 'right'
      readonly binding: AuthenticatorId
      /** What grows with each use: the time step of an app's code, the signature counter of a passkey. */
      readonly timeStep?: number
      /** What stays bound once the answer is used; all of it where left out. */
      readonly leaves?: 'nothing' | { readonly value: string; readonly codes: number }
    }
  | { readonly verdict: 'wrong' | 'reused' | 'rolled-back' }

/** One kind of authenticator. */
export interface Authenticator {
  readonly kind: AuthenticatorKind
  /** Whether a challenge is a code of ours that is sent to the person. */
  readonly isSent: boolean
  /** What is kept of an issued code: enough to recognise it, too little to read it. */
  keep(issued: {
    readonly flow: FlowId
    readonly challenge: Challenge
    readonly code: string
  }): string
  /** Judges an answer; does the same work for nobody as for somebody. */
  judge(trial: Trial): Verdict | Promise<Verdict>
  /** What a person, a log or an audit may see of a bound value. */
  mask(value: string): string
}

export type Authenticators = Readonly<Record<AuthenticatorKind, Authenticator>>
