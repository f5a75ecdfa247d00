import type { EndedBy, Flow } from '@latchkey/core'
import type {
  AuthenticatorKind,
  FlowId,
  Instant,
  PrincipalId,
  StepId,
  TenantId,
} from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import type { KeyRing } from './key-ring.ts'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

/** A flow as it lies in the store: its state, and what only the server may know of it. */
export type FlowRecord = {
  readonly flow: Flow
  readonly tokenHash: Uint8Array
  readonly ended: EndedBy | null
  readonly isCancelled: boolean
  /** HMACs of the codes that were issued, base64url, by kind. */
  readonly codes: Readonly<Partial<Record<AuthenticatorKind, string>>>
  /** What was answered to submissions that carried an Idempotency-Key, newest last. */
  readonly answered: readonly Answered[]
  /** To whom its codes were made out; the outbox's to write, and nobody else's. */
  readonly addressees: readonly string[]
  /** The current password of a change, readable only with the claimant's token. */
  readonly current?: string
}

export type Answered = { readonly step: StepId; readonly key: string; readonly flow: Flow }

type Body = Pick<FlowRecord, 'flow' | 'codes' | 'answered' | 'current'>

const contextOf = (tenant: TenantId, id: FlowId) => `flow/${tenant}/${id}`

export async function insertFlow(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  record: FlowRecord,
): Promise<void> {
  const { flow } = record
  await db
    .insertInto('flow')
    .values({
      tenant,
      id: flow.id,
      token_hash: record.tokenHash,
      created_at: flow.startedAt,
      expires_at: flow.expiresAt,
      ...movingColumns(keys, tenant, record),
    })
    .execute()
}

export async function readFlow(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  id: FlowId,
): Promise<FlowRecord | undefined> {
  const row = await db
    .selectFrom('flow')
    .select(['sealed', 'token_hash', 'ended', 'kind', 'addressees'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return
  // as: sealed by `movingColumns` below, and a changed value would not open.
  const body = JSON.parse(keys.open(contextOf(tenant, id), row.sealed)) as Body
  return {
    ...body,
    tokenHash: row.token_hash,
    ended: row.ended,
    isCancelled: row.kind === 'cancelled',
    addressees: row.addressees.split(' ').filter(Boolean),
  }
}

/** Adds to whom a code is made out. Beside the sealed state, which a submission may be moving on right now. */
export async function noteAddressee(
  db: Db,
  tenant: TenantId,
  id: FlowId,
  mark: string,
): Promise<void> {
  await db
    .updateTable('flow')
    .set({ addressees: sql<string>`addressees || ${`${mark} `}` })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/**
 * Moves a flow on from the step that was answered. Says whether it was this call that moved it: of any
 * number of submissions for one step, and of an end from outside, exactly one wins.
 */
export async function advanceFlow(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  from: FlowRecord,
  to: FlowRecord,
): Promise<boolean> {
  let update = db
    .updateTable('flow')
    .set(movingColumns(keys, tenant, to))
    .where('tenant', '=', tenant)
    .where('id', '=', from.flow.id)
    .where('step', '=', from.flow.stage.step)
  update =
    from.ended === null ? update.where('ended', 'is', null) : update.where('ended', '=', from.ended)
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

function movingColumns(keys: KeyRing, tenant: TenantId, record: FlowRecord) {
  const { flow, codes, answered, current } = record
  const body: Body = { flow, codes, answered, ...(current !== undefined && { current }) }
  return {
    principal: flow.principal ?? null,
    kind: record.isCancelled ? ('cancelled' as const) : flow.stage.kind,
    step: flow.stage.step,
    sealed: keys.seal(contextOf(tenant, flow.id), JSON.stringify(body)),
    ended: record.ended,
  }
}

const OPEN = [
  'identify',
  'choose-authenticator',
  'answer-challenge',
  'new-password',
  'writing',
] as const

/** Ends every other open flow that proved to be of this person. Those that merely typed a name are silenced by `ended_before`. */
export async function endFlowsOf(
  db: Db,
  tenant: TenantId,
  principal: PrincipalId,
  by: EndedBy,
  except: FlowId | null,
): Promise<FlowId[]> {
  let update = db
    .updateTable('flow')
    .set({ ended: by })
    .where('tenant', '=', tenant)
    .where('ended', 'is', null)
    .where('kind', 'in', OPEN)
    .where('principal', '=', principal)
  if (except) update = update.where('id', '<>', except)
  const rows = await update.returning('id').execute()
  return rows.map((row) => row.id)
}

export async function endFlow(db: Db, tenant: TenantId, id: FlowId, by: EndedBy): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('flow')
    .set({ ended: by })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('ended', 'is', null)
    .where('kind', 'in', OPEN)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Flows whose time is over and that nobody finished: for the audit's "abandoned", a page at a time. */
export async function findAbandoned(db: Db, tenant: TenantId, now: Instant, limit: number) {
  return await db
    .selectFrom('flow')
    .select('id')
    .where('tenant', '=', tenant)
    .where('expires_at', '<=', now)
    .where('kind', 'in', OPEN)
    .where('kind', '<>', 'writing')
    .limit(limit)
    .execute()
}

/** Closes them, and says which ones were still open: two servers never audit the same flow. */
export async function markAbandoned(
  db: Db,
  tenant: TenantId,
  ids: readonly FlowId[],
): Promise<{ readonly id: FlowId; readonly principal: PrincipalId | null }[]> {
  return await db
    .updateTable('flow')
    .set({ kind: 'cancelled' })
    .where('tenant', '=', tenant)
    .where('id', 'in', [...ids])
    .where('kind', 'in', OPEN)
    .returning(['id', 'principal'])
    .execute()
}

/** Forgets flows that ended long ago. */
export async function removeFlows(db: Db, tenant: TenantId, before: Instant): Promise<void> {
  await db
    .deleteFrom('flow')
    .where('tenant', '=', tenant)
    .where('expires_at', '<', before)
    .where('kind', 'not in', OPEN)
    .execute()
}
