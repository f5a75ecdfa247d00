import type {
  AuthenticatorKind,
  ClientKind,
  FlowId,
  Instant,
  MachineId,
  OperationId,
  PrincipalId,
} from '@latchkey/protocol'
import type { ClientType } from './client-type.ts'

/** Everything that is ever audited: one line says what happened and to whom it matters. */
export const ACTIVITIES = [
  'flow.started',
  'flow.identified',
  'flow.authenticator-chosen',
  'flow.person-found',
  'flow.stopped',
  'flow.cancelled',
  'flow.abandoned',
  'flow.throttled',
  'code.sent',
  'code.not-sent',
  'gate.passed',
  'gate.failed',
  'gate.taken-back',
  'password.write-intended',
  'password.reset',
  'password.changed',
  'account.unlock-intended',
  'account.unlocked',
  'account.blocked',
  'account.unblocked',
  'notice.sent',
  'notice.not-sent',
  'enrolment.suggested',
  'reset.disowned',
  'session.started',
  'session.refused',
  'session.ended',
  'authenticator.enrolled',
  'helpdesk-pass.issued',
  'helpdesk-pass.revoked',
  'administrator.invited',
  'administrator.appointed',
  'administrator.audit-viewed',
  'principal.frozen',
  'principal.unfrozen',
  'principal.imported',
  'policy.applied',
  'keys.rotated',
  'request.refused',
  'machine.enrolled',
  'machine.approved',
  'machine.revoked',
  'machine.code-issued',
  'machine.signature-refused',
  'session.proven',
  'session.proof-refused',
  'authenticator.not-enrolled',
  'authenticator.replaced',
  'authenticator.removed',
  'authenticator.renamed',
  'authenticator.preferred',
  'enrolment.required',
  'enrolment.postponed',
  'enrolment.confirmed',
  'enrolment.link-issued',
  'enrolment.link-opened',
  'flow.approved',
] as const
export type Activity = (typeof ACTIVITIES)[number]

export const OUTCOMES = [
  'intended',
  'succeeded',
  'failed',
  'blocked',
  'cancelled',
  'abandoned',
  'contacted',
  'unknown',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why: a closed list, so that a report can count and a search can match. */
export const REASONS = [
  'address-budget-spent',
  'already-enrolled',
  'budget-spent',
  'busy',
  'by-administrator',
  'channel-down',
  'channel-refused',
  'by-link',
  'code-expired',
  'code-wrong',
  'directory-unavailable',
  'disabled',
  'disowned',
  'expired',
  'form-not-trusted',
  'frozen',
  'gave-up',
  'host-unknown',
  'locked-by-administrator',
  'locked-out',
  'must-change',
  'no-address',
  'no-right',
  'not-administrator',
  'not-enrolled',
  'not-found',
  'not-locked',
  'outcome-lost',
  'overtaken',
  'password-refused',
  'password-wrong',
  'protected',
  'purpose-not-allowed',
  'signed-out',
  'superseded',
  'timed-out',
  'too-few-authenticators',
  'too-many-attempts',
  'unknown-person',
  'used-already',
  'code-reused',
  'by-fleet-code',
  'fleet-code-refused',
  'digest-wrong',
  'machine-changed',
  'machine-not-trusted',
  'machine-unknown',
  'nonce-spent',
  'signature-malformed',
  'signature-missing',
  'signature-wrong',
  'authenticator-fresh',
  'answers-wrong',
  'passkey-wrong',
  'counter-rolled-back',
  'approval-declined',
] as const
export type Reason = (typeof REASONS)[number]

/** Where a request came from, as the audit keeps it. */
export type Origin = {
  /** The client's address; null for what the server does by itself. */
  readonly address: string | null
  readonly clientType: ClientType | null
  readonly clientKind: ClientKind | null
  readonly clientOs: string | null
  readonly clientVersion: string | null
  /** What the machine calls itself, or the one that an administrator decided on. */
  readonly machine: string | null
  /** Known by its signature, and not by what it says; null where nothing was proven. */
  readonly machineId: MachineId | null
}

/** Who acted: the claimant before proof, a principal after it, an administrator, the command line, or the server. */
export type Actor = 'claimant' | 'command-line' | 'server' | PrincipalId

/** An audit event before the store gives it its place (tenant and sequence number). */
export type AuditEvent = Origin & {
  readonly at: Instant
  readonly activity: Activity
  readonly outcome: Outcome
  readonly reason: Reason | null
  readonly actor: Actor
  readonly target: PrincipalId | null
  /** The target's account name as the directory has it; never what somebody typed. */
  readonly targetName: string | null
  readonly flow: FlowId | null
  /** Ties an outcome to the intent that it resolves. */
  readonly operation: OperationId | null
  /** Kinds of the gates passed so far, or of the one concerned. */
  readonly gates: readonly AuthenticatorKind[]
  readonly policyVersion: number | null
  /** What the directory said, or an administrator, in their own words, or how the help desk knew the person; never anything of the claimant's. */
  readonly detail: string | null
}
