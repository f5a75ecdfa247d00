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
  const rows = bindings.map(({ id, principal, kind, value, lastStep }) => ({
    tenant,
    id,
    principal,
    kind,
    sealed: keys.seal(bindingPlace(tenant, principal, id), value),
    created_at: now,
    used_at: null,
    last_step: lastStep ?? 0,
  }))
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await db
      .insertInto('authenticator')
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
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

export async function removeBindings(
  db: Db,
  tenant: TenantId,
  principal: PrincipalId,
  kind: AuthenticatorKind,
): Promise<void> {
  await db
    .deleteFrom('authenticator')
    .where('tenant', '=', tenant)
    .where('principal', '=', principal)
    .where('kind', '=', kind)
    .execute()
}
