import type { FlowId, Instant, PrincipalId, TenantId } from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import { type AuditRow, eventOf } from './audit.ts'
import type { Database } from './schema.ts'

export type AuditQuery = {
  readonly tenant: TenantId
  /** Events about this person, and all events of the flows that turned out to be theirs. */
  readonly person?: PrincipalId | undefined
  readonly flow?: FlowId | undefined
  /** From this time on. */
  readonly since?: Instant | undefined
  /** Before this time. */
  readonly until?: Instant | undefined
  /** The number of the last event of the page before. */
  readonly before?: number | undefined
  readonly limit: number
}

/** A page of events, newest first; equal times in the order of their numbers. */
export async function listAudit(db: Kysely<Database>, query: AuditQuery): Promise<AuditRow[]> {
  const rows = await pageOf(db, query).execute()
  return rows.map(eventOf)
}

// The places are found in an index alone and the rows fetched for one page only: ten million events
// answer as fast as a thousand.
export function pageOf(db: Kysely<Database>, query: AuditQuery) {
  return (
    db
      .selectFrom('audit_event')
      .selectAll()
      .where('tenant', '=', query.tenant)
      .where('seq', 'in', placesOf(db, query).select('found.seq'))
      // The sign keeps the index of times out of the plan: SQLite would walk all events in this order
      // rather than sort one page.
      .orderBy(sql`+at`, 'desc')
      .orderBy('seq', 'desc')
  )
}

function placesOf(db: Kysely<Database>, { since, until, before, ...query }: AuditQuery) {
  let places = db
    .selectFrom(candidatesFor(db, query).as('found'))
    .orderBy('found.at', 'desc')
    .orderBy('found.seq', 'desc')
    .limit(query.limit)
  if (query.flow !== undefined) places = places.where('found.flow', '=', query.flow)
  if (since !== undefined) places = places.where('found.at', '>=', since)
  if (until !== undefined) places = places.where('found.at', '<', until)
  if (before === undefined) return places
  const last = placeOf(db, query.tenant, before)
  return places.where(sql<boolean>`(found.at, found.seq) < ${last}`)
}

function placeOf(db: Kysely<Database>, tenant: TenantId, seq: number) {
  return db
    .selectFrom('audit_event as last')
    .select(['last.at', 'last.seq'])
    .where('last.tenant', '=', tenant)
    .where('last.seq', '=', seq)
}

function candidatesFor(db: Kysely<Database>, { tenant, person }: AuditQuery) {
  const all = db.selectFrom('audit_event as event').where('event.tenant', '=', tenant)
  if (person === undefined) return all.select(['event.at', 'event.seq', 'event.flow'])
  const direct = all.where('event.target', '=', person)
  const along = direct
    // SQLite keeps the order of a cross join: the person's events first, then their flows.
    .crossJoin('audit_event as along')
    .whereRef('along.tenant', '=', 'event.tenant')
    .whereRef('along.flow', '=', 'event.flow')
    .select(['along.at', 'along.seq', 'along.flow'])
  return direct.select(['event.at', 'event.seq', 'event.flow']).union(along)
}
