import type {
  AuthenticatorId,
  ChallengeId,
  ClientKind,
  FlowId,
  Instant,
  PrincipalId,
  TenantId,
} from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import type { KeyRing } from './key-ring.ts'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

/** From where a flow asks to be approved, and whether a signature proves the machine. */
export type AskingPlace = {
  readonly at: Instant
  readonly clientKind: ClientKind | null
  readonly machine: string | null
  readonly isTrusted: boolean
  readonly address: string | null
}

export type Approval = {
  readonly flow: FlowId
  readonly challenge: ChallengeId
  readonly place: AskingPlace
}

type Of = Pick<Approval, 'flow' | 'challenge'>

const placeOf = (tenant: TenantId, { flow, challenge }: Of) =>
  `approval/${tenant}/${flow}/${challenge}`

/** Asks for an approval, in the place of an earlier one of the same flow. */
export async function putApproval(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  asked: Approval & { readonly codeHash: Uint8Array; readonly expiresAt: Instant },
): Promise<void> {
  const fresh = {
    challenge: asked.challenge,
    code_hash: asked.codeHash,
    sealed: keys.seal(placeOf(tenant, asked), JSON.stringify(asked.place)),
    tries: 0,
    expires_at: asked.expiresAt,
    principal: null,
    authenticator: null,
  }
  await db
    .insertInto('approval')
    .values({ tenant, flow: asked.flow, ...fresh })
    .onConflict((conflict) => conflict.columns(['tenant', 'flow']).doUpdateSet(fresh))
    .execute()
}

/** What waits for this code. Two that drew the same code both wait in vain: nobody approves another's. */
export async function findApproval(
  db: Db,
  keys: KeyRing,
  tenant: TenantId,
  { codeHash, now }: { readonly codeHash: Uint8Array; readonly now: Instant },
): Promise<Approval | undefined> {
  const rows = await db
    .selectFrom('approval')
    .select(['flow', 'challenge', 'sealed'])
    .where('tenant', '=', tenant)
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .where('principal', 'is', null)
    .limit(2)
    .execute()
  const [row] = rows
  if (!row || rows.length > 1) return
  const { flow, challenge } = row
  // as: sealed by `putApproval`, and the seal holds.
  const place = JSON.parse(keys.open(placeOf(tenant, row), row.sealed)) as AskingPlace
  return { flow, challenge, place }
}

/** Counts a try where one is left, before anything is compared. */
export async function countApprovalTry(
  db: Db,
  tenant: TenantId,
  { flow, challenge }: Of,
  most: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('approval')
    .set({ tries: sql<number>`tries + 1` })
    .where('tenant', '=', tenant)
    .where('flow', '=', flow)
    .where('challenge', '=', challenge)
    .where('tries', '<', most)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Approves, once; false where somebody was first or the challenge is no more. */
export async function giveApproval(
  db: Db,
  tenant: TenantId,
  { flow, challenge }: Of,
  by: { readonly principal: PrincipalId; readonly authenticator: AuthenticatorId },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('approval')
    .set(by)
    .where('tenant', '=', tenant)
    .where('flow', '=', flow)
    .where('challenge', '=', challenge)
    .where('principal', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** By whom, and by which of their passkeys, a challenge was approved; the same statement where it was not. */
export async function readApprovedBy(
  db: Db,
  tenant: TenantId,
  { flow, challenge }: Of,
): Promise<
  { readonly principal: PrincipalId; readonly authenticator: AuthenticatorId } | undefined
> {
  const row = await db
    .selectFrom('approval')
    .select(['principal', 'authenticator'])
    .where('tenant', '=', tenant)
    .where('flow', '=', flow)
    .where('challenge', '=', challenge)
    .executeTakeFirst()
  if (!row?.principal || !row.authenticator) return
  return { principal: row.principal, authenticator: row.authenticator }
}

export async function clearApprovals(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('approval').where('expires_at', '<=', now).execute()
}
