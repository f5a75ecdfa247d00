import type { Reason } from '@latchkey/core'
import type { Inspection } from '@latchkey/directory'
import type {
  AuthenticatorKind,
  FlowId,
  Instant,
  MachineId,
  MachineState,
  PrincipalId,
  RuleCode,
} from '@latchkey/protocol'
import type { MachineDecided, MachineDecision } from '../app/decide-machine.ts'
import type { CanaryFlight } from '../app/fly-canary.ts'
import type { IssuedPass, PassWish } from '../app/helpdesk-pass.ts'
import type { EnrolmentLinkWish, IssuedLink } from '../app/issue-enrolment-link.ts'
import type { CodeWish, IssuedCode } from '../app/machine-code.ts'
import type { AuditRow } from '../store/audit.ts'
import type { MachineRecord } from '../store/machine.ts'
import type { PersonRow } from './people-file.ts'

/** What the commands ask of the application. Names are as a person would type them at sign-in. */
export type Application = {
  /** Brings the store to the schema of this program; gives the names of the migrations that were run. */
  migrate(): Promise<readonly string[]>
  startupChecks(): Promise<readonly StartupCheck[]>
  /** Newest first. */
  listAudit(filter: AuditFilter): Promise<AsyncIterable<ListedEvent> | 'unknown-person'>
  /** Adds all of these people or none of them. */
  importPeople(rows: readonly PersonRow[]): Promise<ImportResult>
  showPerson(name: string): Promise<ShownPerson | undefined>
  unlockPerson(name: string): Promise<PersonResult>
  freezePerson(name: string): Promise<PersonResult>
  unfreezePerson(name: string): Promise<PersonResult>
  /** A link with which a person enrols without their password. */
  issueEnrolmentLink(wish: EnrolmentLinkWish): Promise<IssuedLink>
  issuePass(wish: PassWish): Promise<IssuedPass>
  revokePass(name: string): Promise<Pick<PersonResult, 'outcome'>>
  inviteAdministrator(name: string): Promise<Invitation | 'unknown-person'>
  /** Newest first; all states where none is named. */
  listMachines(state: MachineState | undefined): Promise<readonly MachineRecord[]>
  decideOnMachine(id: MachineId, decision: MachineDecision): Promise<MachineDecided>
  issueMachineCode(wish: CodeWish): Promise<IssuedCode>
  /** What each directory over LDAP has to say; all of them where none is named. */
  inspectDirectories(name: string | undefined): Promise<readonly InspectedDirectory[]>
  /** Really resets the test account of each directory that names one. */
  flyCanaries(): Promise<readonly CanaryFlight[]>
  /** Adds so many more people of each seeded kind; gives how many were added in all. */
  seed(people: number): Promise<number>
  /** Adds a key and makes it the one that seals; gives its id. */
  rotateKeys(): Promise<{ readonly key: string }>
  close(): Promise<void>
}

export type InspectedDirectory = Inspection & { readonly name: string }

/** One thing that has to work before people come; `failure` is a sentence without secrets. */
export type StartupCheck = { readonly name: string; readonly failure?: string }

export type AuditFilter = {
  readonly person?: string
  readonly flow?: FlowId
  readonly since?: Instant
}

export type ListedEvent = AuditRow

/** `nothing-to-do`: it was so already. */
export type PersonResult =
  | { readonly outcome: 'done' | 'nothing-to-do' | 'unknown-person' }
  | { readonly outcome: 'refused'; readonly reason: Reason }

export type ImportResult =
  | { readonly outcome: 'imported'; readonly people: number }
  | { readonly outcome: 'refused'; readonly rows: readonly RefusedRow[] }

export type RefusedRow = { readonly line: number } & (
  | { readonly reason: 'exists-already' }
  | { readonly reason: 'phone-malformed' }
  | { readonly reason: 'password-refused'; readonly broken: readonly RuleCode[] }
)

export type ShownPerson = {
  readonly id: PrincipalId | null
  readonly name: string
  readonly displayName: string
  readonly directory: string
  readonly mail?: string
  readonly groups: readonly string[]
  readonly isAdministrator: boolean
  readonly isDisabled: boolean
  readonly isExpired: boolean
  readonly isLocked: boolean
  readonly mustChange: boolean
  readonly frozenAt: Instant | null
  readonly authenticators: readonly ShownAuthenticator[]
}

export type ShownAuthenticator = {
  readonly kind: AuthenticatorKind
  /** Masked, where it is an address. */
  readonly hint?: string
  readonly createdAt: Instant
  readonly usedAt: Instant | null
}

export type Invitation = { readonly url: string; readonly expiresAt: Instant }
