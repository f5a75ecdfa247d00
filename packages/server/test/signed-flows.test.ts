import { describe, expect, test } from 'vitest'
import { AT_COMMAND_LINE, decideOnMachine } from '../src/app/decide-machine.ts'
import { problemIn, type Sending, send, stepIn, tryStart } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import {
  AT_SIGN_IN,
  enrol,
  type Forgery,
  type Machine,
  newKey,
  sendSigned,
  startSigned,
  trustedMachine,
  tryStartSigned,
} from './machine.ts'
import { mailedCode, wrongCode } from './messages.ts'
import { twice } from './walks.ts'

async function refusals(fixture: Fixture): Promise<string[]> {
  const events = await auditTrail(fixture)
  return inWords(events.filter(({ activity }) => activity === 'machine.signature-refused'))
}

const revoke = ({ house }: Fixture, { id }: Machine) =>
  // as: the machine enrolled, so that its id has the prefix.
  decideOnMachine(house.deps, AT_COMMAND_LINE, id as `mch_${string}`, 'revoke')

describe('a flow of a trusted machine', () => {
  test('goes to its end, and the audit knows the machine by id and name', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture, 'PC-7')
    const { flow, token, step } = await startSigned(fixture, machine, { username: 'alice' })
    const submit = async (at: string, values: object) => {
      const body = { step: at, action: 'submit', values }
      const url = `/api/v1/flows/${flow}/submissions`
      return stepIn(await sendSigned(fixture, machine, { method: 'POST', url, body, token }))
    }
    const challenge = await submit(step.id, { authenticator: 'email' })
    const password = await submit(challenge.id, { code: await mailedCode(fixture, 'alice') })
    expect((await submit(password.id, twice('Copper-Lantern-42'))).kind).toBe('done')
    const events = (await auditTrail(fixture, flow)).filter(({ actor }) => actor !== 'server')
    expect(events.length).toBeGreaterThan(5)
    for (const { machine: name, machineId, clientType } of events)
      expect([name, machineId, clientType]).toEqual(['PC-7', machine.id, 'WindowsLogon/11'])
  })

  test('tells the person the name that the machine enrolled with', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture, 'PC-7')
    const { flow, token, step } = await startSigned(fixture, machine, { username: 'alice' })
    const body = { step: step.id, action: 'submit', values: { authenticator: 'email' } }
    const url = `/api/v1/flows/${flow}/submissions`
    await sendSigned(fixture, machine, { method: 'POST', url, body, token })
    await fixture.drain()
    const [mail] = fixture.house.kept?.messages() ?? []
    expect(mail?.text).toContain('PC-7')
    expect(mail?.text).not.toContain('CLAIMED')
  })

  test('is opened by nobody who has the token alone, on any way', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const { flow, token, step } = await startSigned(fixture, machine, { username: 'alice' })
    const url = `/api/v1/flows/${flow}`
    const body = { step: step.id, action: 'submit', values: { authenticator: 'email' } }
    const ways: Sending[] = [
      { method: 'GET', url, token },
      { method: 'POST', url: `${url}/submissions`, body, token },
      { method: 'DELETE', url, token },
    ]
    for (const way of ways)
      expect(problemIn(await send(fixture, way)).kind).toBe('signature-not-accepted')
    const cookie = { cookie: `__Host-latchkey-flow=${flow}.${token}` }
    const answer = await send(fixture, {
      method: 'GET',
      url: '/flow',
      headers: { ...cookie, accept: 'text/html' },
    })
    expect(answer.status).toBe(401)
    expect(await refusals(fixture)).toEqual(['machine.signature-refused blocked signature-missing'])
    expect((await sendSigned(fixture, machine, { method: 'DELETE', url, token })).status).toBe(204)
  })

  test('is not opened by another machine', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const other = await trustedMachine(fixture, 'PC-2')
    const { flow, token } = await startSigned(fixture, machine, { username: 'alice' })
    const get = { method: 'GET', url: `/api/v1/flows/${flow}`, token } as const
    expect((await sendSigned(fixture, other, get)).status).toBe(401)
    expect((await sendSigned(fixture, machine, get)).status).toBe(200)
  })

  test('goes no further once the machine is revoked', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const { flow, token } = await startSigned(fixture, machine, { username: 'alice' })
    await revoke(fixture, machine)
    const get = { method: 'GET', url: `/api/v1/flows/${flow}`, token } as const
    expect((await sendSigned(fixture, machine, get)).status).toBe(401)
  })

  test('has a budget of its own: thirty in ten minutes, and the address goes on', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const answers = await inParallel(upTo(31), 4, (at) =>
      tryStartSigned(fixture, machine, { username: `somebody-${at}` }),
    )
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 30, 429: 1 })
    expect((await tryStart(fixture, { username: 'alice' })).status).toBe(201)
    const other = await trustedMachine(fixture, 'PC-2')
    expect((await tryStartSigned(fixture, other, { username: 'alice' })).status).toBe(201)
  })

  test('spends tries of its own: those of the address are untouched', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const { flow, token, step } = await startSigned(fixture, machine, { username: 'alice' })
    let at = step.id
    const url = `/api/v1/flows/${flow}/submissions`
    const submit = async (values: object) => {
      const body = { step: at, action: 'submit', values }
      const next = stepIn(await sendSigned(fixture, machine, { method: 'POST', url, body, token }))
      at = next.id
      return next
    }
    await submit({ authenticator: 'email' })
    for (const left of [4, 3, 2, 1])
      expect((await submit({ code: wrongCode() })).refusal?.text).toContain(
        left === 1 ? 'One try' : `${left} tries`,
      )
    expect((await submit({ code: wrongCode() })).kind).toBe('stopped')
    const again = await startSigned(fixture, machine, { username: 'alice' })
    expect(again.step.kind).toBe('stopped')
    const fromAddress = await tryStart(fixture, { username: 'alice' })
    expect(JSON.parse(fromAddress.body).step.kind).toBe('choose-authenticator')
  })

  test('is answered with the next nonce', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const first = await tryStartSigned(fixture, machine, { username: 'alice' })
    const nonce = String(first.headers['replay-nonce'])
    const second = await tryStartSigned(fixture, machine, { username: 'alice' }, { nonce })
    expect(second.status).toBe(201)
  })
})

