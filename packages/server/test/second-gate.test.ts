import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, signIn, startFlow } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { openFixture } from './fixture.ts'
import { inbox, mailedCode } from './messages.ts'
import { proveByApp, proveByMail, twice } from './walks.ts'

describe('an administrator', () => {
  test('passes the e-mail first, then the app', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'erin' })
    expect(flow.step).toMatchObject({ kind: 'choose-authenticator', progress: { gate: 2, of: 2 } })
    await flow.submit({ authenticator: 'totp' })
    await flow.submit({ code: await fixture.appCode('erin') })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'erin', NEW_PASSWORD)).status).toBe(201)
    const reset = (await auditTrail(fixture)).find((one) => one.activity === 'password.reset')
    expect(reset?.gates).toEqual(['email', 'totp'])
  })

  test('passes the app first, then the e-mail', async () => {
    await using fixture = await openFixture()
    const flow = await proveByApp(fixture, { username: 'erin' })
    expect(flow.step.kind).toBe('choose-authenticator')
    await flow.submit({ authenticator: 'email' })
    await flow.submit({ code: await mailedCode(fixture, 'erin') })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'erin', NEW_PASSWORD)).status).toBe(201)
  })

  test('is not let through by one gate', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'erin' })
    const refused = await flow.trySubmit(twice(NEW_PASSWORD))
    expect(refused.body).not.toContain('"done"')
    expect((await signIn(fixture, 'erin', NEW_PASSWORD)).status).toBe(401)
  })

  test('cannot pass the same kind twice', async () => {
    await using fixture = await openFixture()
    const flow = await proveByApp(fixture, { username: 'erin' })
    const again = await flow.submit({ authenticator: 'totp' })
    expect(again).toMatchObject({ kind: 'choose-authenticator', refusal: { code: 'choose-one' } })
  })
})

describe('the second gate', () => {
  test('offers only what the person still has, with the address masked', async () => {
    await using fixture = await openFixture()
    const flow = await proveByApp(fixture, { username: 'erin' })
    const options = flow.step.fields[0]?.options
    expect(options?.map(({ value }) => value)).toEqual(['email'])
    expect(options?.[0]?.label).toBe('E-mail to e•••@c•••.test')
    const challenge = await flow.submit({ authenticator: 'email' })
    expect(challenge.text).toContain('e•••@c•••.test')
  })

  test('tells a person with one authenticator, and only after a proof, that one is missing', async () => {
    await using fixture = await openFixture({ policy: { gates: 2 } })
    const flow = await startFlow(fixture, { username: 'bob' })
    expect(flow.step.fields[0]?.options?.map(({ value }) => value)).toEqual([
      'email',
      'totp',
      'passkey',
    ])
    await flow.submit({ authenticator: 'email' })
    // A code that could only lead to this end is not sent: a mail that says how to register is.
    const [mail] = await inbox(fixture, 'bob')
    expect(mail?.subject).toBe('Register a way back in')
  })
})
