import type { Instant, MachineCodeId, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

export type NewMachineCode = {
  readonly id: MachineCodeId
  readonly hash: Uint8Array
  readonly networks: readonly string[]
  readonly uses: number
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export async function insertMachineCode(
  db: Db,
  tenant: TenantId,
  code: NewMachineCode,
): Promise<void> {
  await db
    .insertInto('machine_code')
    .values({
      tenant,
      id: code.id,
      code_hash: code.hash,
      networks: code.networks.join(' '),
      uses: code.uses,
      uses_left: code.uses,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
    })
    .execute()
}

/** A code that is still good, and where. Looking uses nothing up. */
export async function findMachineCode(
  db: Db,
  tenant: TenantId,
  hash: Uint8Array,
  now: Instant,
): Promise<{ readonly id: MachineCodeId; readonly networks: readonly string[] } | undefined> {
  const row = await db
    .selectFrom('machine_code')
    .select(['id', 'networks'])
    .where('tenant', '=', tenant)
    .where('code_hash', '=', hash)
    .where('expires_at', '>', now)
    .where('uses_left', '>', 0)
    .executeTakeFirst()
  return row && { id: row.id, networks: row.networks.split(' ').filter((one) => one !== '') }
}

/** Takes one use. The guard and the count are one statement: a code never lets in more than it says. */
export async function useMachineCode(
  db: Db,
  tenant: TenantId,
  id: MachineCodeId,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('machine_code')
    .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .where('uses_left', '>', 0)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
