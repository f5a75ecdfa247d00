import type { Insertable } from 'kysely'
import type { Embedded } from './deps.ts'
import { NO_FAILURES } from './lockout.ts'
import { sealProfile } from './profile.ts'
import type { EmbeddedEntryTable } from './tables.ts'

/**
 * The id of an entry that stands for everyone who does not exist: read, opened and written in their
 * place by the very same statements, so that no time of an answer tells who exists.
 */
export const NOBODY = ''

/** A row like anybody's, which nobody is found by and nobody signs in with. */
export function rowOfNobody(embedded: Embedded): Insertable<EmbeddedEntryTable> {
  const profile = { displayName: 'Somebody Ordinary', mail: 'somebody@example.org', logins: [] }
  return {
    tenant: embedded.tenant,
    id: NOBODY,
    name: NOBODY,
    sealed: sealProfile(embedded, NOBODY, { ...profile, groups: [] }),
    password_hash: null,
    earlier_hashes: '[]',
    password_set_at: null,
    must_change: 0,
    disabled: 1,
    expires_at: null,
    ...NO_FAILURES,
    version: 1,
  }
}
