import { expect, test } from 'vitest'
import { findByName } from '../src/app/find-person.ts'
import { endBefore } from '../src/store/principal.ts'
import { signIn } from './api-client.ts'
import { DAY, type Fixture, openFixture } from './fixture.ts'
import { proveByMail, resetByMail, twice } from './walks.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

/** As another server's reset of the same person leaves it, between a proof that was judged and its password. */
async function endAllBefore({ house: { deps } }: Fixture, name: string, at: number) {
  const { subject } = await findByName(deps, name)
  await endBefore(deps.store.db, deps.tenant, subject, at)
}

test('a proof that was judged while another reset was done sets no password', async () => {
  await using fixture = await openFixture()
  const flow = await proveByMail(fixture, { username: 'alice' })
  expect(flow.step.kind).toBe('new-password')
  await endAllBefore(fixture, 'alice', fixture.clock.now())
  const step = await flow.submit(twice(NEW_PASSWORD))
  expect(step).toMatchObject({ kind: 'stopped', reason: 'overtaken' })
  expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(401)
})

test('a clock that was a month ahead keeps nobody out', async () => {
  await using fixture = await openFixture()
  await endAllBefore(fixture, 'alice', fixture.clock.now() + 30 * DAY)
  const flow = await resetByMail(fixture, 'alice', NEW_PASSWORD)
  expect(flow.step.kind).toBe('done')
  expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
})
