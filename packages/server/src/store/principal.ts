import { createHash } from 'node:crypto'
import { type Asked, FLOW_BOUNDS } from '@latchkey/core'
import type { Entry } from '@latchkey/directory'
import type {
  AuthenticatorId,
  AuthenticatorKind,
  Instant,
  OperationId,
  PrincipalId,
  TenantId,
} from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import { demandIn } from './enrolment-request.ts'
import type { KeyRing } from './key-ring.ts'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

/** A principal's id follows from the directory and the entry: it is known before any row is written. */
export function principalId(directory: string, entry: string): PrincipalId {
  const digest = createHash('sha256').update(`${directory}\0${entry}`).digest('base64url')
  return `prn_${digest.slice(0, 22)}`
}

/** Where a bound value is sealed: it opens for this person only, whoever moves rows in the database. */
export function bindingPlace(tenant: TenantId, principal: PrincipalId, id: AuthenticatorId) {
  return `authenticator/${tenant}/${principal}/${id}`
}

/** One authenticator of a person, opened. */
export type Binding = {
  readonly id: AuthenticatorId
  readonly kind: AuthenticatorKind
  /**
   * An address, a TOTP seed in base32, what is kept of codes, security questions with what is kept of their
   * answers, or a passkey's id and public key.
   */
  readonly value: string
  readonly createdAt: Instant
  readonly usedAt: Instant | null
  readonly lastStep: number
  readonly name: string | null
  /** The person's default of its kind. */
  readonly isPreferred: boolean
  /** The first that they ever enrolled. */
  readonly isFirst: boolean
  /** Until when it counts; for ever where left out. */
  readonly expiresAt?: Instant
}

export type PrincipalRecord = {
  /** Where they live, and under which name; nothing where we keep no row of them. */
  readonly place?: { readonly directory: string; readonly entry: string; readonly name: string }
  readonly isAppointed: boolean
  readonly isFrozen: boolean
  readonly frozenAt: Instant | null
  /** Flows that began up to then are over. */
  readonly endedBefore: Instant
  /** Whether anything was ever enrolled, removed or not. */
  readonly hasEnrolled: boolean
  /** What they were asked to enrol, while it is not done. */
  readonly asked: Asked | null
  /** When they last confirmed what is enrolled. */
  readonly confirmedAt: Instant | null
  /** The default of each kind first, then the oldest. */
  readonly bindings: readonly Binding[]
}

/** What we keep of a principal, in one statement whether there is any or not. */
export async function readPrincipal(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  id: PrincipalId,
): Promise<PrincipalRecord> {
  const rows = await db
    .selectFrom('principal')
    .leftJoin('authenticator', (join) =>
      join
        .onRef('authenticator.tenant', '=', 'principal.tenant')
        .onRef('authenticator.principal', '=', 'principal.id'),
    )
    .select([
      'principal.directory',
      'principal.entry',
      'principal.name as principal_name',
      'principal.administrator',
      'principal.frozen_at',
      'principal.ended_before',
      'authenticator.id',
      'authenticator.kind',
      'authenticator.sealed',
      'authenticator.created_at',
      'authenticator.used_at',
      'authenticator.last_step',
      'authenticator.name',
      'authenticator.preferred',
      'authenticator.is_first',
      'principal.has_enrolled',
      'authenticator.expires_at',
      'principal.asked_at',
      'principal.asked_for',
      'principal.confirmed_at',
    ])
    .where('principal.tenant', '=', tenant)
    .where('principal.id', '=', id)
    .orderBy('authenticator.preferred', 'desc')
    .orderBy('authenticator.created_at')
    .execute()
  const [row] = rows
  return {
    ...(row && {
      place: { directory: row.directory, entry: row.entry, name: row.principal_name },
    }),
    isAppointed: row?.administrator === 1,
    isFrozen: row !== undefined && row.frozen_at !== null,
    frozenAt: row?.frozen_at ?? null,
    endedBefore: row?.ended_before ?? 0,
    hasEnrolled: row?.has_enrolled === 1,
    asked: askedIn(row),
    confirmedAt: row?.confirmed_at ?? null,
    bindings: rows.flatMap((row) => {
      if (row.id === null || row.kind === null || row.sealed === null) return []
      return [
        {
          id: row.id,
          kind: row.kind,
          value: keys.open(bindingPlace(tenant, id, row.id), row.sealed),
          createdAt: row.created_at ?? 0,
          usedAt: row.used_at,
          lastStep: row.last_step ?? 0,
          name: row.name,
          isPreferred: row.preferred === 1,
          isFirst: row.is_first === 1,
          ...(row.expires_at !== null && { expiresAt: row.expires_at }),
        },
      ]
    }),
  }
}

function askedIn(
  row: { readonly asked_at: Instant | null; readonly asked_for: string | null } | undefined,
): Asked | null {
  if (!row || row.asked_at === null || row.asked_for === null) return null
  return { at: row.asked_at, demand: demandIn(row.asked_for) }
}

