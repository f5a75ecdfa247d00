import type { Instant, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

export async function insertNonce(
  db: Db,
  tenant: TenantId,
  nonce: { readonly hash: Uint8Array; readonly expiresAt: Instant },
): Promise<void> {
  await db
    .insertInto('nonce')
    .values({ tenant, nonce_hash: nonce.hash, expires_at: nonce.expiresAt })
    .execute()
}

/** Uses a nonce up. False when it was used, is too old or was never given: of any number of users one wins. */
export async function useNonce(
  db: Db,
  tenant: TenantId,
  hash: Uint8Array,
  now: Instant,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('nonce')
    .where('tenant', '=', tenant)
    .where('nonce_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}
