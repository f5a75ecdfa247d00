import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, OLD_PASSWORD, signIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openFixture } from './fixture.ts'
import { inbox } from './messages.ts'
import { proveByMail, twice } from './walks.ts'

describe('a locked-out person', () => {
  test('keeps the password and is unlocked', async () => {
    await using fixture = await openFixture()
    expect((await signIn(fixture, 'carol', OLD_PASSWORD)).status).toBe(401)
    const flow = await proveByMail(fixture, { username: 'carol' })
    expect(flow.step.actions.map(({ name }) => name)).toContain('keep-password')
    const done = await flow.submit({}, { action: 'keep-password' })
    expect(done).toMatchObject({ kind: 'done', title: 'Your account is unlocked' })
    expect((await signIn(fixture, 'carol', OLD_PASSWORD)).status).toBe(201)
    expect((await inbox(fixture, 'carol'))[0]?.subject).toBe('Your account was unlocked')
    const words = inWords(await auditTrail(fixture, flow.id))
    expect(words).toContain('account.unlock-intended intended')
    expect(words).toContain('account.unlocked succeeded')
    expect(words.join()).not.toContain('password.')
  })

  test('is unlocked by a new password too', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'carol' })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'carol', NEW_PASSWORD)).status).toBe(201)
  })

  test('is unlocked without a choice where that was all they asked for', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'carol', purpose: 'unlock' })
    expect(flow.step.kind).toBe('done')
    expect((await signIn(fixture, 'carol', OLD_PASSWORD)).status).toBe(201)
  })

  test('cannot keep the password where policy forbids it', async () => {
    await using fixture = await openFixture({ policy: { keepPassword: false } })
    const flow = await proveByMail(fixture, { username: 'carol' })
    expect(flow.step.actions.map(({ name }) => name)).toEqual(['submit'])
    expect((await flow.submit({}, { action: 'keep-password' })).kind).toBe('new-password')
    expect((await signIn(fixture, 'carol', OLD_PASSWORD)).status).toBe(401)
  })
})

test('offers nobody else to keep the password', async () => {
  await using fixture = await openFixture()
  const flow = await proveByMail(fixture, { username: 'bob' })
  expect(flow.step.actions.map(({ name }) => name)).toEqual(['submit'])
})

test('says to somebody who asks to be unlocked that nothing is locked, after a proof', async () => {
  await using fixture = await openFixture()
  const flow = await proveByMail(fixture, { username: 'bob', purpose: 'unlock' })
  expect(flow.step).toMatchObject({ kind: 'stopped', reason: 'not-locked' })
})
