import {
  type EntryId,
  hashPassword,
  matchesHash,
  type PasswordHistory,
  type PasswordMark,
} from '@latchkey/directory'
import type { Secret, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { KeyRing } from './key-ring.ts'
import type { Database } from './schema.ts'

type Place = {
  readonly db: Kysely<Database>
  readonly keys: KeyRing
  readonly tenant: TenantId
  readonly directory: string
}

/** The passwords of one directory's people that were set through us, as hashes under the key ring. */
export function createPasswordHistory(place: Place): PasswordHistory {
  return {
    compare: async (entry, password, remembered) => {
      const { hashes, mark } = await read(place, entry)
      const matches = hashes.slice(0, remembered).map((one) => matchesHash(password, one))
      return { isHeld: (await Promise.all(matches)).includes(true), last: mark }
    },
    remember: (entry, password, kept) => remember(place, entry, password, kept),
  }
}

type Kept = { readonly hashes: readonly string[]; readonly mark?: PasswordMark | undefined }

async function read(
  { db, keys, tenant, directory }: Place,
  entry: EntryId,
): Promise<Kept & { readonly version: number }> {
  const row = await db
    .selectFrom('password_history')
    .select(['sealed', 'version'])
    .where('tenant', '=', tenant)
    .where('directory', '=', directory)
    .where('entry', '=', entry)
    .executeTakeFirst()
  if (!row) return { hashes: [], version: 0 }
  const text = keys.open(contextOf(tenant, directory, entry), row.sealed)
  // as: remember() stores nothing else there; it stored the hashes alone before there were marks.
  const kept = JSON.parse(text) as Kept | string[]
  const { hashes, mark }: Kept = Array.isArray(kept) ? { hashes: kept } : kept
  return { hashes, mark, version: row.version }
}

async function remember(
  place: Place,
  entry: EntryId,
  password: Secret<string>,
  { remembered, mark }: Parameters<PasswordHistory['remember']>[2],
): Promise<void> {
  const hash = await hashPassword(password)
  for (;;) {
    const { hashes, version } = await read(place, entry)
    const kept = [hash, ...hashes].slice(0, remembered)
    // Two resets of one person never write at once, but two servers may have lost a claim: nobody's is forgotten.
    if (await write(place, entry, { hashes: kept, mark, version })) return
  }
}

async function write(
  { db, keys, tenant, directory }: Place,
  entry: EntryId,
  { version, ...kept }: Kept & { readonly version: number },
): Promise<boolean> {
  const context = contextOf(tenant, directory, entry)
  const sealed = keys.seal(context, JSON.stringify(kept))
  const next = { sealed, version: version + 1 }
  const result = await db
    .insertInto('password_history')
    .values({ tenant, directory, entry, ...next })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'directory', 'entry'])
        .doUpdateSet(next)
        .where('password_history.version', '=', version),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

function contextOf(tenant: TenantId, directory: string, entry: EntryId): string {
  return `password-history/${tenant}/${directory}/${entry}`
}
