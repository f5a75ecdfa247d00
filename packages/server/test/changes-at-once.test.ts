import { expect, test } from 'vitest'
import { callerOf } from '../src/app/caller.ts'
import { changeEnrolment } from '../src/app/change-enrolment.ts'
import { runFirst } from '../src/app/first-run.ts'
import { resumeSession } from '../src/app/session.ts'
import { shutOut } from '../src/app/shut-out.ts'
import { insertBindings } from '../src/store/authenticator.ts'
import { OLD_PASSWORD, sessionIn, signIn } from './api-client.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { upTo } from './in-parallel.ts'

// SQLite lets one transaction in at a time; here PostgreSQL shows whether that was all that kept them apart.

async function signedIn({ house }: Fixture, token: string) {
  const person = await resumeSession(house.deps, token)
  if (!person) throw new Error('nobody is signed in')
  return person
}

const caller = callerOf({ address: '192.0.2.1' }, { kind: 'browser' }, 'en')

/** Enrols one address more, so long as there are fewer than four. */
async function enrolOneMore(fixture: Fixture, token: string, number: number) {
  const { deps } = fixture.house
  const person = await signedIn(fixture, token)
  return await changeEnrolment(deps, caller, person, async (tx, kept) => {
    if (kept.bindings.length >= 4) return 'too-many'
    const one = {
      id: `aut_${deps.chance.id()}`,
      principal: person.found.principal,
      kind: 'email',
      value: `bob-${number}@corp.test`,
    } as const
    await insertBindings(tx, deps.keys, deps.tenant, [one], deps.now())
    return {
      happening: { activity: 'authenticator.enrolled', outcome: 'succeeded', gates: ['email'] },
      notice: 'authenticator-enrolled',
      kind: 'email',
    }
  })
}

test('of ten changes of one person at once each sees what the one before it did', async () => {
  await using fixture = await openFixture()
  const { token } = sessionIn(await signIn(fixture, 'bob', OLD_PASSWORD))
  const outcomes = await Promise.all(upTo(10).map((at) => enrolOneMore(fixture, token, at)))
  expect(outcomes.filter((one) => one === 'changed')).toHaveLength(3)
  const { found } = await signedIn(fixture, token)
  expect(found.kept.bindings).toHaveLength(4)
})

test('a change that meets the end of its session is made before it or not at all', async () => {
  await using fixture = await openFixture()
  const { deps } = fixture.house
  const { token } = sessionIn(await signIn(fixture, 'bob', OLD_PASSWORD))
  const { found } = await signedIn(fixture, token)
  const ending = { by: 'frozen', except: null, at: deps.now() } as const
  const [changed] = await Promise.all([
    enrolOneMore(fixture, token, 1).catch(() => 'stale'),
    deps.store.db.transaction().execute((tx) => shutOut(tx, deps, found.principal, ending)),
  ])
  expect(['changed', 'stale']).toContain(changed)
  expect(await enrolOneMore(fixture, token, 2).catch(() => 'stale')).toBe('stale')
})

test('of two first runs on one new store, one is the first', async () => {
  await using fixture = await openFixture()
  const { deps } = fixture.house
  const { tenant, store } = deps
  const policy = await deps.policy.read()
  await store.db.deleteFrom('policy').execute()
  await store.db.deleteFrom('setting').execute()
  const runs = await Promise.all(upTo(4).map(() => runFirst(deps, { policy }, true)))
  expect(runs.filter(Boolean)).toHaveLength(1)
  const kept = await store.db
    .selectFrom('policy')
    .select('version')
    .where('tenant', '=', tenant)
    .execute()
  expect(kept).toEqual([{ version: 1 }])
})
