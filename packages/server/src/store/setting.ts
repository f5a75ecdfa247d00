import type { Instant, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { KeyRing } from './key-ring.ts'
import type { Database } from './schema.ts'

type Db = Kysely<Database>
type Name = Database['setting']['name']

const contextOf = (tenant: TenantId, name: Name) => `setting:${tenant}:${name}`

/** A setting as it was stored, as text; nothing where there is none. */
export async function readSetting(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  name: Name,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('sealed')
    .where('tenant', '=', tenant)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && keys.open(contextOf(tenant, name), row.sealed)
}

/** Stores a setting, sealed: channels have passwords. */
export async function writeSetting(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  setting: { readonly name: Name; readonly text: string; readonly now: Instant },
): Promise<void> {
  const { name, text, now } = setting
  const sealed = keys.seal(contextOf(tenant, name), text)
  await db
    .insertInto('setting')
    .values({ tenant, name, sealed, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'name']).doUpdateSet({ sealed, updated_at: now }),
    )
    .execute()
}
