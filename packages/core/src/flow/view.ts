import type {
  AuthenticatorKind,
  Instant,
  Locale,
  PasswordRule,
  Purpose,
  SecurityQuestion,
  StepId,
  StepKind,
  StopReason,
} from '@latchkey/protocol'
import {
  FLOW_BOUNDS,
  type Flow,
  isByApproval,
  isIssued,
  type Refused,
  type Stage,
  type Write,
} from './flow.ts'
import { askedQuestion } from './security-questions.ts'

/** What a person may be shown once they have proven something; empty before that. */
export type Known = {
  /** Masked addresses by kind. */
  readonly masked: Readonly<Partial<Record<AuthenticatorKind, string>>>
  readonly rules: readonly PasswordRule[]
  readonly mayKeepPassword: boolean
}

export const NOTHING_KNOWN: Known = { masked: {}, rules: [], mayKeepPassword: false }

/** One step, in terms and not yet in words: http gives it the person's language. */
export type View = {
  readonly step: StepId
  readonly kind: StepKind
  readonly purpose: Purpose
  /** The language that the flow began in. */
  readonly locale: Locale
  readonly progress?: { readonly gate: number; readonly of?: number }
  readonly refusal?: Refused
  readonly username?: string
  readonly options?: readonly { readonly kind: AuthenticatorKind; readonly masked?: string }[]
  readonly challenge?: {
    readonly asks: AuthenticatorKind | 'password'
    readonly masked?: string
    readonly mayResend: boolean
    readonly resendAt?: Instant
    readonly mayChooseOther: boolean
    /** The security question that is asked, and which of how many it is. */
    readonly question?: {
      readonly question: SecurityQuestion
      readonly number: number
      readonly of: number
    }
    /** On which other device, with which code: made of the flow's own ids by whoever can. */
    readonly approval?: { readonly code: string; readonly address: string }
    /** What a browser is to sign; made likewise. */
    readonly ceremony?: { readonly challenge: string; readonly rpId: string }
    readonly isByApproval?: true
  }
  readonly rules?: readonly PasswordRule[]
  readonly mayKeepPassword?: boolean
  readonly isSaving?: true
  readonly wrote?: Write
  readonly reason?: StopReason
}

/**
 * What the flow asks now. Before the first proof it is a function of the caller's own choices alone, but for
 * the hints that policy allows this very caller.
 */
export function viewOf(flow: Flow, known: Known): View {
  const { stage } = flow
  const shown = { ...common(flow), ...progressOf(flow) }
  const safe = safeOf(flow, known)
  switch (stage.kind) {
    case 'identify':
      return { ...shown, kind: stage.kind }
    case 'choose-authenticator':
      return {
        ...shown,
        kind: stage.kind,
        options: stage.offered.map((kind) => option(kind, safe)),
      }
    case 'answer-challenge':
      return { ...shown, kind: stage.kind, challenge: challengeOf(flow, stage, safe) }
    case 'new-password':
      return {
        ...shown,
        kind: stage.kind,
        rules: safe.rules,
        mayKeepPassword: safe.mayKeepPassword && flow.purpose === 'reset',
      }
    case 'writing':
      return { ...shown, kind: 'new-password', isSaving: true, wrote: stage.writes }
    case 'done':
      return { ...shown, kind: stage.kind, wrote: stage.wrote }
    case 'stopped':
      return { ...shown, kind: stage.kind, reason: stage.reason }
    default:
      return stage satisfies never
  }
}

function safeOf(flow: Flow, known: Known): Known {
  if (flow.principal !== undefined) return known
  return flow.hinted ? { ...NOTHING_KNOWN, masked: known.masked } : NOTHING_KNOWN
}

function common(flow: Flow) {
  return {
    step: flow.stage.step,
    purpose: flow.purpose,
    locale: flow.locale,
    ...(flow.refusal && { refusal: flow.refusal }),
    ...(flow.username !== undefined && { username: flow.username }),
  }
}

function progressOf(flow: Flow): Pick<View, 'progress'> {
  const { kind } = flow.stage
  if (kind !== 'choose-authenticator' && kind !== 'answer-challenge' && kind !== 'new-password')
    return {}
  if (flow.required === undefined) return kind === 'new-password' ? {} : { progress: { gate: 1 } }
  const gate = Math.min(flow.gates.length + 1, flow.required)
  return { progress: { gate, of: flow.required } }
}

function option(kind: AuthenticatorKind, known: Known) {
  const masked = known.masked[kind]
  return masked === undefined ? { kind } : { kind, masked }
}

function challengeOf(
  flow: Flow,
  stage: Extract<Stage, { kind: 'answer-challenge' }>,
  known: Known,
): NonNullable<View['challenge']> {
  const { asks } = stage
  if (asks === 'password') return { asks, mayResend: false, mayChooseOther: false }
  const masked = known.masked[asks]
  const question = askedQuestion(stage)
  const issuedAt = flow.challenges[asks]?.issuedAt
  const mayResend = isIssued(flow, asks) && flow.resends < FLOW_BOUNDS.resendsPerFlow
  return {
    asks,
    ...(masked !== undefined && { masked }),
    mayResend,
    ...(mayResend && issuedAt !== undefined && { resendAt: issuedAt + FLOW_BOUNDS.resendAfterMs }),
    mayChooseOther: true,
    ...(question && { question }),
    ...(isByApproval(flow, asks) && { isByApproval: true as const }),
  }
}