describe('a machine that is not trusted', () => {
  test('runs a flow as its address would, and the audit knows it', async () => {
    await using fixture = await openFixture()
    const machine = await enrol(fixture, { name: 'PC-9' })
    const { flow, token } = await startSigned(fixture, machine, { username: 'alice' })
    const started = await auditTrail(fixture, flow)
    expect(started[0]).toMatchObject({ machine: 'PC-9', machineId: machine.id })
    const get = { method: 'GET', url: `/api/v1/flows/${flow}`, token } as const
    expect((await send(fixture, get)).status).toBe(200)
    const answers = await inParallel(upTo(59), 4, () => tryStart(fixture, { username: 'x' }))
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 59 })
    expect((await tryStartSigned(fixture, machine, { username: 'alice' })).status).toBe(429)
  })

  test.each(['pending', 'revoked', 'unsigned'])(
    'is refused where policy asks for trust: %s',
    async (kind) => {
      await using fixture = await openFixture({ policy: { machines: 'trusted-only' } })
      const machine = await enrol(fixture)
      if (kind === 'revoked') await revoke(fixture, machine)
      const start = { username: 'alice', client: AT_SIGN_IN }
      const answer =
        kind === 'unsigned'
          ? await tryStart(fixture, start)
          : await tryStartSigned(fixture, machine, start)
      expect(problemIn(answer)).toMatchObject({ status: 403, kind: 'machine-not-trusted' })
      const last = (await auditTrail(fixture)).at(-1)
      expect([last?.activity, last?.reason]).toEqual(['request.refused', 'machine-not-trusted'])
    },
  )

  test('is let through by a policy that asks for trust once it is trusted; browsers always are', async () => {
    await using fixture = await openFixture({ policy: { machines: 'trusted-only' } })
    const machine = await trustedMachine(fixture)
    expect((await tryStartSigned(fixture, machine, { username: 'alice' })).status).toBe(201)
    expect((await tryStart(fixture, { client: { kind: 'browser' } })).status).toBe(201)
  })
})

