import type { Directory, Entry } from '../directory.ts'
import type { Embedded } from './deps.ts'
import { isLockedAt, liveFailures } from './lockout.ts'
import { loginKey } from './login-key.ts'
import { NOBODY } from './nobody.ts'
import { openProfile } from './profile.ts'

export async function findEntry(
  embedded: Embedded,
  by: Parameters<Directory['find']>[0],
): Promise<Entry | undefined> {
  const row = await ('id' in by ? readById(embedded, by.id) : readByName(embedded, by.name))
  // Nobody's profile is opened too: a miss costs what a hit costs.
  const entry = row && entryOf(embedded, row)
  return entry?.id === NOBODY ? undefined : entry
}

function readById(embedded: Embedded, id: string) {
  return selectEntry(embedded).where('id', '=', id).executeTakeFirst()
}

function readByName(embedded: Embedded, name: string) {
  return selectEntry(embedded)
    .where('id', '=', (eb) =>
      eb.fn.coalesce(
        eb
          .selectFrom('embedded_login')
          .select('entry')
          .where('embedded_login.tenant', '=', embedded.tenant)
          .where('key_hash', '=', loginKey(embedded, name)),
        eb.val(NOBODY),
      ),
    )
    .executeTakeFirst()
}

function selectEntry({ db, tenant }: Embedded) {
  return db
    .selectFrom('embedded_entry')
    .select(['id', 'name', 'sealed', 'disabled', 'expires_at', 'must_change'])
    .select(['failures', 'failed_at', 'locked_until'])
    .where('embedded_entry.tenant', '=', tenant)
}

type Row = NonNullable<Awaited<ReturnType<typeof readById>>>

function entryOf(embedded: Embedded, row: Row): Entry {
  const { threshold, windowMs } = embedded.policy.lockout
  const now = embedded.now()
  const { displayName, mail, phones, groups } = openProfile(embedded, row.id, row.sealed)
  return {
    id: row.id,
    name: row.name,
    displayName,
    ...(mail === undefined ? {} : { mail }),
    ...(phones && { phones }),
    groups,
    isDisabled: row.disabled === 1,
    isExpired: row.expires_at !== null && row.expires_at <= now,
    isLocked: isLockedAt(row.locked_until, now),
    mustChange: row.must_change === 1,
    lockout: { threshold, windowMs, failures: liveFailures(row, windowMs, now) },
  }
}
