import { describe, expect, test } from 'vitest'
import { createApplication } from '../src/application.ts'
import { keepHouse } from '../src/store/housekeeping.ts'
import { problemIn, send } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { DAY, type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import { enrol, fleetCode, getNonce, newKey, tryEnrol } from './machine.ts'

async function machineEvents(fixture: Fixture): Promise<string[]> {
  const events = await auditTrail(fixture)
  return inWords(events.filter(({ activity }) => activity.startsWith('machine.')))
}

describe('a machine that enrols', () => {
  test('waits for an administrator', async () => {
    await using fixture = await openFixture()
    const machine = await enrol(fixture, { name: 'PC-7' })
    expect(machine).toMatchObject({ id: expect.stringMatching(/^mch_/), state: 'pending' })
    const [enrolled] = (await auditTrail(fixture)).filter(
      ({ activity }) => activity === 'machine.enrolled',
    )
    expect(enrolled).toMatchObject({
      outcome: 'succeeded',
      machine: 'PC-7',
      machineId: machine.id,
      clientType: 'WindowsLogon/11',
      address: '127.0.0.1',
    })
  })

  test('with a fleet code is trusted at once, and the code is used up', async () => {
    await using fixture = await openFixture()
    const code = await fleetCode(fixture, { uses: 1 })
    expect(await enrol(fixture, { code })).toMatchObject({ state: 'trusted' })
    expect(await enrol(fixture, { code })).toMatchObject({ state: 'pending' })
    expect(await machineEvents(fixture)).toEqual([
      'machine.code-issued succeeded',
      'machine.enrolled succeeded',
      'machine.approved succeeded by-fleet-code',
      'machine.enrolled succeeded fleet-code-refused',
    ])
  })

  test('may write the code in any case, with blanks for hyphens', async () => {
    await using fixture = await openFixture()
    const code = (await fleetCode(fixture)).toLowerCase().replaceAll('-', ' ')
    expect(await enrol(fixture, { code })).toMatchObject({ state: 'trusted' })
  })

  test.each([
    ['too old', { validMs: DAY }, DAY, '127.0.0.1'],
    ['of another network', { networks: ['10.0.0.0/8', '2001:db8::/32'] }, 0, '127.0.0.1'],
  ] as const)('waits where its code is %s', async (_, wish, pause, from) => {
    await using fixture = await openFixture()
    const networks = 'networks' in wish ? [...wish.networks] : []
    const code = await fleetCode(fixture, { ...wish, networks })
    fixture.clock.advance(pause)
    expect(await enrol(fixture, { code, from })).toMatchObject({ state: 'pending' })
  })

  test('is let in from a network of the code', async () => {
    await using fixture = await openFixture()
    const code = await fleetCode(fixture, { networks: ['192.0.2.0/24', '2001:db8::/32'] })
    expect(await enrol(fixture, { code, from: '2001:db8::9' })).toMatchObject({ state: 'trusted' })
  })

  test('waits with a code that nobody made', async () => {
    await using fixture = await openFixture()
    const code = '00000-00000-00000-00000-00000'
    expect(await enrol(fixture, { code })).toMatchObject({ state: 'pending' })
  })

  test('again is the same machine: a lost answer does no harm and takes no second use', async () => {
    await using fixture = await openFixture()
    const key = newKey()
    const code = await fleetCode(fixture, { uses: 2 })
    const first = await enrol(fixture, { key, code })
    const again = await enrol(fixture, { key, code })
    expect(again).toEqual(first)
    expect(await enrol(fixture, { code })).toMatchObject({ state: 'trusted' })
    expect(await enrol(fixture, { code })).toMatchObject({ state: 'pending' })
  })

  test('and waits is let in once it brings a code', async () => {
    await using fixture = await openFixture()
    const key = newKey()
    const { id } = await enrol(fixture, { key })
    const code = await fleetCode(fixture)
    expect(await enrol(fixture, { key, code })).toMatchObject({ id, state: 'trusted' })
  })

  test('with a key of its own is another machine, whatever its name: a cloned disk enrols anew', async () => {
    await using fixture = await openFixture()
    const [one, other] = [await enrol(fixture), await enrol(fixture)]
    expect(one.id).not.toBe(other.id)
  })

  test('stays revoked, whatever code it brings', async () => {
    await using fixture = await openFixture()
    const key = newKey()
    const { id } = await enrol(fixture, { key })
    await createApplication(fixture.house).decideOnMachine(asId(id), 'revoke')
    const code = await fleetCode(fixture)
    expect(await enrol(fixture, { key, code })).toMatchObject({ id, state: 'revoked' })
  })

  test('is forgotten after a month in which nobody approved it', async () => {
    await using fixture = await openFixture()
    const key = newKey()
    const { id } = await enrol(fixture, { key })
    fixture.clock.advance(30 * DAY)
    await keepHouse(fixture.house.deps.store.db, fixture.clock.now())
    expect((await enrol(fixture, { key })).id).not.toBe(id)
  })
})

describe('a fleet code', () => {
  test('is in the store as an HMAC only', async () => {
    await using fixture = await openFixture()
    const code = await fleetCode(fixture)
    const rows = await fixture.house.deps.store.db.selectFrom('machine_code').selectAll().execute()
    const text = JSON.stringify(rows)
    expect(rows).toHaveLength(1)
    expect(text).not.toContain(code)
    expect(text).not.toContain(code.replaceAll('-', ''))
  })

  test('lets in as many as it says, however many ask at once', async () => {
    await using fixture = await openFixture()
    const code = await fleetCode(fixture, { uses: 3 })
    const states = await inParallel(
      upTo(10),
      10,
      async () => (await enrol(fixture, { code })).state,
    )
    expect(tally(states)).toEqual({ trusted: 3, pending: 7 })
  })
})

describe('an enrolment is refused', () => {
  test.each([
    ['without a signature', { drop: 'signature' }, 'signature-malformed'],
    ['signed with another key', { key: newKey().key }, 'signature-wrong'],
    ['with a nonce that nobody gave', { nonce: 'x'.repeat(43) }, 'nonce-spent'],
    ['with the id of a machine', { keyid: 'mch_other' }, 'signature-malformed'],
    ['without a digest', { drop: 'content-digest' }, 'digest-wrong'],
  ] as const)('%s, and audited', async (_, forgery, reason) => {
    await using fixture = await openFixture()
    const answer = await tryEnrol(fixture, {}, forgery)
    expect(problemIn(answer)).toMatchObject({ status: 401, kind: 'signature-not-accepted' })
    expect(await machineEvents(fixture)).toEqual([`machine.signature-refused blocked ${reason}`])
  })

  test('with no trace of a signature', async () => {
    await using fixture = await openFixture()
    const body = { key: newKey().jwk, name: 'PC-1' }
    const answer = await send(fixture, { method: 'POST', url: '/api/v1/machines', body })
    expect(problemIn(answer).kind).toBe('signature-not-accepted')
    expect(await machineEvents(fixture)).toEqual([
      'machine.signature-refused blocked signature-missing',
    ])
  })

  test('with a point that is not on the curve', async () => {
    await using fixture = await openFixture()
    const { key, jwk } = newKey()
    const off = { ...jwk, x: 'A'.repeat(43), y: 'A'.repeat(43) }
    expect(problemIn(await tryEnrol(fixture, { key: { key, jwk: off } })).kind).toBe('malformed')
  })

  test.each(['two words', 'name@example.org', '', 'x'.repeat(64)])(
    'with the name “%s”',
    async (name) => {
      await using fixture = await openFixture()
      expect(problemIn(await tryEnrol(fixture, { name })).kind).toBe('malformed')
    },
  )

  test('past sixty from one address in ten minutes', async () => {
    await using fixture = await openFixture()
    const answers = await inParallel(upTo(61), 8, () => tryEnrol(fixture, { from: '192.0.2.1' }))
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 60, 429: 1 })
    expect((await tryEnrol(fixture, { from: '192.0.2.2' })).status).toBe(201)
  })
})

