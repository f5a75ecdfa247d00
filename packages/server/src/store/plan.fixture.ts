import { CompiledQuery, sql } from 'kysely'
import type { Store } from './store.ts'

type Query = { compile(): CompiledQuery }

/** How the database would find the rows of a query. */
export type Plan = {
  /** The tables that it would read from one end to the other. */
  readonly readThrough: readonly string[]
  readonly steps: readonly string[]
}

export async function planOf({ db, dialect }: Store, query: Query): Promise<Plan> {
  const { sql: text, parameters } = query.compile()
  if (dialect === 'sqlite') {
    const explained = CompiledQuery.raw(`explain query plan ${text}`, [...parameters])
    const { rows } = await db.executeQuery<{ detail: string }>(explained)
    return plan(
      rows.map(({ detail }) => detail),
      /^SCAN (\w+)/,
    )
  }
  return await db.connection().execute(async (one) => {
    // A table of a few rows is best read through: the question is whether there is another way.
    await sql`set enable_seqscan = off`.execute(one)
    const explained = CompiledQuery.raw(`explain ${text}`, [...parameters])
    const { rows } = await one.executeQuery<{ 'QUERY PLAN': string }>(explained)
    await sql`reset enable_seqscan`.execute(one)
    return plan(
      rows.map((row) => row['QUERY PLAN']),
      /Seq Scan on (\w+)/,
    )
  })
}

function plan(steps: readonly string[], scan: RegExp): Plan {
  return { steps, readThrough: steps.flatMap((step) => scan.exec(step)?.[1] ?? []) }
}
