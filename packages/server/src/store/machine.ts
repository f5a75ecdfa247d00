import type { Instant, MachineCodeId, MachineId, MachineState, TenantId } from '@latchkey/protocol'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Database, MachineTable } from './schema.ts'

type Db = Kysely<Database>

/** A PC with the add-in, as it lies in the store. */
export type MachineRecord = {
  readonly id: MachineId
  readonly name: string
  readonly state: MachineState
  readonly publicKey: Uint8Array
  readonly os: string | null
  readonly version: string | null
  readonly address: string
  readonly code: MachineCodeId | null
  readonly createdAt: Instant
  readonly seenAt: Instant
}

export type NewMachine = Omit<MachineRecord, 'seenAt' | 'code' | 'state'> & {
  readonly thumbprint: Uint8Array
}

/** Stores a machine as pending. False where its key is known already: one key is one machine. */
export async function insertMachine(
  db: Db,
  tenant: TenantId,
  machine: NewMachine,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('machine')
    .values({
      tenant,
      id: machine.id,
      thumbprint: machine.thumbprint,
      public_key: machine.publicKey,
      name: machine.name,
      state: 'pending',
      os: machine.os,
      version: machine.version,
      address: machine.address,
      code: null,
      created_at: machine.createdAt,
      decided_at: null,
      seen_at: machine.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'thumbprint']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function readMachine(
  db: Db,
  tenant: TenantId,
  by: MachineKey,
): Promise<MachineRecord | undefined> {
  const row = await machineBy(db, tenant, by).executeTakeFirst()
  return row && recordOf(row)
}

/** The same, and nobody else decides on it until the transaction ends. */
export async function holdMachine(
  tx: Transaction<Database>,
  tenant: TenantId,
  by: MachineKey,
): Promise<MachineRecord | undefined> {
  const row = await machineBy(tx, tenant, by).forUpdate().executeTakeFirst()
  return row && recordOf(row)
}

type MachineKey = { readonly id: MachineId } | { readonly thumbprint: Uint8Array }

function machineBy(db: Db, tenant: TenantId, by: MachineKey) {
  const all = db.selectFrom('machine').selectAll().where('tenant', '=', tenant)
  return 'id' in by ? all.where('id', '=', by.id) : all.where('thumbprint', '=', by.thumbprint)
}

/** Moves a machine on from one of these states. False where it is in none of them, or is not there. */
export async function decideMachine(
  db: Db,
  tenant: TenantId,
  id: MachineId,
  to: {
    readonly state: MachineState
    readonly from: readonly MachineState[]
    readonly now: Instant
    readonly code?: MachineCodeId
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('machine')
    .set({
      state: to.state,
      decided_at: to.now,
      ...(to.code !== undefined && { code: to.code }),
    })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', 'in', to.from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

// Once a day is enough to tell a PC in use from one in a drawer, and spares a write with each request.
const SEEN_EVERY_MS = 24 * 3_600_000

export async function touchMachine(
  db: Db,
  tenant: TenantId,
  { id, seenAt }: MachineRecord,
  now: Instant,
): Promise<void> {
  if (now - seenAt < SEEN_EVERY_MS) return
  await db
    .updateTable('machine')
    .set({ seen_at: now })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

export type MachineQuery = {
  readonly state?: MachineState | undefined
  /** The last machine of the page before. */
  readonly before?: MachineId | undefined
  readonly limit: number
}

/** A page of machines, newest first. */
export async function listMachines(
  db: Db,
  tenant: TenantId,
  { state, before, limit }: MachineQuery,
): Promise<MachineRecord[]> {
  let rows = db
    .selectFrom('machine')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (state !== undefined) rows = rows.where('state', '=', state)
  if (before !== undefined) {
    const last = db
      .selectFrom('machine as last')
      .select(['last.created_at', 'last.id'])
      .where('last.tenant', '=', tenant)
      .where('last.id', '=', before)
    rows = rows.where(sql<boolean>`(created_at, id) < ${last}`)
  }
  return (await rows.execute()).map(recordOf)
}

// Whoever reaches the server can leave a pending machine behind; what nobody approved in a month is forgotten.
const PENDING_KEPT_MS = 30 * 24 * 3_600_000

/** Removes machines that stayed pending, nonces that nobody used and codes that are long over. */
export async function clearMachines(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('nonce').where('expires_at', '<=', now).execute()
  await db
    .deleteFrom('machine')
    // By tenant, as the index is: else every PC of every tenant is looked at each minute.
    .where('tenant', 'in', db.selectFrom('tenant').select('tenant.id'))
    .where('state', '=', 'pending')
    .where('seen_at', '<=', now - PENDING_KEPT_MS)
    .execute()
  await db.deleteFrom('machine_code').where('expires_at', '<=', now).execute()
}

function recordOf(row: Selectable<MachineTable>): MachineRecord {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    publicKey: row.public_key,
    os: row.os,
    version: row.version,
    address: row.address,
    code: row.code,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }
}
