import type { Limit } from '@latchkey/core'
import type { Instant, TenantId } from '@latchkey/protocol'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

type Db = Kysely<Database>

/** One budget: whose it is (`key`), whose success clears it (`subject`), and how much it holds. */
export type Budget = {
  readonly tenant: TenantId
  readonly key: Uint8Array
  readonly subject: Uint8Array | null
  readonly limit: Limit
  /** How much one use takes; 1 where left out. */
  readonly cost?: number
  readonly now: Instant
}

export type Spent = {
  readonly isWithin: boolean
  readonly used: number
  /** When the budget is whole again, as things stand. */
  readonly resetsAt: Instant
}

/**
 * Counts one use where the budget still has one. The guard and the count are one statement, so that any
 * number of servers asking at once never get more than the limit. A refused use changes nothing.
 */
export async function spend(db: Db, budget: Budget): Promise<Spent> {
  const { cost = 1, limit } = budget
  const counted = limit.most < cost ? undefined : await countOne(db, { cost, ...budget })
  if (counted) return { isWithin: true, used: counted.count, resetsAt: counted.resets_at }
  return { ...(await look(db, budget)), isWithin: false }
}

function countOne(db: Db, { tenant, key, subject, limit, cost, now }: Budget & { cost: number }) {
  const whole = now + limit.perMs
  const isOver = sql<boolean>`throttle.resets_at <= ${now}`
  // `quiet`: every counted use starts the wait anew, so that no stretch of that length holds more.
  const resetsAt =
    limit.window === 'quiet'
      ? sql<number>`excluded.resets_at`
      : sql<number>`case when ${isOver} then excluded.resets_at else throttle.resets_at end`
  return db
    .insertInto('throttle')
    .values({ tenant, key_hash: key, subject_hash: subject, count: cost, resets_at: whole })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'key_hash'])
        .doUpdateSet({
          count: sql<number>`case when ${isOver} then ${cost} else throttle.count + ${cost} end`,
          resets_at: resetsAt,
          subject_hash: (eb) => eb.ref('excluded.subject_hash'),
        })
        .where(sql<boolean>`(${isOver} or throttle.count + ${cost} <= ${limit.most})`),
    )
    .returning(['count', 'resets_at'])
    .executeTakeFirst()
}

/** What a use would find now; counts nothing. */
export async function look(db: Db, budget: Omit<Budget, 'subject'>): Promise<Spent> {
  const { tenant, key, limit, now } = budget
  const found = await db
    .selectFrom('throttle')
    .select(['count', 'resets_at'])
    .where('tenant', '=', tenant)
    .where('key_hash', '=', key)
    .where('resets_at', '>', now)
    .executeTakeFirst()
  const used = found?.count ?? 0
  return { isWithin: used < limit.most, used, resetsAt: found?.resets_at ?? now + limit.perMs }
}

type Use = { readonly key: Uint8Array; readonly cost: number }

/** Gives uses back, for work that turned out not to count. */
export async function refund(
  db: Db,
  { tenant, uses, now }: { tenant: TenantId; uses: readonly Use[]; now: Instant },
): Promise<void> {
  if (uses.length === 0) return
  const cases = uses.map(({ key, cost }) => sql`when ${key} then ${sql.lit(cost)}`)
  const cost = sql<number>`case key_hash ${sql.join(cases, sql` `)} end`
  await db
    .updateTable('throttle')
    .set({ count: sql<number>`count - ${cost}` })
    .where('tenant', '=', tenant)
    .where(
      'key_hash',
      'in',
      uses.map(({ key }) => key),
    )
    .where('resets_at', '>', now)
    .where('count', '>=', cost)
    .execute()
}

/** Makes every budget of these subjects whole again. */
export async function clearSubjects(
  db: Db,
  { tenant, subjects }: { tenant: TenantId; subjects: readonly Uint8Array[] },
): Promise<void> {
  if (subjects.length === 0) return
  await db
    .deleteFrom('throttle')
    .where('tenant', '=', tenant)
    .where('subject_hash', 'in', subjects)
    .execute()
}

/** Removes the budgets that are whole again. */
export async function clearExpired(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('throttle').where('resets_at', '<=', now).execute()
}
