import type { Secret } from '@latchkey/protocol'
import type { EntryId } from '../directory.ts'

/** What a password that was set through us is known by afterwards: its number in the directory, and when it was set. */
export type PasswordMark = { readonly version: number; readonly at: number }

/**
 * Earlier passwords of people whose directory can't hold them against a reset (Samba knows no policy
 * hints): hashes of what was set through Latchkey.
 */
export type PasswordHistory = {
  /** Whether the password is among the last `remembered` that were set, and the mark of the last one, where it has any. */
  compare(
    id: EntryId,
    password: Secret<string>,
    remembered: number,
  ): Promise<{ readonly isHeld: boolean; readonly last?: PasswordMark | undefined }>
  /** Remembers a password that was set, and forgets those beyond `remembered`. */
  remember(
    id: EntryId,
    password: Secret<string>,
    kept: { readonly remembered: number; readonly mark?: PasswordMark | undefined },
  ): Promise<void>
}
