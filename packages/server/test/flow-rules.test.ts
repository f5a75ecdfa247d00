import { describe, expect, test } from 'vitest'
import { closeAbandonedFlows } from '../src/app/abandoned-flows.ts'
import { problemIn, send, signIn, startFlow, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { MINUTE, openFixture, SECOND, START } from './fixture.ts'
import { mailedCode, mailedCodes, wrongCode } from './messages.ts'
import { askByMail, proveByApp, proveByMail, twice } from './walks.ts'

describe('a flow', () => {
  test('lives fifteen minutes and says when it ends', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice' })
    expect(Date.parse(flow.expiresAt)).toBe(START + 15 * MINUTE)
    fixture.clock.advance(15 * MINUTE - 1)
    expect((await flow.get()).status).toBe(200)
    fixture.clock.advance(1)
    for (const answer of [
      await flow.get(),
      await flow.trySubmit({ authenticator: 'email' }),
      await flow.cancel(),
    ])
      expect(problemIn(answer)).toMatchObject({ status: 410, kind: 'flow-expired' })
  })

  test('ends when it is cancelled', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect((await flow.cancel()).status).toBe(204)
    const late = await flow.trySubmit(twice('Copper-Lantern-42'))
    expect(problemIn(late)).toMatchObject({ status: 410, kind: 'flow-expired' })
    expect((await flow.cancel()).status).toBe(410)
    expect((await signIn(fixture, 'alice', 'Copper-Lantern-42')).status).toBe(401)
    const last = (await auditTrail(fixture, flow.id)).at(-1)
    expect(last).toMatchObject({
      activity: 'flow.cancelled',
      reason: 'gave-up',
      targetName: 'alice',
    })
  })

  test('names nobody when it is cancelled before a proof', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice' })
    await flow.cancel()
    const last = (await auditTrail(fixture, flow.id)).at(-1)
    expect(last).toMatchObject({ activity: 'flow.cancelled', actor: 'claimant', targetName: null })
  })

  test('is open to its own token only', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    const other = await startFlow(fixture, { username: 'bob' })
    const stolen = await flow.trySubmit(twice('Copper-Lantern-42'), { token: other.token })
    expect(problemIn(stolen)).toMatchObject({ status: 401, kind: 'not-signed-in' })
    const path = `/api/v1/flows/${flow.id}`
    for (const sending of [
      { method: 'GET', url: path } as const,
      { method: 'GET', url: path, token: other.token } as const,
      { method: 'GET', url: '/api/v1/flows/flw_of-nobody', token: flow.token } as const,
      { method: 'DELETE', url: path, token: other.token } as const,
      { method: 'GET', url: path, headers: { authorization: `Basic ${flow.token}` } } as const,
    ])
      expect(problemIn(await send(fixture, sending))).toMatchObject({
        status: 401,
        kind: 'not-signed-in',
      })
    expect(stepIn(await flow.get()).kind).toBe('new-password')
  })

  test('has its passed gates taken back after five minutes without a submission', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    fixture.clock.advance(5 * MINUTE - 1)
    expect(stepIn(await flow.get()).kind).toBe('new-password')
    fixture.clock.advance(1)
    const back = await flow.submit(twice('Copper-Lantern-42'))
    expect(back).toMatchObject({
      kind: 'choose-authenticator',
      progress: { gate: 1 },
      refusal: { code: 'gate-taken-back' },
    })
    expect(back.fields[0]?.options?.[0]?.label).toBe('E-mail')
    expect((await signIn(fixture, 'alice', 'Copper-Lantern-42')).status).toBe(401)
    expect(inWords(await auditTrail(fixture, flow.id)).at(-1)).toBe(
      'gate.taken-back succeeded timed-out',
    )
  })

  test('is audited as abandoned when nobody finished it', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice' })
    fixture.clock.advance(15 * MINUTE)
    await closeAbandonedFlows(fixture.house.deps)
    await closeAbandonedFlows(fixture.house.deps)
    const abandoned = inWords(await auditTrail(fixture, flow.id)).filter((one) =>
      one.startsWith('flow.abandoned'),
    )
    expect(abandoned).toEqual(['flow.abandoned abandoned timed-out'])
  })
})

