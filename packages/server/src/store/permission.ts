import type { FlowId, Instant, PrincipalId, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

export type PermissionKind = Database['permission']['kind']

export type Permission = {
  readonly kind: PermissionKind
  readonly principal: PrincipalId | null
  readonly flow: FlowId | null
}

export async function insertPermission(
  db: Db,
  tenant: TenantId,
  permission: Permission & {
    readonly tokenHash: Uint8Array
    readonly createdAt: Instant
    readonly expiresAt: Instant
  },
): Promise<void> {
  await db
    .insertInto('permission')
    .values({
      tenant,
      token_hash: permission.tokenHash,
      kind: permission.kind,
      principal: permission.principal,
      flow: permission.flow,
      created_at: permission.createdAt,
      expires_at: permission.expiresAt,
      used_at: null,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'token_hash']).doNothing())
    .execute()
}

/** What a link may still do. Looking uses nothing up: mail scanners open every link. */
export async function findPermission(
  db: Db,
  tenant: TenantId,
  kind: PermissionKind,
  tokenHash: Uint8Array,
  now: Instant,
): Promise<Permission | undefined> {
  return await db
    .selectFrom('permission')
    .select(['kind', 'principal', 'flow'])
    .where('tenant', '=', tenant)
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Ends links of a person before they were used. */
export async function endPermissionsOf(
  db: Db,
  tenant: TenantId,
  principal: PrincipalId,
  kinds: readonly PermissionKind[],
): Promise<void> {
  await db
    .deleteFrom('permission')
    .where('tenant', '=', tenant)
    .where('principal', '=', principal)
    .where('kind', 'in', kinds)
    .where('used_at', 'is', null)
    .execute()
}

/** Uses a link up. Nothing when somebody was first, or it is too old. */
export async function usePermission(
  db: Db,
  tenant: TenantId,
  kind: PermissionKind,
  tokenHash: Uint8Array,
  now: Instant,
): Promise<Permission | undefined> {
  return await db
    .updateTable('permission')
    .set({ used_at: now })
    .where('tenant', '=', tenant)
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['kind', 'principal', 'flow'])
    .executeTakeFirst()
}
