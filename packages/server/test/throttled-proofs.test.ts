import { describe, expect, test } from 'vitest'
import { type ApiFlow, signIn, startFlow } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { DAY, type Fixture, HOUR, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import { mailedCode, wrongCode } from './messages.ts'
import { resetByMail, twice } from './walks.ts'

async function fail(flow: ApiFlow, times: number) {
  for (let round = 0; round < times; round += 1) await flow.submit({ code: wrongCode() })
  return flow.step
}

async function asking(fixture: Fixture, username: string, from?: string): Promise<ApiFlow> {
  const flow = await startFlow(fixture, { username, ...(from && { from }) })
  await flow.submit({ authenticator: 'email' })
  return flow
}

describe('five failed proofs of a name from one source', () => {
  for (const username of ['alice', 'nobody']) {
    test(`end the flow and every other one of that day, for ${username}`, async () => {
      await using fixture = await openFixture()
      const flow = await asking(fixture, username)
      expect(await fail(flow, 5)).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
      const next = await startFlow(fixture, { username })
      expect(next.step).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
      fixture.clock.advance(DAY - HOUR)
      expect((await startFlow(fixture, { username })).step.kind).toBe('stopped')
      fixture.clock.advance(HOUR)
      expect((await startFlow(fixture, { username })).step.kind).toBe('choose-authenticator')
    })

    test(`count over several flows, for ${username}`, async () => {
      await using fixture = await openFixture()
      await fail(await asking(fixture, username), 3)
      const second = await asking(fixture, username)
      expect((await fail(second, 1)).refusal?.text).toContain('One try left')
      expect((await fail(second, 1)).kind).toBe('stopped')
    })

    test(`count under every form of the name, for ${username}`, async () => {
      await using fixture = await openFixture()
      await fail(await asking(fixture, username), 4)
      const flow = await asking(fixture, `CORP\\${username.toUpperCase()}`)
      expect((await fail(flow, 1)).kind).toBe('stopped')
    })
  }

  test('leave a right answer where there were only four', async () => {
    await using fixture = await openFixture()
    const flow = await asking(fixture, 'alice')
    await fail(flow, 4)
    expect((await flow.submit({ code: await mailedCode(fixture, 'alice') })).kind).toBe(
      'new-password',
    )
  })

  test('leave another source alone', async () => {
    await using fixture = await openFixture()
    await fail(await asking(fixture, 'alice', '192.0.2.1'), 5)
    const other = await asking(fixture, 'alice', '192.0.2.2')
    expect((await other.submit({ code: await mailedCode(fixture, 'alice') })).kind).toBe(
      'new-password',
    )
  })

  test('are one source from all addresses of an IPv6 network', async () => {
    await using fixture = await openFixture()
    await fail(await asking(fixture, 'alice', '2001:db8:1:2::1'), 5)
    const neighbour = await startFlow(fixture, { username: 'alice', from: '2001:db8:1:2:ffff::9' })
    expect(neighbour.step.kind).toBe('stopped')
    const stranger = await startFlow(fixture, { username: 'alice', from: '2001:db8:1:3::1' })
    expect(stranger.step.kind).toBe('choose-authenticator')
  })

  test('leave other names alone', async () => {
    await using fixture = await openFixture()
    await fail(await asking(fixture, 'alice'), 5)
    expect((await startFlow(fixture, { username: 'bob' })).step.kind).toBe('choose-authenticator')
  })

  test('are forgotten with a success of the person', async () => {
    await using fixture = await openFixture()
    await fail(await asking(fixture, 'alice'), 4)
    await resetByMail(fixture, 'alice')
    expect((await fail(await asking(fixture, 'alice'), 4)).kind).toBe('answer-challenge')
  })
})

// Wrong answers from each of so many addresses; a fifth one would end each flow.
async function failFrom(
  fixture: Fixture,
  username: string,
  { addresses, times }: { addresses: readonly number[]; times: number },
) {
  await inParallel(addresses, 4, async (at) => {
    await fail(await asking(fixture, username, `198.51.100.${at}`), times)
  })
}

describe('a hundred failed proofs of a person from everywhere', () => {
  test('leave a right answer where there were only ninety-nine', async () => {
    await using fixture = await openFixture()
    const flow = await asking(fixture, 'alice')
    const code = await mailedCode(fixture, 'alice')
    await failFrom(fixture, 'alice', { addresses: upTo(24), times: 4 })
    await failFrom(fixture, 'alice', { addresses: [24], times: 3 })
    expect(await failures(fixture)).toEqual({ 'code-wrong': 99 })
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('silence every answer after: the same steps, and nothing is accepted', async () => {
    await using fixture = await openFixture()
    const flow = await asking(fixture, 'alice')
    const code = await mailedCode(fixture, 'alice')
    await failFrom(fixture, 'alice', { addresses: upTo(25), times: 4 })
    const refused = await flow.submit({ code })
    expect(refused).toMatchObject({
      kind: 'answer-challenge',
      refusal: { code: 'code-not-accepted', text: 'That code wasn’t right. 4 tries left.' },
    })
    expect(inWords(await auditTrail(fixture, flow.id)).at(-1)).toBe(
      'gate.failed failed budget-spent',
    )
    fixture.clock.advance(DAY)
    const tomorrow = await asking(fixture, 'alice')
    expect((await tomorrow.submit({ code: await mailedCode(fixture, 'alice') })).kind).toBe(
      'new-password',
    )
  })

  test('leave the other kind open: an app’s code is taken', async () => {
    await using fixture = await openFixture()
    await failFrom(fixture, 'alice', { addresses: upTo(25), times: 4 })
    const flow = await startFlow(fixture, { username: 'alice' })
    await flow.submit({ authenticator: 'totp' })
    expect((await flow.submit({ code: await fixture.appCode('alice') })).kind).toBe('new-password')
  })

  test('leave other people alone', async () => {
    await using fixture = await openFixture()
    await failFrom(fixture, 'alice', { addresses: upTo(25), times: 4 })
    const flow = await resetByMail(fixture, 'bob')
    expect(flow.step.kind).toBe('done')
  })

  test('are forgotten with a success of the person', async () => {
    await using fixture = await openFixture()
    const proven = await asking(fixture, 'alice')
    await proven.submit({ code: await mailedCode(fixture, 'alice') })
    await failFrom(fixture, 'alice', { addresses: upTo(25), times: 4 })
    await proven.submit(twice('Copper-Lantern-42'))
    fixture.clock.advance(1)
    const flow = await resetByMail(fixture, 'alice', 'Silver-Lantern-43')
    expect(flow.step.kind).toBe('done')
    expect((await signIn(fixture, 'alice', 'Silver-Lantern-43')).status).toBe(201)
  })
})

async function failures(fixture: Fixture) {
  const failed = (await auditTrail(fixture)).filter(({ activity }) => activity === 'gate.failed')
  return tally(failed.map(({ reason }) => reason ?? 'none'))
}
