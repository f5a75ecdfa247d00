import type {
  AuthenticatorId,
  ChallengeId,
  Instant,
  Medium,
  SessionId,
  TenantId,
} from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import type { KeyRing } from './key-ring.ts'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

export type OwnPurpose = Database['own_challenge']['purpose']

/** What a person is asked on their own page. A session has one of each purpose: the newest. */
export type OwnChallenge = {
  readonly id: ChallengeId
  readonly session: SessionId
  readonly purpose: OwnPurpose
  readonly asked: Asked
  readonly expiresAt: Instant
}

/** A code that was sent; `kept` is its HMAC. */
export type AskedSent = {
  readonly kind: Medium
  readonly kept: string
  readonly address: string
  readonly binding?: AuthenticatorId
  readonly name?: string
  readonly replaces?: AuthenticatorId
}

export type Asked =
  /** A right password, to be followed by a code where the person has an authenticator. */
  | { readonly kind: 'code-after-password' }
  | AskedSent
  /** An app that is being enrolled, with its seed. */
  | { readonly kind: 'totp'; readonly secret: string; readonly replaces?: AuthenticatorId }
  /** A passkey that is being made. */
  | { readonly kind: 'passkey' }

/** A challenge opens at its own place only: nobody moves one to another session or purpose. */
function placeOf(
  tenant: TenantId,
  { session, purpose, id }: Omit<OwnChallenge, 'asked' | 'expiresAt'>,
) {
  return `own-challenge/${tenant}/${session}/${purpose}/${id}`
}

/** Puts a challenge in the place of an earlier one. */
export async function putChallenge(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  challenge: OwnChallenge,
): Promise<void> {
  const { id, session, purpose, expiresAt } = challenge
  const fresh = {
    id,
    sealed: keys.seal(placeOf(tenant, challenge), JSON.stringify(challenge.asked)),
    tries: 0,
    expires_at: expiresAt,
  }
  await db
    .insertInto('own_challenge')
    .values({ tenant, session, purpose, ...fresh })
    .onConflict((conflict) => conflict.columns(['tenant', 'session', 'purpose']).doUpdateSet(fresh))
    .execute()
}

/** The challenge of a session, while it holds. */
export async function findChallenge(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  of: { readonly session: SessionId; readonly purpose: OwnPurpose; readonly now: Instant },
): Promise<OwnChallenge | undefined> {
  const { session, purpose, now } = of
  const row = await db
    .selectFrom('own_challenge')
    .select(['id', 'sealed', 'expires_at'])
    .where('tenant', '=', tenant)
    .where('session', '=', session)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return
  const challenge = { id: row.id, session, purpose, expiresAt: row.expires_at }
  const text = keys.open(placeOf(tenant, challenge), row.sealed)
  // as: sealed by `putChallenge`, and the seal holds.
  return { ...challenge, asked: JSON.parse(text) as Asked }
}

/** Counts a try where one is left, before anything is compared: any number at once get no more than `most`. */
export async function countTry(
  db: Db,
  tenant: TenantId,
  { session, purpose, id }: Pick<OwnChallenge, 'session' | 'purpose' | 'id'>,
  most: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('own_challenge')
    .set({ tries: sql<number>`tries + 1` })
    .where('tenant', '=', tenant)
    .where('session', '=', session)
    .where('purpose', '=', purpose)
    .where('id', '=', id)
    .where('tries', '<', most)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Uses a challenge up; false where somebody was first or a newer one took its place. */
export async function useChallenge(
  db: Db,
  tenant: TenantId,
  { session, purpose, id }: Pick<OwnChallenge, 'session' | 'purpose' | 'id'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('own_challenge')
    .where('tenant', '=', tenant)
    .where('session', '=', session)
    .where('purpose', '=', purpose)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Whether this very challenge is still the one that a session is asked. */
export async function isAsked(
  db: Db,
  tenant: TenantId,
  { session, id }: Pick<OwnChallenge, 'session' | 'id'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('own_challenge')
    .select('id')
    .where('tenant', '=', tenant)
    .where('session', '=', session)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
