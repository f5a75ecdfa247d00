import type { PasswordRule, RuleCode, Secret } from '@latchkey/protocol'

/** Names an entry inside one directory for ever, whatever it is renamed to. */
export type EntryId = string

/** What a directory knows of a person. */
export type Entry = {
  readonly id: EntryId
  /** The account name: what the person types at sign-in. */
  readonly name: string
  readonly displayName: string
  /** The directory's own address of the person: never proof of anything by itself. */
  readonly mail?: string
  /** Telephone numbers as the directory has them; no proof either. */
  readonly phones?: readonly string[]
  readonly groups: readonly string[]
  /** The directory would not say which groups: whoever may be an administrator is treated as one. */
  readonly groupsUnseen?: true
  /** What a name was found by: an account name or UPN, where it isn't said. Only `mail` gives way to another directory. */
  readonly matched?: 'name' | 'mail'
  readonly isDisabled: boolean
  readonly isExpired: boolean
  readonly isLocked: boolean
  readonly mustChange: boolean
  readonly lockout: Lockout
}

/** The lockout in force for one person: `threshold` 0 means that the directory never locks. */
export type Lockout = {
  readonly threshold: number
  readonly windowMs: number
  readonly failures: number
}

/** What became of a sign-in. `locked` may come with a wrong password too; the others only with the right one. */
export type PasswordVerdict =
  | 'accepted'
  | 'wrong'
  | 'must-change'
  | 'disabled'
  | 'expired'
  | 'locked'

/**
 * The closed list of a directory's answers to a write, classified by its codes and never by its texts.
 * `said` is the directory's own words, for the log and the audit only.
 */
export type WriteResult =
  | { readonly outcome: 'written' }
  | { readonly outcome: 'refused'; readonly broken: readonly RuleCode[]; readonly said?: string }
  | { readonly outcome: 'wrong-current' }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'disabled' }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'locked-by-administrator' }
  /** An account that the directory guards as an administrator's, and that Latchkey was not told to touch. */
  | { readonly outcome: 'protected' }
  | { readonly outcome: 'no-right'; readonly said?: string }

export type NewPassword = {
  readonly password: Secret<string>
  /** Present for a change, absent for a reset: the directory itself judges it. */
  readonly current?: Secret<string>
}

/**
 * The way to one directory. A fault of the world (unreachable, TLS refused) is thrown as
 * `DirectoryUnavailable`; everything else is a value.
 */
export interface Directory {
  readonly name: string
  /** Domains whose people are here, where it was told any; without regard to case. */
  readonly domains?: readonly string[]
  /** Finds by account name, UPN, mail or `DOMAIN\name`, without regard to case, or by id. The same work whether found or not. */
  find(by: { readonly name: string } | { readonly id: EntryId }): Promise<Entry | undefined>
  /** The rules in force for this person, in the order in which they are shown. */
  rulesFor(id: EntryId): Promise<readonly PasswordRule[]>
  /** Judges a sign-in; a wrong password counts toward the directory's lockout. Takes as long for `undefined`. */
  verifyPassword(id: EntryId | undefined, password: Secret<string>): Promise<PasswordVerdict>
  /**
   * Sets a password under all rules in force and clears a lockout; only `written` means that it is in force.
   * Throws `OutcomeUnknown` where the directory fell silent and could not be asked again.
   */
  setPassword(id: EntryId, change: NewPassword): Promise<WriteResult>
  /** Clears a lockout and leaves the password as it is. */
  unlock(id: EntryId): Promise<WriteResult>
  /** Has the directory refuse sign-in, or take it back; the password stays. */
  setBlocked(id: EntryId, isBlocked: boolean): Promise<WriteResult>
  /** Throws `DirectoryUnavailable` where the directory can't do its work now. */
  check(): Promise<void>
  /** What an administrator wants to know before trusting the connection; only directories of others have it. */
  inspect?(): Promise<Inspection>
}

/** One thing that was looked at, in a sentence of ours with the directory's own names in it. */
export type Finding = {
  readonly state: 'ok' | 'warning' | 'fault'
  readonly about:
    | 'server'
    | 'certificate'
    | 'account'
    | 'domain'
    | 'policy'
    | 'history'
    | 'people'
    | 'rights'
  readonly says: string
}

export type Inspection = {
  readonly findings: readonly Finding[]
  /** How the least rights are granted, tool by tool, ready to be pasted. */
  readonly grants: readonly { readonly tool: string; readonly lines: readonly string[] }[]
}

/** Why a directory can't do its work. `refused` is its answer to the account that Latchkey signs in with. */
export type Unavailability = 'unreachable' | 'tls-refused' | 'refused' | 'busy'

/** The directory can't be reached, or can't answer; nothing was written, and the same call may succeed later. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable'
  readonly reason: Unavailability

  constructor(
    message: string,
    { reason = 'unreachable', cause }: { reason?: Unavailability; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.reason = reason
  }
}

/** The directory fell silent in the middle of a write, and nobody could find out what it had done. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'
}
