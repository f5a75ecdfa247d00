import { type EntryId, hashPassword, matchesHash, type PasswordHistory } from '@latchkey/directory'
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
    holds: async (entry, password, remembered) => {
      const { hashes } = await read(place, entry)
      const matches = hashes.slice(0, remembered).map((one) => matchesHash(password, one))
      return (await Promise.all(matches)).includes(true)
    },
    remember: async (entry, password, remembered) => remember(place, entry, password, remembered),
  }
}

async function read({ db, keys, tenant, directory }: Place, entry: EntryId) {
  const row = await db
    .selectFrom('password_history')
    .select(['sealed', 'version'])
    .where('tenant', '=', tenant)
    .where('directory', '=', directory)
    .where('entry', '=', entry)
    .executeTakeFirst()
  if (!row) return { hashes: [], version: 0 }
  // as: remember() stores nothing but an array of hashes there.
  const hashes = JSON.parse(keys.open(contextOf(tenant, directory, entry), row.sealed)) as string[]
  return { hashes, version: row.version }
}

async function remember(
  place: Place,
  entry: EntryId,
  password: Secret<string>,
  remembered: number,
): Promise<void> {
  const hash = await hashPassword(password)
  for (;;) {
    const { hashes, version } = await read(place, entry)
    const kept = [hash, ...hashes].slice(0, remembered)
    // Two resets of one person never write at once, but two servers may have lost a claim: nobody's is forgotten.
    if (await write(place, entry, { hashes: kept, version })) return
  }
}

async function write(
  { db, keys, tenant, directory }: Place,
  entry: EntryId,
  { hashes, version }: { readonly hashes: readonly string[]; readonly version: number },
): Promise<boolean> {
  const context = contextOf(tenant, directory, entry)
  const sealed = keys.seal(context, JSON.stringify(hashes))
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
