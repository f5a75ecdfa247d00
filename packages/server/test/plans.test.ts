import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChores } from '../src/serve/chores.ts'
import { startFlow } from './api-client.ts'
import { openFixture } from './fixture.ts'
import { type Explain, explainInSqlite, walksIn } from './plans.ts'

// Each test of this folder ends with the same look at all the statements that it made the server run.

async function walksOf(text: string): Promise<string[]> {
  await using fixture = await openFixture()
  using explain = explainInSqlite(join(fixture.dir, 'latchkey.db'))
  return walksIn([text], explain)
}

test.each([
  ['a table that is read through', 'select "id" from "flow" where "kind" = ?'],
  [
    'all people of a tenant',
    'select "id" from "principal" where "tenant" = ? and "has_enrolled" = ?',
  ],
  ['all events of a tenant', 'select "seq" from "audit_event" where "tenant" = ? and "actor" = ?'],
])('finds %s', async (_, text) => {
  expect(await walksOf(text)).toHaveLength(1)
})

test.each([
  ['one row', 'select "sealed" from "flow" where "tenant" = ? and "id" = ?'],
  ['a small table', 'select "body" from "policy" where "tenant" = ?'],
  ['what a test asks by itself', 'select "id" from "flow"'],
  ['no statement on rows', 'pragma user_version'],
])('lets %s be', async (_, text) => {
  expect(await walksOf(text)).toEqual([])
})

test('a server that ran a walk fails the test that made it', async () => {
  const fixture = await openFixture()
  await fixture.house.deps.store.db
    .selectFrom('principal')
    .select('id')
    .where('has_enrolled', '=', 1)
    .execute()
  await expect(fixture[Symbol.asyncDispose]()).rejects.toThrow('SCAN principal')
})

test('the rounds of housekeeping walk through nothing', async () => {
  await using fixture = await openFixture()
  await startFlow(fixture, { username: 'alice' })
  const { deps, directoryWatch } = fixture.house
  const ticks: (() => void)[] = []
  const chores = startChores(deps, directoryWatch, (_ms, work) => {
    ticks.push(work)
    return () => {}
  })
  const { ran } = await fixture.statementsOf(async () => {
    fixture.clock.advance(25 * 3_600_000)
    for (const tick of ticks) tick()
    await chores.stop()
  })
  const tables = [
    'flow',
    'throttle',
    'outbox',
    'session',
    'permission',
    'approval',
    'machine',
    'nonce',
    'authenticator',
  ]
  for (const table of tables) expect(ran.join('\n')).toContain(`from "${table}"`)
})

test('asks for the plans of statements on rows only', () => {
  const asked: string[] = []
  const explain: Explain = (text) => {
    asked.push(text)
    return ['SCAN flow']
  }
  expect(walksIn(['select 1 where 1', 'begin', 'commit'], explain)).toHaveLength(1)
  expect(asked).toEqual(['select 1 where 1'])
})
