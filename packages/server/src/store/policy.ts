import { POLICY_DEFAULTS, type Policy } from '@latchkey/core'
import type { Instant, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

/** The policy in force: the newest version. */
export async function readPolicy(db: Kysely<Database>, tenant: TenantId): Promise<Policy> {
  const row = await db
    .selectFrom('policy')
    .select(['version', 'body'])
    .where('tenant', '=', tenant)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  // as: the body was validated by `first-run` before it was stored.
  const body = JSON.parse(row.body) as Omit<Policy, 'version'>
  return { ...POLICY_DEFAULTS, ...body, version: row.version }
}

/** Stores a policy as the next version and returns that version. */
export async function appendPolicy(
  db: Kysely<Database>,
  tenant: TenantId,
  policy: Omit<Policy, 'version'>,
  now: Instant,
): Promise<number> {
  const newest = await db
    .selectFrom('policy')
    .select((one) => one.fn.max('version').as('version'))
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  const version = Number(newest?.version ?? 0) + 1
  await db
    .insertInto('policy')
    .values({ tenant, version, created_at: now, body: JSON.stringify(policy) })
    .execute()
  return version
}

/** Whether any tenant has a policy: from its first one on a store holds what is sealed. */
export async function hasAnyPolicy(db: Kysely<Database>): Promise<boolean> {
  const row = await db.selectFrom('policy').select('version').limit(1).executeTakeFirst()
  return row !== undefined
}

export async function hasPolicy(db: Kysely<Database>, tenant: TenantId): Promise<boolean> {
  const row = await db
    .selectFrom('policy')
    .select('version')
    .where('tenant', '=', tenant)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
