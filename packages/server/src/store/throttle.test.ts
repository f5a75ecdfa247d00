import type { Limit } from '@latchkey/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStoreFixture, type StoreFixture, TENANT } from './store.fixture.ts'
import { clearExpired, clearSubjects, look, refund, spend } from './throttle.ts'

const NOW = 1_700_000_000_000
const FIXED: Limit = { most: 3, perMs: 600_000, window: 'fixed' }
const QUIET: Limit = { most: 3, perMs: 600_000, window: 'quiet' }
const key = (name: string) => Uint8Array.from(Buffer.from(name))
const ALICE = key('subject alice')

let fixture: StoreFixture
beforeEach(async () => {
  fixture = await createStoreFixture()
})
afterEach(() => fixture.remove())

const budget = (limit: Limit, now: number, name = 'key') => ({
  tenant: TENANT,
  key: key(name),
  subject: ALICE,
  limit,
  now,
})
const use = (limit: Limit, now: number, name?: string) =>
  spend(fixture.store.db, budget(limit, now, name))

describe('spend', () => {
  test('counts up to the limit', async () => {
    for (const used of [1, 2, 3])
      expect(await use(FIXED, NOW)).toEqual({ isWithin: true, used, resetsAt: NOW + 600_000 })
  })

  test('refuses the use past the limit, and counts it no further', async () => {
    for (const _ of [1, 2, 3]) await use(FIXED, NOW)
    for (const _ of [1, 2])
      expect(await use(FIXED, NOW + 1)).toEqual({
        isWithin: false,
        used: 3,
        resetsAt: NOW + 600_000,
      })
  })

  test('never lets a limit of nothing be used', async () => {
    const none = { ...FIXED, most: 0 }
    expect((await use(none, NOW)).isWithin).toBe(false)
    expect(await fixture.store.db.selectFrom('throttle').selectAll().execute()).toEqual([])
  })

  test('begins anew once a fixed window is over, counted from the first use', async () => {
    for (const later of [0, 1000, 2000]) await use(FIXED, NOW + later)
    expect((await use(FIXED, NOW + 599_999)).isWithin).toBe(false)
    expect(await use(FIXED, NOW + 600_000)).toEqual({
      isWithin: true,
      used: 1,
      resetsAt: NOW + 1_200_000,
    })
  })

  test('begins anew once a quiet window is over, counted from the last use', async () => {
    for (const later of [0, 1000, 2000]) await use(QUIET, NOW + later)
    expect((await use(QUIET, NOW + 601_999)).isWithin).toBe(false)
    expect((await use(QUIET, NOW + 602_000)).used).toBe(1)
  })

  test('lets a refused use prolong nothing', async () => {
    for (const _ of [1, 2, 3]) await use(QUIET, NOW)
    await use(QUIET, NOW + 500_000)
    expect((await use(QUIET, NOW + 600_000)).isWithin).toBe(true)
  })

  test('keeps keys and tenants apart', async () => {
    for (const _ of [1, 2, 3]) await use(FIXED, NOW)
    expect((await use(FIXED, NOW, 'other key')).used).toBe(1)
    await fixture.store.db.insertInto('tenant').values({ id: 'ten_other', audit_seq: 0 }).execute()
    const elsewhere = await spend(fixture.store.db, {
      ...budget(FIXED, NOW),
      tenant: 'ten_other',
    })
    expect(elsewhere.used).toBe(1)
  })

  test('never exceeds the limit, however many ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, () => use(FIXED, NOW)))
    expect(all.filter(({ isWithin }) => isWithin)).toHaveLength(3)
  })
})