describe('a signature that does not hold is 401 and audited', () => {
  const FORGERIES: readonly (readonly [string, Forgery, string])[] = [
    ['of another key', { key: newKey().key }, 'signature-wrong'],
    ['over another body', { body: '{"purpose":"unlock","client":{"kind":"api"}}' }, 'digest-wrong'],
    ['over a path without its query', { url: '/api/v1/flows?x=1' }, 'signature-malformed'],
    ['of a machine that nobody knows', { keyid: 'mch_unknown' }, 'machine-unknown'],
    ['without a machine', { keyid: null }, 'machine-unknown'],
    ['over a nonce of one’s own', { nonce: 'n'.repeat(43) }, 'nonce-spent'],
    ['by another algorithm', { alg: 'hmac-sha256' }, 'signature-malformed'],
    ['for another server', { authority: 'reset.elsewhere.test' }, 'signature-wrong'],
    ['for another port', { authority: 'localhost:8443' }, 'signature-wrong'],
    ['that covers less', { components: ['@method', '@path'] }, 'signature-malformed'],
    [
      'that covers no server',
      { components: ['@method', '@path', 'content-digest'] },
      'signature-malformed',
    ],
    [
      'that covers it in another order',
      {
        components: ['@path', '@method', '@authority', 'content-digest'],
      },
      'signature-malformed',
    ],
    ['with a parameter of one’s own', { extra: { created: 1 } }, 'signature-malformed'],
    ['without its input', { drop: 'signature-input' }, 'signature-malformed'],
    ['without itself', { drop: 'signature' }, 'signature-malformed'],
    ['without a digest', { drop: 'content-digest' }, 'digest-wrong'],
  ]

  test.each(FORGERIES)('%s', async (_, forgery, reason) => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const answer = await tryStartSigned(fixture, machine, { username: 'alice' }, forgery)
    expect(problemIn(answer)).toMatchObject({ status: 401, kind: 'signature-not-accepted' })
    expect(await refusals(fixture)).toEqual([`machine.signature-refused blocked ${reason}`])
    const flows = await fixture.house.deps.store.db.selectFrom('flow').selectAll().execute()
    expect(flows).toEqual([])
  })

  test('for another path', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const { flow, token } = await startSigned(fixture, machine, { username: 'alice' })
    const get = { method: 'GET', url: `/api/v1/flows/${flow}`, token } as const
    const forged = await sendSigned(fixture, machine, get, { method: 'DELETE' })
    expect(forged.status).toBe(401)
    expect((await sendSigned(fixture, machine, get)).status).toBe(200)
  })

  test('once for each source and window, and the same whatever name came along', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const forgery = { key: newKey().key }
    const bodies = await inParallel(['alice', 'frank', 'nobody'], 1, async (username) => {
      const { status, body } = await tryStartSigned(fixture, machine, { username }, forgery)
      return `${status} ${body.replace(/req_[\w-]+/, 'ID')}`
    })
    expect(new Set(bodies).size).toBe(1)
    expect(await refusals(fixture)).toHaveLength(1)
  })

  test('and brings a fresh nonce, so that a machine whose nonce was too old tries once more', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const refused = await tryStartSigned(fixture, machine, { username: 'alice' }, { nonce: 'old' })
    const nonce = String(refused.headers['replay-nonce'])
    const again = await tryStartSigned(fixture, machine, { username: 'alice' }, { nonce })
    expect(again.status).toBe(201)
  })
})