/** Where a principal lives, for those whom we keep a row of. */
export async function locatePrincipal(db: Db, tenant: TenantId, id: PrincipalId) {
  return await db
    .selectFrom('principal')
    .select(['directory', 'entry', 'name', 'blocked_at', 'ended_before'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Makes or refreshes our row of a principal. */
export async function keepPrincipal(
  db: Db,
  tenant: TenantId,
  place: { readonly directory: string; readonly entry: Entry },
): Promise<PrincipalId> {
  const id = principalId(place.directory, place.entry.id)
  await db
    .insertInto('principal')
    .values({
      tenant,
      id,
      directory: place.directory,
      entry: place.entry.id,
      name: place.entry.name,
      frozen_at: null,
      blocked_at: null,
      writer: null,
      writer_until: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'id']).doUpdateSet({ name: place.entry.name }),
    )
    .execute()
  return id
}

export type PrincipalRow = {
  readonly id: PrincipalId
  readonly directory: string
  readonly entry: string
  readonly name: string
  readonly administrator: 0 | 1
}

// Below SQLite's 32 766 variables in a statement.
const ROWS_A_STATEMENT = 500

/** Makes our rows of many new principals. */
export async function keepPrincipals(
  db: Db,
  tenant: TenantId,
  rows: readonly PrincipalRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await db
      .insertInto('principal')
      .values(
        rows.slice(from, from + ROWS_A_STATEMENT).map((row) => ({
          tenant,
          ...row,
          frozen_at: null,
          blocked_at: null,
          writer: null,
          writer_until: null,
        })),
      )
      .execute()
}

// A directory write ends long before: its operations time out after 5 s.
export const CLAIM_MS = 30_000

/**
 * Claims the only right to write to a principal's entry: of two flows of one person one gets it. A claim
 * whose time is over is not taken over; `resolveLostWrites` ends it first, with all that it left open.
 */
export async function claimPrincipal(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
  claim: {
    readonly operation: OperationId
    readonly until: Instant
    readonly unlessEndedAfter: Instant
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('principal')
    .set({ writer: claim.operation, writer_until: claim.until })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('writer', 'is', null)
    // Judged while another reset was being done: that one came first.
    .where((one) =>
      one.or([
        one('ended_before', '<', claim.unlessEndedAfter),
        one('ended_before', '>=', claim.unlessEndedAfter + FLOW_BOUNDS.lifeMs),
      ]),
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Keeps a claim while the directory takes its time. */
export async function renewClaim(
  db: Db,
  tenant: TenantId,
  operation: OperationId,
  until: Instant,
): Promise<void> {
  await db
    .updateTable('principal')
    .set({ writer_until: until })
    .where('tenant', '=', tenant)
    .where('writer', '=', operation)
    .execute()
}

/** Ends a claim whose time is over; false where it was renewed, resolved or ended meanwhile. */
export async function releaseExpired(
  db: Db,
  tenant: TenantId,
  operation: OperationId,
  claimedUntil: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('principal')
    .set({ writer: null, writer_until: null })
    .where('tenant', '=', tenant)
    .where('writer', '=', operation)
    .where('writer_until', '<', claimedUntil)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Ends a claim; false where it was lost meanwhile, and with it the certainty of having been the only writer. */
export async function releasePrincipal(
  db: Db,
  tenant: TenantId,
  operation: OperationId,
  id: PrincipalId,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('principal')
    .set({ writer: null, writer_until: null })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('writer', '=', operation)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Every flow of this person that began up to now is over. */
export async function endBefore(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
  endedBefore: Instant,
): Promise<void> {
  await db
    .updateTable('principal')
    .set({ ended_before: endedBefore })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** Switches self-service off (an instant) or on again (null) for one principal. Says whether that changed anything. */
export async function setFrozen(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
  frozenAt: Instant | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('principal')
    .set({ frozen_at: frozenAt })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('frozen_at', frozenAt === null ? 'is not' : 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Notes that the directory refuses sign-in because of us, or no longer does. */
export async function noteBlocked(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
  blockedAt: Instant | null,
): Promise<void> {
  await db
    .updateTable('principal')
    .set({ blocked_at: blockedAt })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

export async function appointAdministrator(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
): Promise<void> {
  await db
    .updateTable('principal')
    .set({ administrator: 1 })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** Those whom an invitation made administrators. */
export async function listAppointed(db: Db, tenant: TenantId): Promise<PrincipalId[]> {
  const rows = await db
    .selectFrom('principal')
    .select('id')
    .where('tenant', '=', tenant)
    // As a literal: with a parameter no database knows that the partial index has them all.
    .where('administrator', '=', sql.lit(1))
    .execute()
  return rows.map((row) => row.id)
}
