import type { Demand } from '@latchkey/core'
import type { Instant, PrincipalId, SessionId, TenantId } from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

/** A demand as its column has it: `2 email totp`. */
function demandText({ gates, ways }: Demand): string {
  return [String(gates), ...ways].join(' ')
}

export function demandIn(text: string): Demand {
  const [gates = '', ...ways] = text.split(' ')
  return { gates: Number(gates), ways }
}

/** Keeps when somebody was first asked for this; how often they put off something else is forgotten. */
export async function noteAsked(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
  asked: { readonly at: Instant; readonly demand: Demand },
): Promise<void> {
  await db
    .updateTable('principal')
    .set({ asked_at: asked.at, asked_for: demandText(asked.demand), postponed: 0 })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** Counts that somebody put it off, and keeps it for this session; gives how often that was. */
export async function notePostponed(
  db: Db,
  tenant: TenantId,
  of: { readonly principal: PrincipalId; readonly session: SessionId; readonly missing: number },
): Promise<number> {
  await db
    .updateTable('session')
    .set({ postponed: of.missing })
    .where('tenant', '=', tenant)
    .where('id', '=', of.session)
    .execute()
  const { postponed } = await db
    .updateTable('principal')
    .set({ postponed: sql<number>`postponed + 1` })
    .where('tenant', '=', tenant)
    .where('id', '=', of.principal)
    .returning('postponed')
    .executeTakeFirstOrThrow()
  return postponed
}

/** Keeps that somebody said that all they have enrolled is right. */
export async function noteConfirmed(
  db: Db,
  tenant: TenantId,
  id: PrincipalId,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('principal')
    .set({ confirmed_at: at, postponed: 0 })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}
