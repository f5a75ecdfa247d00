import { hashPassword, type PasswordHistory } from '@latchkey/directory'
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

const holds = async (
  { compare }: PasswordHistory,
  ...asked: Parameters<PasswordHistory['compare']>
): Promise<boolean> => (await compare(...asked)).isHeld

const word = (n: number) => new Secret(`Plum-Bridge-${n}`)

test('holds as many passwords as it was told to, and forgets the oldest', async () => {
  const history = historyOf()
  for (const n of [1, 2, 3]) await history.remember('ent_1', word(n), { remembered: 2 })
  expect(await holds(history, 'ent_1', word(3), 2)).toBe(true)
  expect(await holds(history, 'ent_1', word(2), 2)).toBe(true)
  expect(await holds(history, 'ent_1', word(1), 2)).toBe(false)
})

test('looks no further back than it is asked to', async () => {
  const history = historyOf()
  for (const n of [1, 2]) await history.remember('ent_1', word(n), { remembered: 5 })
  expect(await holds(history, 'ent_1', word(1), 1)).toBe(false)
})

test('keeps people and directories apart', async () => {
  await historyOf().remember('ent_1', word(1), { remembered: 5 })
  expect(await holds(historyOf(), 'ent_2', word(1), 5)).toBe(false)
  expect(await holds(historyOf('other'), 'ent_1', word(1), 5)).toBe(false)
})

test('loses none of two that are remembered at once', async () => {
  const history = historyOf()
  await Promise.all([1, 2, 3].map((n) => history.remember('ent_1', word(n), { remembered: 5 })))
  for (const n of [1, 2, 3]) expect(await holds(history, 'ent_1', word(n), 5)).toBe(true)
})

test('holds nothing that can be read', async () => {
  await historyOf().remember('ent_1', word(1), { remembered: 5 })
  const rows = await fixture.store.db.selectFrom('password_history').selectAll().execute()
  expect(
    JSON.stringify(rows.map(({ sealed }) => Buffer.from(sealed).toString('latin1'))),
  ).not.toContain('argon2')
})

test('says by what the last one is known, and nothing where the last one has no mark', async () => {
  const history = historyOf()
  const last = async () => (await history.compare('ent_1', word(9), 5)).last
  expect(await last()).toBeUndefined()
  await history.remember('ent_1', word(1), { remembered: 5, mark: { version: 4, at: 1_000 } })
  expect(await last()).toEqual({ version: 4, at: 1_000 })
  await history.remember('ent_1', word(2), { remembered: 5 })
  expect(await last()).toBeUndefined()
})

test('still holds what was remembered before there were marks', async () => {
  const history = historyOf()
  await history.remember('ent_1', word(1), { remembered: 5 })
  const context = `password-history/${TENANT}/corp/ent_1`
  const sealed = fixture.keyRing.seal(context, JSON.stringify([await hashPassword(word(2))]))
  await fixture.store.db.updateTable('password_history').set({ sealed }).execute()
  expect(await holds(history, 'ent_1', word(2), 5)).toBe(true)
})
