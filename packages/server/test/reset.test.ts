import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, OLD_PASSWORD, sessionIn, signIn, startFlow } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openFixture } from './fixture.ts'
import { inbox, mailedCode } from './messages.ts'
import { proveByMail, twice } from './walks.ts'

describe('a forgotten password', () => {
  test('is replaced with a code by e-mail: the new one signs in, the old one no longer', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice' })
    expect(flow.step).toMatchObject({ kind: 'choose-authenticator', progress: { gate: 1 } })
    const challenge = await flow.submit({ authenticator: 'email' })
    expect(challenge.kind).toBe('answer-challenge')
    const chosen = await flow.submit({ code: await mailedCode(fixture, 'alice') })
    expect(chosen.kind).toBe('new-password')
    const done = await flow.submit(twice(NEW_PASSWORD))
    expect(done.kind).toBe('done')
    expect(sessionIn(await signIn(fixture, 'alice', NEW_PASSWORD)).token).toMatch(/^[\w-]{43}$/)
    expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(401)
  })

  test('is replaced with a code of an authenticator app', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice' })
    await flow.submit({ authenticator: 'totp' })
    const chosen = await flow.submit({ code: await fixture.appCode('alice') })
    expect(chosen.kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
  })

  test('is replaced for any name of the person', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: ' ALICE@corp.test ' })
    await flow.submit({ authenticator: 'email' })
    await flow.submit({ code: await mailedCode(fixture, 'alice') })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
  })

  test('asks for the name first where none came along', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, {})
    expect(flow.step.kind).toBe('identify')
    const again = await flow.submit({ username: '  ' })
    expect(again).toMatchObject({ kind: 'identify', refusal: { code: 'username-missing' } })
    expect((await flow.submit({ username: 'alice' })).kind).toBe('choose-authenticator')
  })

  test('is audited from the first step to the notice', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'bob' })
    await flow.submit(twice(NEW_PASSWORD))
    await inbox(fixture, 'bob')
    expect(inWords(await auditTrail(fixture, flow.id))).toEqual([
      'flow.started succeeded',
      'flow.identified succeeded',
      'flow.authenticator-chosen succeeded',
      'code.sent contacted',
      'gate.passed succeeded',
      'password.write-intended intended',
      'password.reset succeeded',
      'notice.sent contacted',
    ])
  })

  test('tells the person by mail when, how and from where', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'bob', from: '192.0.2.7' })
    await flow.submit(twice(NEW_PASSWORD))
    const [notice, code] = await inbox(fixture, 'bob')
    expect(notice?.subject).toBe('Your password was reset')
    expect(notice?.text).toContain('192.0.2.7')
    expect(notice?.text).toContain('2030')
    expect(code?.text).toContain('192.0.2.7')
    expect(code?.subject).not.toMatch(/\d{6}/)
  })
})
