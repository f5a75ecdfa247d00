import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectTo } from '../../packages/server/src/store/database.fixture.ts'
import { lockPrincipal } from '../../packages/server/src/store/lock.ts'
import { claimOutbox } from '../../packages/server/src/store/outbox.ts'
import {
  createStoreFixture,
  type StoreFixture,
  TENANT,
} from '../../packages/server/src/store/store.fixture.ts'
import { isStoreFault } from '../../packages/server/src/store/store.ts'
import { clearExpired, spend } from '../../packages/server/src/store/throttle.ts'
import { eventually } from '../environments/deadline.ts'
import { dumpSchema } from '../environments/postgres/cluster.ts'
import { cluster } from '../environments/postgres/shared-store.ts'
import { ROOT } from '../environments/program.ts'

const GOLDEN = join(ROOT, 'packages/server/schema.postgres.sql')
const NOW = 1_700_000_000_000

let fixture: StoreFixture
beforeEach(async () => {
  fixture = await createStoreFixture()
})
afterEach(() => fixture.remove())

const setting = async (name: string) => {
  const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(
    fixture.store.db,
  )
  return rows[0]?.value
}

async function lookFromOutside<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { pathname } = new URL(fixture.url)
  const client = await connectTo({ port: cluster().port, database: pathname.slice(1) })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const untilSomethingWaits = () =>
  lookFromOutside((client) =>
    eventually('a statement that waits', async () => {
      const { rows } = await client.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      return rows.length > 0 ? true : undefined
    }),
  )

// Until they are gone: one that is told to end may answer once more.
const endOthers = () =>
  lookFromOutside((client) =>
    client.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ),
  )

test('an empty database after all migrations equals the golden dump', async () => {
  await expect(await dumpSchema(fixture.url)).toMatchFileSnapshot(GOLDEN)
})

test('a connection is bounded in time, and keeps what it was told it kept', async () => {
  expect(await setting('statement_timeout')).toBe('8s')
  expect(await setting('idle_in_transaction_session_timeout')).toBe('10s')
  expect(await setting('default_transaction_isolation')).toBe('read committed')
  expect(await setting('synchronous_commit')).toBe('on')
})

describe('a connection that the database ends', () => {
  test('while it is idle is replaced without a word', async () => {
    await setting('server_version')
    await endOthers()
    const asked = () => setting('server_version').catch((error: unknown) => error)
    // The end may be noticed only by the statement that meets it.
    const first = await asked()
    expect(first instanceof Error ? isStoreFault(first) : true).toBe(true)
    expect(await asked()).toMatch(/^\d+/)
  })

  test('inside a transaction undoes it, as a fault of the store', async () => {
    const { db } = fixture.store
    const undone = db.transaction().execute(async (tx) => {
      await tx.updateTable('tenant').set({ audit_seq: 5 }).execute()
      await endOthers()
      await tx.updateTable('tenant').set({ audit_seq: 6 }).execute()
    })
    expect(isStoreFault(await undone.catch((error: unknown) => error))).toBe(true)
    expect(await db.selectFrom('tenant').select('audit_seq').execute()).toEqual([{ audit_seq: 0 }])
  })
})

test('two transactions that wait for each other are both done in the end', async () => {
  const { db } = fixture.store
  await db.insertInto('tenant').values({ id: 'ten_other', audit_seq: 0 }).execute()
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const count = (
    ids: readonly ['ten_default' | 'ten_other', 'ten_default' | 'ten_other'],
    at: 0 | 1,
  ) =>
    db.transaction().execute(async (tx) => {
      for (const id of ids) {
        await tx
          .updateTable('tenant')
          .set((eb) => ({ audit_seq: eb('audit_seq', '+', 1) }))
          .where('id', '=', id)
          .execute()
        both[at].resolve()
        await both[at === 0 ? 1 : 0].promise
      }
    })
  await Promise.all([
    count(['ten_default', 'ten_other'], 0),
    count(['ten_other', 'ten_default'], 1),
  ])
  const counted = await db.selectFrom('tenant').select('audit_seq').execute()
  expect(counted).toEqual([{ audit_seq: 2 }, { audit_seq: 2 }])
})

test('a statement alone that waits for a transaction which waits for it is done in the end', async () => {
  const { db } = fixture.store
  const [one, other] = [Buffer.from('one'), Buffer.from('other')]
  const limit = { most: 9, perMs: 1_000, window: 'fixed' } as const
  for (const key of [one, other])
    await spend(db, { tenant: TENANT, key, subject: null, limit, now: NOW })
  await lookFromOutside(async (client) => {
    const take = (key: Buffer) =>
      client.query('update throttle set count = count where key_hash = $1', [key])
    // The database then sees first that the statement waits in a ring, and undoes the statement.
    await client.query("set deadlock_timeout = '1min'; begin")
    await take(other)
    const cleared = clearExpired(db, NOW + 9_999)
    await untilSomethingWaits()
    await take(one)
    await client.query('commit')
    await cleared
  })
  expect(await db.selectFrom('throttle').selectAll().execute()).toEqual([])
})

test('rows that another worker is taking are passed by, and never waited for', async () => {
  const { db } = fixture.store
  const row = (number: number) => ({
    ...({ tenant: TENANT, kind: 'challenge', flow: null, sealed: Buffer.of(number) } as const),
    ...{ created_at: NOW, due_at: NOW + number, expires_at: NOW + 9_999, settled_at: null },
  })
  await db.insertInto('outbox').values([1, 2, 3].map(row)).execute()
  const due = { now: NOW + 10, until: NOW + 1_000 }
  await lookFromOutside(async (client) => {
    await client.query('begin; select id from outbox order by due_at limit 1 for update')
    const taken = await claimOutbox(db, { ...due, limit: 1 })
    expect(taken.map(({ sealed }) => sealed?.[0])).toEqual([2])
    await client.query('rollback')
  })
  const left = await claimOutbox(db, { ...due, limit: 10 })
  expect(left.map(({ sealed }) => sealed?.[0]).toSorted()).toEqual([1, 3])
})

test('a budget that many spend at once from many connections gives no more than it holds', async () => {
  const { db } = fixture.store
  const budget = {
    ...{ tenant: TENANT, key: Buffer.from('key'), subject: null, now: NOW },
    limit: { most: 7, perMs: 1_000, window: 'fixed' },
  } as const
  const spent = await Promise.all(Array.from({ length: 60 }, () => spend(db, budget)))
  expect(spent.filter(({ isWithin }) => isWithin)).toHaveLength(7)
})

test('who holds a person is waited for', async () => {
  const { db } = fixture.store
  const person = {
    ...({ tenant: TENANT, id: 'prn_one', directory: 'corp', entry: 'one', name: 'one' } as const),
    ...{ frozen_at: null, blocked_at: null, writer: null, writer_until: null },
  }
  await db.insertInto('principal').values(person).execute()
  const order: string[] = []
  const held = Promise.withResolvers<void>()
  const first = db.transaction().execute(async (tx) => {
    await lockPrincipal(tx, TENANT, 'prn_one')
    held.resolve()
    await sql`select pg_sleep(0.2)`.execute(tx)
    order.push('first')
  })
  await held.promise
  await db.transaction().execute(async (tx) => {
    await lockPrincipal(tx, TENANT, 'prn_one')
    order.push('second')
  })
  await first
  expect(order).toEqual(['first', 'second'])
})
