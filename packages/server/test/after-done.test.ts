import { generateSecret, generateSync } from 'otplib'
import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, send, sessionIn, signIn, startFlow, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { HOUR, openFixture, START } from './fixture.ts'
import { inbox, linkIn, mailedCode, mailedCodes } from './messages.ts'
import { addSomebody } from './people.ts'
import { askByMail, proveByMail, resetByMail, twice } from './walks.ts'

describe('when a reset is done', () => {
  test('another flow that was proven is stopped, and says that it was overtaken', async () => {
    await using fixture = await openFixture()
    const other = await proveByMail(fixture, { username: 'alice' })
    await resetByMail(fixture, 'alice')
    expect(stepIn(await other.get())).toMatchObject({ kind: 'stopped', reason: 'overtaken' })
    const late = await other.trySubmit(twice('Silver-Lantern-43'))
    expect(stepIn(late)).toMatchObject({ kind: 'stopped', reason: 'overtaken' })
    expect((await signIn(fixture, 'alice', 'Silver-Lantern-43')).status).toBe(401)
    expect(inWords(await auditTrail(fixture, other.id)).at(-1)).toBe(
      'flow.stopped failed superseded',
    )
  })

  test('another flow that was not proven accepts nothing more, and shows no sign of it', async () => {
    await using fixture = await openFixture()
    const other = await askByMail(fixture, { username: 'alice@corp.test' })
    const code = await mailedCode(fixture, 'alice')
    await resetByMail(fixture, 'alice')
    expect(stepIn(await other.get()).kind).toBe('answer-challenge')
    expect((await other.submit({ code })).refusal?.code).toBe('code-not-accepted')
    await other.submit({}, { action: 'other-authenticator' })
    await other.submit({ authenticator: 'totp' })
    const app = await other.submit({ code: await fixture.appCode('alice') })
    expect(app.refusal?.code).toBe('code-not-accepted')
  })

  test('a code that has not left yet never does', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    await askByMail(fixture, { username: 'alice' })
    await flow.submit(twice('Copper-Lantern-42'))
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(1)
  })

  test('every session of the person ends', async () => {
    await using fixture = await openFixture()
    const { token } = sessionIn(await signIn(fixture, 'alice', OLD_PASSWORD))
    const bob = sessionIn(await signIn(fixture, 'bob', OLD_PASSWORD))
    await resetByMail(fixture, 'alice')
    const out = { method: 'DELETE', url: '/api/v1/sessions/current' } as const
    expect((await send(fixture, { ...out, token })).status).toBe(401)
    expect((await send(fixture, { ...out, token: bob.token })).status).toBe(204)
  })

  test('flows of other people go on', async () => {
    await using fixture = await openFixture()
    const bob = await proveByMail(fixture, { username: 'bob' })
    await resetByMail(fixture, 'alice')
    expect((await bob.submit(twice('Copper-Lantern-42'))).kind).toBe('done')
  })

  test('a flow that begins afterwards is a flow like any other', async () => {
    await using fixture = await openFixture()
    await resetByMail(fixture, 'alice')
    fixture.clock.advance(1)
    const flow = await resetByMail(fixture, 'alice', 'Silver-Lantern-43')
    expect(flow.step.kind).toBe('done')
  })
})

describe('the notice', () => {
  test('goes to each address, with the link', async () => {
    await using fixture = await openFixture()
    await resetByMail(fixture, 'alice')
    const [notice] = await inbox(fixture, 'alice')
    expect(linkIn(notice, 'not-me')).toMatch(/^\/not-me\//)
    expect(notice?.text).toContain('Address: 127.0.0.1')
  })

  test('has no link for an address that was added in the last day', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'young' }, START - 23 * HOUR)
    await addSomebody(fixture, { name: 'older' }, START - 24 * HOUR)
    await resetByMail(fixture, 'young')
    await resetByMail(fixture, 'older')
    const [young] = await inbox(fixture, 'young')
    expect(young?.text).not.toContain('/not-me/')
    expect(young?.text).toContain('call the help desk now')
    expect((await inbox(fixture, 'older'))[0]?.text).toContain('/not-me/')
  })

  test('goes to the directory’s own address where none is enrolled', async () => {
    await using fixture = await openFixture()
    const secret = generateSecret()
    await addSomebody(fixture, { name: 'apponly', enrolsMail: false, totpSecret: secret })
    const flow = await startFlow(fixture, { username: 'apponly' })
    await flow.submit({ authenticator: 'totp' })
    await flow.submit({ code: generateSync({ secret, epoch: START / 1000 }) })
    await flow.submit(twice('Copper-Lantern-42'))
    expect((await inbox(fixture, 'apponly'))[0]?.subject).toBe('Your password was reset')
  })
})