describe('nonces', () => {
  test('are good once', async () => {
    await using fixture = await openFixture()
    const nonce = await getNonce(fixture)
    expect((await tryEnrol(fixture, {}, { nonce })).status).toBe(201)
    expect((await tryEnrol(fixture, {}, { nonce })).status).toBe(401)
  })

  test('are good once for any number who ask at the same time', async () => {
    await using fixture = await openFixture()
    const nonce = await getNonce(fixture)
    const answers = await inParallel(upTo(8), 8, () => tryEnrol(fixture, {}, { nonce }))
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 401: 7 })
  })

  test('are good for fifteen minutes', async () => {
    await using fixture = await openFixture()
    const [one, other] = [await getNonce(fixture), await getNonce(fixture)]
    fixture.clock.advance(15 * MINUTE - 1)
    expect((await tryEnrol(fixture, {}, { nonce: one })).status).toBe(201)
    fixture.clock.advance(1)
    expect((await tryEnrol(fixture, {}, { nonce: other })).status).toBe(401)
  })

  test('are three hundred to one address in ten minutes, more in a network of one’s own', async () => {
    const policy = { ownNetworks: [{ network: '10.1.0.0/16', flows: 120 }] }
    await using fixture = await openFixture({ policy })
    const ask = async (times: number, from: string) => {
      const url = '/api/v1/machines/nonce'
      const answers = await inParallel(upTo(times), 8, () =>
        send(fixture, { method: 'POST', url, from }),
      )
      return tally(answers.map(({ status }) => status))
    }
    expect(await ask(301, '192.0.2.1')).toEqual({ 201: 300, 429: 1 })
    expect(await ask(301, '10.1.0.1')).toEqual({ 201: 301 })
  })
})

function asId(id: string): `mch_${string}` {
  if (!id.startsWith('mch_')) throw new Error(id)
  // as: it begins with the prefix.
  return id as `mch_${string}`
}
