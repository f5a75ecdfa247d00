import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepHouse } from './housekeeping.ts'
import { createStoreFixture, type StoreFixture, TENANT } from './store.fixture.ts'

const NOW = 1_700_000_000_000
const WEEK = 7 * 24 * 60 * 60_000
const hash = (text: string) => Uint8Array.from(Buffer.from(text))

let fixture: StoreFixture
beforeEach(async () => {
  fixture = await createStoreFixture()
})
afterEach(() => fixture.remove())

test('removes what has ended, and nothing that has not', async () => {
  const { db } = fixture.store
  const ends = [
    { name: 'over', at: NOW },
    { name: 'open', at: NOW + 1 },
  ]
  const tenant = TENANT
  await db
    .insertInto('throttle')
    .values(
      ends.map(({ name, at }) => ({
        tenant,
        key_hash: hash(name),
        subject_hash: null,
        count: 1,
        resets_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('session')
    .values(
      ends.map(({ name, at }) => ({
        tenant,
        id: `ses_${name}` as const,
        token_hash: hash(name),
        principal: 'prn_alice' as const,
        amr: 'pwd',
        created_at: 0,
        seen_at: 0,
        expires_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('permission')
    .values(
      ends.map(({ name, at }) => ({
        tenant,
        token_hash: hash(name),
        kind: 'stop-flow' as const,
        principal: null,
        flow: null,
        created_at: 0,
        expires_at: at,
        used_at: null,
      })),
    )
    .execute()
  await db
    .insertInto('outbox')
    .values(
      [NOW - WEEK, NOW - WEEK + 1, null].map((settled_at) => ({
        tenant,
        kind: 'notice' as const,
        flow: null,
        sealed: null,
        created_at: 0,
        due_at: 0,
        expires_at: 0,
        settled_at,
      })),
    )
    .execute()

  await keepHouse(db, NOW)

  const keys = await db.selectFrom('throttle').select('key_hash').execute()
  expect(keys.map((row) => Buffer.from(row.key_hash).toString())).toEqual(['open'])
  expect(await db.selectFrom('session').select('id').execute()).toEqual([{ id: 'ses_open' }])
  const permissions = await db.selectFrom('permission').select('token_hash').execute()
  expect(permissions.map((row) => Buffer.from(row.token_hash).toString())).toEqual(['open'])
  const settled = await db.selectFrom('outbox').select('settled_at').orderBy('id').execute()
  expect(settled).toEqual([{ settled_at: NOW - WEEK + 1 }, { settled_at: null }])
})
