import type { Drawing } from '@latchkey/core'
import type {
  AuthenticatorId,
  AuthenticatorKind,
  Instant,
  PrincipalId,
  TenantId,
} from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { KeyRing } from './key-ring.ts'
import { bindingPlace } from './principal.ts'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

export type NewBinding = {
  readonly id: AuthenticatorId
  readonly principal: PrincipalId
  readonly kind: AuthenticatorKind
  readonly value: string
  readonly lastStep?: number
  readonly name?: string | null
  readonly isPreferred?: boolean
  /** Nothing was enrolled before it; enrolled for the person, where left out. */
  readonly isFirst?: boolean
  readonly expiresAt?: Instant
}

// Below SQLite's 32 766 variables in a statement.
const ROWS_A_STATEMENT = 500

/** Stores bindings, values sealed. */
export async function insertBindings(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  bindings: readonly NewBinding[],
  now: Instant,
): Promise<void> {
  const rows = bindings.map((one) => ({
    tenant,
    id: one.id,
    principal: one.principal,
    kind: one.kind,
    sealed: keys.seal(bindingPlace(tenant, one.principal, one.id), one.value),
    created_at: now,
    used_at: null,
    last_step: one.lastStep ?? 0,
    name: one.name ?? null,
    preferred: one.isPreferred ? 1 : 0,
    is_first: one.isFirst === false ? 0 : 1,
    expires_at: one.expiresAt ?? null,
  }))
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await db
      .insertInto('authenticator')
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .execute()
  // A pass is lent, not enrolled: what its person enrols after it is their first all the same.
  const own = bindings.filter(({ kind }) => kind !== 'helpdesk-pass')
  await noteEnrolled(db, tenant, [...new Set(own.map(({ principal }) => principal))])
}

async function noteEnrolled(
  db: Db,
  tenant: TenantId,
  principals: readonly PrincipalId[],
): Promise<void> {
  for (let from = 0; from < principals.length; from += ROWS_A_STATEMENT)
    await db
      .updateTable('principal')
      .set({ has_enrolled: 1 })
      .where('tenant', '=', tenant)
      .where('id', 'in', principals.slice(from, from + ROWS_A_STATEMENT))
      .execute()
}

type Owned = { readonly principal: PrincipalId; readonly id: AuthenticatorId }

/** Removes one authenticator of a person; false where it is gone already or somebody else's. */
export async function removeBinding(db: Db, tenant: TenantId, one: Owned): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('authenticator')
    .where('tenant', '=', tenant)
    .where('principal', '=', one.principal)
    .where('id', '=', one.id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Gives one authenticator of a person a name, or none; false where it is gone or somebody else's. */
export async function renameBinding(
  db: Db,
  tenant: TenantId,
  one: Owned,
  name: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('authenticator')
    .set({ name })
    .where('tenant', '=', tenant)
    .where('principal', '=', one.principal)
    .where('id', '=', one.id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Makes one authenticator the person's default of its kind, and no other. */
export async function preferBinding(
  db: Db,
  tenant: TenantId,
  one: Owned & { readonly kind: AuthenticatorKind },
): Promise<void> {
  await db
    .updateTable('authenticator')
    .set((eb) => ({
      preferred: eb.case().when('id', '=', one.id).then(eb.lit(1)).else(eb.lit(0)).end(),
    }))
    .where('tenant', '=', tenant)
    .where('principal', '=', one.principal)
    .where('kind', '=', one.kind)
    .execute()
}

/**
 * Marks an authenticator as used and, for a TOTP code, its time step as spent. False when a code of that
 * step or a later one was accepted before: a code is never taken twice (RFC 6238 section 5.2).
 */
export async function consumeBinding(
  db: Db,
  tenant: TenantId,
  id: AuthenticatorId,
  use: { readonly now: Instant; readonly timeStep?: number },
): Promise<boolean> {
  let update = db
    .updateTable('authenticator')
    .set({
      used_at: use.now,
      ...(use.timeStep !== undefined && { last_step: use.timeStep }),
    })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
  if (use.timeStep !== undefined) update = update.where('last_step', '<', use.timeStep)
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/**
 * Takes one code out of a set: what is left replaces what was. False when the set was used since it was read,
 * or another one took its place.
 */
export async function useUpCode(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  use: {
    readonly id: AuthenticatorId
    readonly principal: PrincipalId
    readonly left: string
    readonly timeStep: number
    readonly now: Instant
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('authenticator')
    .set({
      sealed: keys.seal(bindingPlace(tenant, use.principal, use.id), use.left),
      used_at: use.now,
      last_step: use.timeStep,
    })
    .where('tenant', '=', tenant)
    .where('id', '=', use.id)
    .where('last_step', '=', use.timeStep - 1)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Takes an authenticator that is good once. False when somebody was first, or its time is over. */
export async function useUpBinding(
  db: Db,
  tenant: TenantId,
  id: AuthenticatorId,
  now: Instant,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('authenticator')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where((one) => one.or([one('expires_at', 'is', null), one('expires_at', '>', now)]))
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Removes those whose time is over. */
export async function clearEndedBindings(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('authenticator').where('expires_at', '<=', now).execute()
}

/** The set of security questions was asked in this round, and is drawn anew from now on. */
export async function spendDrawing(
  db: Db,
  tenant: TenantId,
  { authenticator, round }: Drawing,
): Promise<void> {
  await db
    .updateTable('authenticator')
    .set({ last_step: round + 1 })
    .where('tenant', '=', tenant)
    .where('id', '=', authenticator)
    .where('kind', '=', 'security-questions')
    .where('last_step', '<=', round)
    .execute()
}

/** Removes all of a kind that a person has. Says whether there was any. */
export async function removeBindings(
  db: Db,
  tenant: TenantId,
  principal: PrincipalId,
  kind: AuthenticatorKind,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('authenticator')
    .where('tenant', '=', tenant)
    .where('principal', '=', principal)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
