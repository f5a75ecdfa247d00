import type { Secret } from '@latchkey/protocol'
import type { EntryId } from '../directory.ts'

/**
 * Earlier passwords of people whose directory can't hold them against a reset (Samba knows no policy
 * hints): hashes of what was set through Latchkey.
 */
export type PasswordHistory = {
  /** Whether the password is among the last `remembered` that were set. */
  holds(id: EntryId, password: Secret<string>, remembered: number): Promise<boolean>
  /** Remembers a password that was set, and forgets those beyond `remembered`. */
  remember(id: EntryId, password: Secret<string>, remembered: number): Promise<void>
}
