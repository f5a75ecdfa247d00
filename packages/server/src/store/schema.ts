import type { Activity, Actor, ClientType, EndedBy, Outcome, Reason } from '@latchkey/core'
import type { EmbeddedTables } from '@latchkey/directory'
import type {
  AuthenticatorId,
  AuthenticatorKind,
  ChallengeId,
  ClientKind,
  FlowId,
  Instant,
  MachineCodeId,
  MachineId,
  MachineState,
  OperationId,
  PrincipalId,
  SessionId,
  StepId,
  StepKind,
  TenantId,
} from '@latchkey/protocol'
import type { Generated } from 'kysely'

/** Words: `sealed` columns are AES-256-GCM under the key ring; `_hash` columns are HMACs. Flags are 0 or 1. */
export type Database = EmbeddedTables & {
  tenant: TenantTable
  policy: PolicyTable
  setting: SettingTable
  principal: PrincipalTable
  authenticator: AuthenticatorTable
  flow: FlowTable
  throttle: ThrottleTable
  audit_event: AuditEventTable
  outbox: OutboxTable
  session: SessionTable
  permission: PermissionTable
  machine: MachineTable
  machine_code: MachineCodeTable
  nonce: NonceTable
  password_history: PasswordHistoryTable
  own_challenge: OwnChallengeTable
  approval: ApprovalTable
}

// as: Object.keys loses what the record says of its keys.
export const TABLES = Object.keys({
  embedded_entry: true,
  embedded_login: true,
  tenant: true,
  policy: true,
  setting: true,
  principal: true,
  authenticator: true,
  flow: true,
  throttle: true,
  audit_event: true,
  outbox: true,
  session: true,
  permission: true,
  machine: true,
  machine_code: true,
  nonce: true,
  password_history: true,
  own_challenge: true,
  approval: true,
} satisfies Record<keyof Database, true>) as readonly (keyof Database)[]

type TenantTable = { id: TenantId; audit_seq: number }

type PolicyTable = { tenant: TenantId; version: number; created_at: Instant; body: string }

/** What an administrator changes while the server runs: channels, texts. JSON, sealed. */
type SettingTable = {
  tenant: TenantId
  name: 'smtp' | 'sms' | 'origin'
  sealed: Uint8Array
  updated_at: Instant
}

type PrincipalTable = {
  tenant: TenantId
  id: PrincipalId
  directory: string
  entry: string
  name: string
  administrator: Generated<number>
  frozen_at: Instant | null
  /** Since when the directory refuses sign-in because of us: only then do we ever take it back. */
  blocked_at: Instant | null
  /** Flows that began before are over: unproven ones accept nothing, and nothing shows it. */
  ended_before: Generated<Instant>
  /** The operation that writes to the directory right now, and until when its claim holds. */
  writer: OperationId | null
  writer_until: Instant | null
  /** Whether anything was ever enrolled: only the first authenticator of all is no newcomer. */
  has_enrolled: Generated<number>
  /** When the person was first asked to enrol what `asked_for` says: gates, then what counts, space separated. */
  asked_at: Generated<Instant | null>
  asked_for: Generated<string | null>
  /** How often they put it off since. */
  postponed: Generated<number>
  /** When they last said that all they have enrolled is right. */
  confirmed_at: Generated<Instant | null>
}

type AuthenticatorTable = {
  tenant: TenantId
  id: AuthenticatorId
  principal: PrincipalId
  kind: AuthenticatorKind
  sealed: Uint8Array
  created_at: Instant
  used_at: Instant | null
  /**
   * TOTP: the time step of the last accepted code; passkey: its counter. What is not greater is refused. Of a
   * set of recovery codes: how many uses changed it. Security questions: how many sets were judged.
   */
  last_step: Generated<number>
  /** What the person calls it. */
  name: string | null
  preferred: Generated<number>
  is_first: Generated<number>
  /** A pass of the help desk counts until then. */
  expires_at: Instant | null
}

type FlowTable = {
  tenant: TenantId
  id: FlowId
  token_hash: Uint8Array
  principal: PrincipalId | null
  kind: StepKind | 'writing' | 'cancelled'
  step: StepId
  /** Set from outside the flow, by another reset or by the owner. */
  ended: EndedBy | null
  /** To whom the codes of its challenges were made out: `challenge=HMAC`, each with a space behind it. */
  addressees: Generated<string>
  sealed: Uint8Array
  created_at: Instant
  expires_at: Instant
}

