import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, problemIn, signIn, startFlow } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import { resetByMail } from './walks.ts'

async function guess(
  fixture: Fixture,
  name: string,
  times: number,
  { from, atOnce = 4 }: { from?: string; atOnce?: number } = {},
) {
  const answers = await inParallel(upTo(times), atOnce, (at) =>
    signIn(fixture, name, `Wrong-Passw0rd-${at}`, from ?? `198.51.100.${at % 100}`),
  )
  return tally(answers.map(({ status }) => status))
}

async function entryOf({ house }: Fixture, name: string) {
  return await house.deps.directories[0]?.find({ name })
}

describe('wrong passwords at sign-in', () => {
  test('never spend the directory’s lockout, wherever they come from', async () => {
    await using fixture = await openFixture()
    expect(await guess(fixture, 'alice', 300)).toEqual({ 401: 300 })
    const alice = await entryOf(fixture, 'alice')
    expect(alice).toMatchObject({ isLocked: false })
    // Those that come at once may get less than the room there is, and never more.
    expect(alice?.lockout.failures).toBeLessThanOrEqual(8)
  })

  test('take all the room there is, one after another', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 12, { atOnce: 1 })
    expect(await entryOf(fixture, 'alice')).toMatchObject({ lockout: { failures: 8 } })
  })

  test('have the right one refused while the budget is spent, and accepted afterwards', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 8)
    const refused = await signIn(fixture, 'alice', OLD_PASSWORD)
    expect(problemIn(refused)).toMatchObject({ status: 401, kind: 'not-signed-in' })
    expect((await auditTrail(fixture)).at(-1)).toMatchObject({
      activity: 'session.refused',
      outcome: 'blocked',
      reason: 'budget-spent',
    })
    fixture.clock.advance(15 * MINUTE)
    expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(201)
  })

  test('leave the right one where there were seven', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 7)
    expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(201)
  })

  test('are five for a name from one source, which keeps nobody else out', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 20, { from: '192.0.2.1' })
    expect(await entryOf(fixture, 'alice')).toMatchObject({ lockout: { failures: 5 } })
    expect((await signIn(fixture, 'alice', OLD_PASSWORD, '192.0.2.1')).status).toBe(401)
    expect((await signIn(fixture, 'alice', OLD_PASSWORD, '192.0.2.2')).status).toBe(201)
  })

  test('leave the right one from one source where there were four', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 4, { from: '192.0.2.1' })
    expect((await signIn(fixture, 'alice', OLD_PASSWORD, '192.0.2.1')).status).toBe(201)
  })

  test('share their budget with the current password of a change', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 8, { atOnce: 1 })
    expect(await entryOf(fixture, 'alice')).toMatchObject({ lockout: { failures: 8 } })
    const flow = await startFlow(fixture, { username: 'alice', purpose: 'change' })
    expect((await flow.submit({ answer: OLD_PASSWORD })).refusal?.code).toBe(
      'password-not-accepted',
    )
    expect(await entryOf(fixture, 'alice')).toMatchObject({ lockout: { failures: 8 } })
  })

  test('leave what was tried elsewhere its two attempts', async () => {
    await using fixture = await openFixture()
    const [directory] = fixture.house.deps.directories

    const alice = await entryOf(fixture, 'alice')
    for (const _ of upTo(8)) await directory?.verifyPassword(alice?.id, new Secret('elsewhere'))
    await guess(fixture, 'alice', 5)
    expect(await entryOf(fixture, 'alice')).toMatchObject({ isLocked: false })
  })

  test('are forgotten with a sign-in, and with a reset', async () => {
    await using fixture = await openFixture()
    await guess(fixture, 'alice', 7)
    await signIn(fixture, 'alice', OLD_PASSWORD)
    await guess(fixture, 'alice', 7)
    expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(201)
    await guess(fixture, 'alice', 8)
    await resetByMail(fixture, 'alice', 'Copper-Lantern-42')
    expect((await signIn(fixture, 'alice', 'Copper-Lantern-42')).status).toBe(201)
  })

  test('from one address are sixty in ten minutes, over all names', async () => {
    await using fixture = await openFixture()
    const from = '192.0.2.1'
    expect(await guess(fixture, 'nobody', 60, { from })).toEqual({ 401: 60 })
    const refused = await signIn(fixture, 'bob', OLD_PASSWORD, '192.0.2.1')
    expect(problemIn(refused)).toMatchObject({ status: 429, kind: 'too-many-attempts' })
    expect(refused.headers['retry-after']).toBe('600')
    expect((await signIn(fixture, 'bob', OLD_PASSWORD, '192.0.2.2')).status).toBe(201)
    fixture.clock.advance(10 * MINUTE)
    expect((await signIn(fixture, 'bob', OLD_PASSWORD, '192.0.2.1')).status).toBe(201)
  })
})