describe('look', () => {
  test('says what a use would find, and counts nothing', async () => {
    const seen = () => look(fixture.store.db, budget(FIXED, NOW))
    expect(await seen()).toEqual({ isWithin: true, used: 0, resetsAt: NOW + 600_000 })
    await use(FIXED, NOW)
    await seen()
    expect(await seen()).toMatchObject({ isWithin: true, used: 1 })
    await use(FIXED, NOW)
    await use(FIXED, NOW)
    expect(await seen()).toMatchObject({ isWithin: false, used: 3 })
  })

  test('sees a budget whole again when its window is over', async () => {
    await use(FIXED, NOW)
    expect(await look(fixture.store.db, budget(FIXED, NOW + 600_000))).toMatchObject({ used: 0 })
  })
})

describe('refund', () => {
  const giveBack = (now: number, cost = 1) =>
    refund(fixture.store.db, { tenant: TENANT, uses: [{ key: key('key'), cost }], now })

  test('gives one use back, and none of another key', async () => {
    for (const _ of [1, 2, 3]) await use(FIXED, NOW)
    await use(FIXED, NOW, 'second')
    await giveBack(NOW)
    expect(await look(fixture.store.db, budget(FIXED, NOW))).toMatchObject({ used: 2 })
    expect(await look(fixture.store.db, budget(FIXED, NOW, 'second'))).toMatchObject({ used: 1 })
  })

  test('gives each of several keys back what its own use took, and none where less was used', async () => {
    for (const _ of [1, 2, 3]) await use(FIXED, NOW)
    await use(FIXED, NOW, 'second')
    const uses = [
      { key: key('key'), cost: 2 },
      { key: key('second'), cost: 3 },
    ]
    await refund(fixture.store.db, { tenant: TENANT, uses, now: NOW })
    expect(await look(fixture.store.db, budget(FIXED, NOW))).toMatchObject({ used: 1 })
    expect(await look(fixture.store.db, budget(FIXED, NOW, 'second'))).toMatchObject({ used: 1 })
  })

  test('gives back all that a use of a higher cost took', async () => {
    await spend(fixture.store.db, { ...budget(FIXED, NOW), subject: null, cost: 3 })
    expect(await look(fixture.store.db, budget(FIXED, NOW))).toMatchObject({ used: 3 })
    await giveBack(NOW, 3)
    expect(await look(fixture.store.db, budget(FIXED, NOW))).toMatchObject({ used: 0 })
  })

  test('a use that costs more than is left is refused and takes nothing', async () => {
    await use(FIXED, NOW)
    const spent = await spend(fixture.store.db, { ...budget(FIXED, NOW), subject: null, cost: 3 })
    expect(spent).toMatchObject({ isWithin: false, used: 1 })
  })

  test('never gives back more than was used, nor from a window that is over', async () => {
    await use(FIXED, NOW)
    await giveBack(NOW + 600_000)
    expect(await look(fixture.store.db, budget(FIXED, NOW))).toMatchObject({ used: 1 })
    await giveBack(NOW)
    await giveBack(NOW)
    expect(await look(fixture.store.db, budget(FIXED, NOW))).toMatchObject({ used: 0 })
  })
})

describe('clearing', () => {
  test('makes whole what belongs to a subject, and nothing else', async () => {
    const { db } = fixture.store
    await use(FIXED, NOW)
    await use(FIXED, NOW, 'second')
    await spend(db, { ...budget(FIXED, NOW, 'of bob'), subject: key('subject bob') })
    await spend(db, { ...budget(FIXED, NOW, 'of an address'), subject: null })
    await clearSubjects(db, { tenant: TENANT, subjects: [ALICE] })
    const left = await db.selectFrom('throttle').select('key_hash').execute()
    expect(left.map((row) => Buffer.from(row.key_hash).toString()).sort()).toEqual([
      'of an address',
      'of bob',
    ])
  })

  test('removes what is whole again anyway', async () => {
    await use(FIXED, NOW)
    await use(FIXED, NOW + 1, 'second')
    await clearExpired(fixture.store.db, NOW + 600_000)
    const left = await fixture.store.db.selectFrom('throttle').select('key_hash').execute()
    expect(left).toHaveLength(1)
  })
})