type ThrottleTable = {
  tenant: TenantId
  key_hash: Uint8Array
  /** Whose counters a success clears. */
  subject_hash: Uint8Array | null
  count: number
  resets_at: Instant
}

export type AuditEventTable = {
  tenant: TenantId
  seq: number
  at: Instant
  activity: Activity
  outcome: Outcome
  reason: Reason | null
  actor: Actor
  target: PrincipalId | null
  target_name: string | null
  address: string | null
  client_type: ClientType | null
  client_kind: ClientKind | null
  client_os: string | null
  client_version: string | null
  machine: string | null
  machine_id: MachineId | null
  flow: FlowId | null
  operation: OperationId | null
  gates: string
  policy_version: number | null
  detail: string | null
}

type OutboxTable = {
  id: Generated<number>
  tenant: TenantId
  kind: 'challenge' | 'notice' | 'alert' | 'own-code'
  flow: FlowId | null
  /** Null once sent, given up or expired: nothing readable stays behind. */
  sealed: Uint8Array | null
  created_at: Instant
  due_at: Instant
  expires_at: Instant
  attempts: Generated<number>
  settled_at: Instant | null
}

type SessionTable = {
  tenant: TenantId
  id: SessionId
  token_hash: Uint8Array
  principal: PrincipalId
  /** RFC 8176 method references, space separated: `pwd`, `otp`. */
  amr: string
  created_at: Instant
  seen_at: Instant
  expires_at: Instant
  /** When the person last proved themselves anew, for changes of what they have enrolled. */
  proven_at: Instant | null
  /** How many kinds were missing when the person put enrolling off: it is not asked again in this session. */
  postponed: Generated<number | null>
  /** Begun by an enrolment link: it opens the pages of enrolment, and no others. */
  scope: Generated<'enrolment' | 'replacement' | null>
}

/** What the person of a session is asked on their own page. */
type OwnChallengeTable = {
  tenant: TenantId
  session: SessionId
  purpose: 'prove' | 'prove-code' | 'enrol'
  id: ChallengeId
  sealed: Uint8Array
  tries: number
  expires_at: Instant
}

/** A challenge that a passkey may answer on another device. A flow has one: the newest. */
type ApprovalTable = {
  tenant: TenantId
  flow: FlowId
  challenge: ChallengeId
  /** Of what the sign-in screen shows. */
  code_hash: Uint8Array
  /** From where the flow asks. */
  sealed: Uint8Array
  tries: number
  expires_at: Instant
  /** Whose passkey approved; null before that. */
  principal: PrincipalId | null
  authenticator: AuthenticatorId | null
}

/** A single-use link that was sent to somebody: what it may do, until when. */
type PermissionTable = {
  tenant: TenantId
  token_hash: Uint8Array
  kind:
    | 'disown-reset'
    | 'stop-flow'
    | 'administrator-invitation'
    | 'enrolment-link'
    | 'replacement-link'
  principal: PrincipalId | null
  flow: FlowId | null
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
}

export type MachineTable = {
  tenant: TenantId
  id: MachineId
  thumbprint: Uint8Array
  /** SubjectPublicKeyInfo (RFC 5480), DER. */
  public_key: Uint8Array
  name: string
  state: MachineState
  os: string | null
  version: string | null
  /** Where it enrolled from. */
  address: string
  /** The fleet code that let it in. */
  code: MachineCodeId | null
  created_at: Instant
  decided_at: Instant | null
  seen_at: Instant
}

type MachineCodeTable = {
  tenant: TenantId
  id: MachineCodeId
  code_hash: Uint8Array
  /** Where it is good, in CIDR notation, space separated; empty: everywhere. */
  networks: string
  uses: number
  uses_left: number
  created_at: Instant
  expires_at: Instant
}

/** Passwords set through us, for directories that hold no history against a reset. */
type PasswordHistoryTable = {
  tenant: TenantId
  directory: string
  entry: string
  /** A JSON array of argon2id hashes, newest first; sealed. */
  sealed: Uint8Array
  version: number
}

/** A nonce that nobody has used yet: using it removes the row. */
type NonceTable = { tenant: TenantId; nonce_hash: Uint8Array; expires_at: Instant }
