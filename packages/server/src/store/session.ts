import type { Instant, PrincipalId, SessionId, TenantId } from '@latchkey/protocol'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

const MINUTE = 60_000

/** NIST 800-63B-4 reauthentication: idle and overall bounds of a session. */
export const SESSION_BOUNDS = { idleMs: 15 * MINUTE, lifeMs: 8 * 60 * MINUTE } as const

export type SessionRecord = {
  readonly id: SessionId
  readonly principal: PrincipalId
  readonly amr: readonly string[]
  readonly createdAt: Instant
  /** Since when the person is freshly proven, in this very session. */
  readonly provenAt?: Instant | undefined
  /** How many kinds were missing when the person put enrolling off in it. */
  readonly postponed?: number | undefined
  /** Begun by an enrolment link, and good for enrolling only. */
  readonly scope?: SessionScope | undefined
  /** Before its time, where it is shorter than others. */
  readonly expiresAt?: Instant | undefined
}

export type SessionScope = NonNullable<Selectable<Database['session']>['scope']>

export async function insertSession(
  db: Db,
  tenant: TenantId,
  session: SessionRecord & { readonly tokenHash: Uint8Array; readonly seenAt: Instant },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      tenant,
      id: session.id,
      token_hash: session.tokenHash,
      principal: session.principal,
      amr: session.amr.join(' '),
      created_at: session.createdAt,
      seen_at: session.seenAt,
      expires_at: session.expiresAt ?? session.createdAt + SESSION_BOUNDS.lifeMs,
      proven_at: session.provenAt ?? null,
      postponed: session.postponed ?? null,
      scope: session.scope ?? null,
    })
    .execute()
}

/** The session of a token, if it still holds; being asked for keeps it awake. */
export async function touchSession(
  db: Db,
  tenant: TenantId,
  tokenHash: Uint8Array,
  now: Instant,
): Promise<SessionRecord | undefined> {
  const row = await db
    .updateTable('session')
    .set({ seen_at: now })
    .where('tenant', '=', tenant)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .where('seen_at', '>', now - SESSION_BOUNDS.idleMs)
    .returning(['id', 'principal', 'amr', 'created_at', 'proven_at', 'postponed', 'scope'])
    .executeTakeFirst()
  if (!row) return
  return {
    id: row.id,
    principal: row.principal,
    amr: row.amr.split(' '),
    createdAt: row.created_at,
    ...(row.proven_at !== null && { provenAt: row.proven_at }),
    ...(row.postponed !== null && { postponed: row.postponed }),
    ...(row.scope !== null && { scope: row.scope }),
  }
}

/** Ends a session; false where it had ended already. */
export async function endSession(db: Db, tenant: TenantId, id: SessionId): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export async function endSessionsOf(
  db: Db,
  tenant: TenantId,
  principal: PrincipalId,
): Promise<void> {
  await db
    .deleteFrom('session')
    .where('tenant', '=', tenant)
    .where('principal', '=', principal)
    .execute()
}

/** Ends what enrolment links began for a person. */
export async function endScopedSessionsOf(
  db: Db,
  tenant: TenantId,
  principal: PrincipalId,
): Promise<void> {
  await db
    .deleteFrom('session')
    .where('tenant', '=', tenant)
    .where('principal', '=', principal)
    .where('scope', 'is not', null)
    .execute()
}

/** Whether a session is still there. */
export async function isSession(db: Db, tenant: TenantId, id: SessionId): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
