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
  readonly groups: readonly string[]
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

/** The closed list of a directory's answers to a write, classified by its codes and never by its texts. */
export type WriteResult =
  | { readonly outcome: 'written' }
  | { readonly outcome: 'refused'; readonly broken: readonly RuleCode[] }
  | { readonly outcome: 'wrong-current' }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'disabled' }
  | { readonly outcome: 'locked-by-administrator' }
  | { readonly outcome: 'no-right' }

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
  /** Finds by account name, UPN, mail or `DOMAIN\name`, without regard to case, or by id. The same work whether found or not. */
  find(by: { readonly name: string } | { readonly id: EntryId }): Promise<Entry | undefined>
  /** The rules in force for this person, in the order in which they are shown. */
  rulesFor(id: EntryId): Promise<readonly PasswordRule[]>
  /** Judges a sign-in; a wrong password counts toward the directory's lockout. Takes as long for `undefined`. */
  verifyPassword(id: EntryId | undefined, password: Secret<string>): Promise<PasswordVerdict>
  /** Sets a password under all rules in force and clears a lockout; only `written` means that it is in force. */
  setPassword(id: EntryId, change: NewPassword): Promise<WriteResult>
  /** Clears a lockout and leaves the password as it is. */
  unlock(id: EntryId): Promise<WriteResult>
  /** Has the directory refuse sign-in, or take it back; the password stays. */
  setBlocked(id: EntryId, isBlocked: boolean): Promise<WriteResult>
  /** Throws `DirectoryUnavailable` where the directory can't do its work now. */
  check(): Promise<void>
}

/** The directory can't be reached, or can't answer; the same call may succeed later. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable'
}
