import type {
  AuthenticatorKind,
  ChallengeId,
  Instant,
  OperationId,
  PrincipalId,
  RuleCode,
  StepId,
  Submission,
} from '@latchkey/protocol'
import type { Activity, Outcome, Reason } from '../audit/events.ts'
import type { Policy } from '../policy/policy.ts'
import type { Flow, Write } from './flow.ts'
import type { Drawing } from './security-questions.ts'

/** What core may not make by itself: the time, and ids that nobody can guess. */
export type Moment = {
  readonly now: Instant
  readonly step: StepId
  readonly challenge: ChallengeId
  readonly operation: OperationId
}

/** What happened, before the caller adds who, when and from where. */
export type Happening = {
  readonly activity: Activity
  readonly outcome: Outcome
  readonly reason?: Reason
  readonly gates?: readonly AuthenticatorKind[]
  readonly operation?: OperationId
  /** A directory's own words or an administrator's, or how the help desk knew the person. */
  readonly detail?: string
}

/** What the caller has to do besides storing the flow, in the same transaction or (write) right after it. */
export type Effect =
  | { readonly kind: 'issue-challenge'; readonly authenticator: AuthenticatorKind }
  | { readonly kind: 'consume-answer' }
  | { readonly kind: 'refund-proof' }
  | { readonly kind: 'claim-principal' }
  /** The set was judged: the next one is drawn anew, in this flow and in any other. */
  | { readonly kind: 'spend-drawing'; readonly drawing: Drawing }
  | { readonly kind: 'write'; readonly writes: Write }
  | { readonly kind: 'finish'; readonly wrote: Write }

export type Decision = {
  readonly flow: Flow
  readonly happenings: readonly Happening[]
  readonly effects: readonly Effect[]
}

/** A "no" that leaves the flow as it was. */
export type Refusal = { readonly refused: 'stale-step' | 'flow-expired' | 'malformed' }

/** The person behind a typed name, as the gathered facts have them; gathered alike for every name. */
export type Person = {
  readonly principal: PrincipalId
  /** As `groupNames` gives them. */
  readonly groups: readonly string[]
  readonly groupsUnseen?: true
  readonly isAppointed: boolean
  readonly isDisabled: boolean
  readonly isExpired: boolean
  readonly isLocked: boolean
  readonly isFrozen: boolean
  readonly enrolled: readonly AuthenticatorKind[]
  /** Kinds of which there is nothing but fresh authenticators. */
  readonly fresh?: readonly AuthenticatorKind[]
}

/** How an answer was judged. `person` is there for every verdict but may be nobody. */
export type Judged = {
  readonly verdict: 'right' | 'wrong' | 'reused' | 'rolled-back'
  readonly authenticator?: `aut_${string}`
  /** The authenticator was added or replaced too lately to be the only gate. */
  readonly isFresh?: boolean
  /** Proofs of this name from this source, this one included. */
  readonly used: number
  readonly isWithinBudget: boolean
  /** No answer is accepted any more, and nothing shows it. */
  readonly isSilenced: boolean
}

export type Facts = {
  readonly person?: Person
  readonly judged?: Judged
  /** The budget of this name from this source is spent already. */
  readonly isBudgetSpent?: boolean
  /** Rule codes that the new password breaks, as far as anyone but the directory can tell. */
  readonly broken?: readonly RuleCode[]
  /** The security questions that the person is asked next, where they have any. */
  readonly drawn?: Drawing
  /** An answer to one of them, as the verifier keeps it. */
  readonly given?: string
}

export type Question = {
  readonly flow: Flow
  readonly submission: Submission
  readonly facts: Facts
  readonly policy: Policy
  readonly moment: Moment
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value
}