describe('a code', () => {
  test('works for five minutes', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    fixture.clock.advance(5 * MINUTE - 1)
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('is too old after five minutes', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    fixture.clock.advance(5 * MINUTE)
    expect((await flow.submit({ code })).refusal?.code).toBe('code-expired')
    expect(inWords(await auditTrail(fixture, flow.id)).at(-1)).toBe(
      'gate.failed failed code-expired',
    )
  })

  test('is never sent once it is too old', async () => {
    await using fixture = await openFixture()
    await askByMail(fixture, { username: 'alice' })
    fixture.clock.advance(5 * MINUTE)
    expect(await mailedCodes(fixture, 'alice')).toEqual([])
  })

  test('opens nothing a second time, in its own flow either', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    expect((await flow.submit({ code })).kind).toBe('new-password')
    // What it proved is taken back, so that the same gate is asked for anew.
    fixture.clock.advance(5 * MINUTE)
    await flow.submit({})
    await flow.submit({ authenticator: 'email' })
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
    const fresh = await mailedCode(fixture, 'alice')
    expect((await flow.submit({ code: fresh })).kind).toBe('new-password')
  })

  test('works in its own flow only', async () => {
    await using fixture = await openFixture()
    const first = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    const second = await askByMail(fixture, { username: 'alice' })
    expect((await second.submit({ code })).refusal?.code).toBe('code-not-accepted')
    expect((await first.submit({ code })).kind).toBe('new-password')
  })

  test('is read with spaces and hyphens in it', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    const spaced = ` ${code.slice(0, 3)}-${code.slice(3)} `
    expect((await flow.submit({ code: spaced })).kind).toBe('new-password')
  })

  test('may be guessed five times', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    for (let round = 0; round < 4; round += 1)
      expect((await flow.submit({ code: wrongCode(code) })).kind).toBe('answer-challenge')
    expect(await flow.submit({ code: wrongCode(code) })).toMatchObject({
      kind: 'stopped',
      reason: 'too-many-attempts',
    })
    expect((await flow.trySubmit({ code })).status).toBe(409)
  })

  test('of another way does not give more guesses', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    for (let round = 0; round < 3; round += 1) await flow.submit({ code: '111111' })
    await flow.submit({}, { action: 'other-authenticator' })
    await flow.submit({ authenticator: 'totp' })
    await flow.submit({ code: wrongCode(await fixture.appCode('alice')) })
    const last = await flow.submit({ code: wrongCode(await fixture.appCode('alice')) })
    expect(last.kind).toBe('stopped')
  })
})

describe('a resend', () => {
  test('waits half a minute, and kills the code before', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const old = await mailedCode(fixture, 'alice')
    const resend = flow.step.actions.find(({ name }) => name === 'resend')
    expect(resend?.availableAt).toBe(new Date(START + 30 * SECOND).toISOString())
    fixture.clock.advance(30 * SECOND - 1)
    expect((await flow.submit({}, { action: 'resend' })).refusal?.code).toBe('resend-too-early')
    fixture.clock.advance(1)
    await flow.submit({}, { action: 'resend' })
    const fresh = await mailedCode(fixture, 'alice')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(2)
    if (old !== fresh)
      expect((await flow.submit({ code: old })).refusal?.code).toBe('code-not-accepted')
    expect((await flow.submit({ code: fresh })).kind).toBe('new-password')
  })

  test('kills a code that has not left yet', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    fixture.clock.advance(30 * SECOND)
    await flow.submit({}, { action: 'resend' })
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(1)
    expect(inWords(await auditTrail(fixture, flow.id))).toContain('code.not-sent failed superseded')
  })

  test('comes twice in a flow, however one goes about it', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    for (let round = 0; round < 2; round += 1) {
      fixture.clock.advance(30 * SECOND)
      await flow.submit({}, { action: 'resend' })
    }
    expect(flow.step.actions.map(({ name }) => name)).not.toContain('resend')
    fixture.clock.advance(30 * SECOND)
    expect((await flow.submit({}, { action: 'resend' })).refusal?.code).toBe('no-more-codes')
    fixture.clock.advance(5 * MINUTE)
    await flow.submit({}, { action: 'other-authenticator' })
    expect((await flow.submit({ authenticator: 'email' })).refusal?.code).toBe('no-more-codes')
  })

  test('is not had by choosing the same way again', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    await flow.submit({}, { action: 'other-authenticator' })
    await flow.submit({ authenticator: 'email' })
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(1)
    expect((await flow.submit({ code: await mailedCode(fixture, 'alice') })).kind).toBe(
      'new-password',
    )
  })
})

describe('a code of an app', () => {
  test.each([
    ['late', 1],
    ['early', -1],
  ] as const)('is accepted one step %s, and no more', async (_, direction) => {
    await using fixture = await openFixture()
    const code = await fixture.appCode('alice')
    const flow = await startFlow(fixture, { username: 'alice' })
    await flow.submit({ authenticator: 'totp' })
    fixture.clock.advance(direction * MINUTE)
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
    fixture.clock.advance(direction * -30 * SECOND)
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('opens nothing a second time, and the attempt is counted', async () => {
    await using fixture = await openFixture()
    const code = await fixture.appCode('alice')
    expect((await proveByApp(fixture, { username: 'alice' })).step.kind).toBe('new-password')
    const again = await startFlow(fixture, { username: 'alice' })
    await again.submit({ authenticator: 'totp' })
    const { refusal } = await again.submit({ code })
    expect(refusal).toMatchObject({
      code: 'code-not-accepted',
      text: expect.stringContaining('4 tries left'),
    })
    expect(inWords(await auditTrail(fixture, again.id))).toContain('gate.failed failed code-reused')
  })

  test('of another person opens nothing', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice' })
    await flow.submit({ authenticator: 'totp' })
    const code = await fixture.appCode('erin')
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
  })
})
