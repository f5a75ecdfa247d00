import { Secret } from '@latchkey/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPasswordHistory } from './password-history.ts'
import { createStoreFixture, type StoreFixture, TENANT } from './store.fixture.ts'

let fixture: StoreFixture
beforeEach(async () => {
  fixture = await createStoreFixture()
})
afterEach(() => fixture.remove())

const historyOf = (directory = 'corp') =>
  createPasswordHistory({
    db: fixture.store.db,
    keys: fixture.keyRing,
    tenant: TENANT,
    directory,
  })

const word = (n: number) => new Secret(`Plum-Bridge-${n}`)

test('holds as many passwords as it was told to, and forgets the oldest', async () => {
  const history = historyOf()
  for (const n of [1, 2, 3]) await history.remember('ent_1', word(n), 2)
  expect(await history.holds('ent_1', word(3), 2)).toBe(true)
  expect(await history.holds('ent_1', word(2), 2)).toBe(true)
  expect(await history.holds('ent_1', word(1), 2)).toBe(false)
})

test('looks no further back than it is asked to', async () => {
  const history = historyOf()
  for (const n of [1, 2]) await history.remember('ent_1', word(n), 5)
  expect(await history.holds('ent_1', word(1), 1)).toBe(false)
})

test('keeps people and directories apart', async () => {
  await historyOf().remember('ent_1', word(1), 5)
  expect(await historyOf().holds('ent_2', word(1), 5)).toBe(false)
  expect(await historyOf('other').holds('ent_1', word(1), 5)).toBe(false)
})

test('loses none of two that are remembered at once', async () => {
  const history = historyOf()
  await Promise.all([1, 2, 3].map((n) => history.remember('ent_1', word(n), 5)))
  for (const n of [1, 2, 3]) expect(await history.holds('ent_1', word(n), 5)).toBe(true)
})

test('holds nothing that can be read', async () => {
  await historyOf().remember('ent_1', word(1), 5)
  const rows = await fixture.store.db.selectFrom('password_history').selectAll().execute()
  expect(
    JSON.stringify(rows.map(({ sealed }) => Buffer.from(sealed).toString('latin1'))),
  ).not.toContain('argon2')
})
