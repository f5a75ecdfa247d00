import { Secret } from '@latchkey/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SEEDED_NUMBER } from '../src/app/seed-people.ts'
import { createApplication } from '../src/application.ts'
import { type RecordingGateway, startGateway } from '../src/channel/gateway.fixture.ts'
import type { Sms } from '../src/config/sms-config.ts'
import { NEW_PASSWORD, startFlow } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, HOUR, MINUTE, openFixture, type Wishes } from './fixture.ts'
import { addSomebody } from './people.ts'
import { twice } from './walks.ts'

const SECRET = 'secret-of-the-gateway'

let gateway: RecordingGateway
let second: RecordingGateway
beforeEach(async () => {
  gateway = await startGateway()
  second = await startGateway()
})
afterEach(async () => {
  await gateway[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
})

function openWithGateways(rules: Partial<Sms> = {}, wishes: Wishes = {}): Promise<Fixture> {
  const gateways = [gateway, second].map(({ url }) => ({
    method: 'POST' as const,
    url: `${url}/send`,
    headers: ['Authorization: Bearer {password}'],
    body: '{"to":"{to}","text":"{text}","id":"{id}"}',
    bodyKind: 'json' as const,
    statuses: [200],
    answer: 'accepted',
    account: { username: '', password: new Secret(SECRET) },
  }))
  const sms = { homeCountry: 'US', others: 'refuse', countries: [], ...rules, gateways } as const
  return openFixture({ ...wishes, sms })
}

type Texted = { readonly to: string; readonly text: string; readonly id: string }
const texted = (one = gateway): Texted[] => one.received.map(({ body }) => JSON.parse(body))
const codeIn = ({ text }: Texted) => /#(\d{6})$/.exec(text)?.[1] ?? ''

async function askByText(fixture: Fixture, username = 'alice') {
  const flow = await startFlow(fixture, { username })
  await flow.submit({ authenticator: 'sms' })
  await fixture.drain()
  return flow
}

/** What the outbox tries again, once it is due. */
async function tryAgain(fixture: Fixture) {
  fixture.clock.advance(MINUTE)
  await fixture.drain()
}

const aboutCodes = async (fixture: Fixture) =>
  inWords(await auditTrail(fixture)).filter((words) => words.startsWith('code.'))

describe('a gateway', () => {
  test('gets the code once, and the person is let through by it', async () => {
    await using fixture = await openWithGateways()
    const flow = await askByText(fixture)
    const [message = expect.unreachable('nothing was sent')] = texted()
    expect(message.to).toBe(SEEDED_NUMBER)
    expect(gateway.received[0]?.headers.authorization).toBe(`Bearer ${SECRET}`)
    expect((await flow.submit({ code: codeIn(message) })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    await fixture.drain()
    expect(texted().map(({ text }) => text)).toEqual([
      message.text,
      expect.stringContaining('Your password was reset'),
    ])
    expect(second.received).toEqual([])
  })

  test('that says 200 and means no is not believed: the second one is asked', async () => {
    await using fixture = await openWithGateways()
    gateway.behave(() => ({ status: 200, body: '{"error":"no credit"}' }))
    await askByText(fixture)
    expect(texted(second).map(({ to }) => to)).toEqual([SEEDED_NUMBER])
    expect(await aboutCodes(fixture)).toEqual(['code.sent contacted'])
  })

  test('that fails like the second one gets the same message later, and each try counts', async () => {
    await using fixture = await openWithGateways()
    for (const one of [gateway, second]) one.behave(() => ({ status: 500 }))
    const flow = await askByText(fixture)
    expect(await aboutCodes(fixture)).toEqual([])
    gateway.behave(() => ({}))
    await tryAgain(fixture)
    const [early, late] = texted()
    expect(late).toEqual(early)
    expect(await aboutCodes(fixture)).toEqual(['code.sent contacted'])
    expect((await flow.submit({ code: codeIn(late ?? expect.unreachable()) })).kind).toBe(
      'new-password',
    )
  })

  test('that takes a message over and hangs up may take it twice: one code, good once', async () => {
    await using fixture = await openWithGateways()
    gateway.behave(() => 'hang-up')
    const flow = await askByText(fixture)
    expect(texted(second)).toEqual(texted(gateway))
    const code = codeIn(texted()[0] ?? expect.unreachable())
    expect((await flow.submit({ code })).kind).toBe('new-password')
    const other = await startFlow(fixture, { username: 'alice' })
    await other.submit({ authenticator: 'sms' })
    expect((await other.submit({ code })).refusal?.code).toBe('code-not-accepted')
  })

  test('that refuses for good leaves a word in the audit, and the person where they were', async () => {
    await using fixture = await openWithGateways()
    for (const one of [gateway, second]) one.behave(() => ({ status: 400 }))
    const flow = await askByText(fixture)
    expect(await aboutCodes(fixture)).toEqual(['code.not-sent failed channel-refused'])
    expect((await flow.get()).status).toBe(200)
  })

  test('that stays away until the code is old never gets it', async () => {
    await using fixture = await openWithGateways()
    for (const one of [gateway, second]) one.behave(() => ({ status: 503 }))
    await askByText(fixture)
    for (let minute = 0; minute < 6; minute += 1) await tryAgain(fixture)
    expect(await aboutCodes(fixture)).toEqual(['code.not-sent failed channel-down'])
    const tries = gateway.received.length
    await tryAgain(fixture)
    expect(gateway.received).toHaveLength(tries)
  })

  test('never sees an expired code, nor a secret in the log', async () => {
    await using fixture = await openWithGateways()
    await askByText(fixture)
    const logged = fixture.logged.join('')
    for (const secret of [SECRET, SEEDED_NUMBER, codeIn(texted()[0] ?? expect.unreachable())])
      expect(logged).not.toMatch(new RegExp(`(?<![\\d.:-])${secret.replace('+', '\\+')}(?!\\d)`))
  })

  test('is asked by its settings after a restart too, from a store that does not show them', async () => {
    await using fixture = await openWithGateways()
    await fixture.reopen()
    await askByText(fixture)
    expect(gateway.received[0]?.headers.authorization).toBe(`Bearer ${SECRET}`)
    const { sealed } = await fixture.house.deps.store.db
      .selectFrom('setting')
      .select('sealed')
      .where('name', '=', 'sms')
      .executeTakeFirstOrThrow()
    expect(Buffer.from(sealed).toString('latin1')).not.toContain(SECRET)
  })

  test('is looked at by the check of the configuration', async () => {
    await using fixture = await openWithGateways()
    const checks = await createApplication(fixture.house).startupChecks()
    expect(checks.find(({ name }) => name === 'channel.sms')).toEqual({ name: 'channel.sms' })
    await second[Symbol.asyncDispose]()
    const later = await createApplication(fixture.house).startupChecks()
    expect(later.find(({ name }) => name === 'channel.sms')?.failure).toContain('ECONNREFUSED')
  })
})

describe('a country', () => {
  test('that is closed gets nothing', async () => {
    await using fixture = await openWithGateways()
    await addSomebody(fixture, { name: 'ida', mobile: '+447400123456' })
    await askByText(fixture, 'ida')
    expect(gateway.received).toEqual([])
    expect(await aboutCodes(fixture)).toEqual(['code.not-sent failed channel-refused'])
  })

  test.each([
    ['a hundred codes an hour', {}, 100],
    ['what its rule says', { countries: [{ prefix: '+44', rule: 'allow', perHour: 4 }] }, 4],
  ] as const)('gets %s, all its numbers together', async (_, rules, most) => {
    await using fixture = await openWithGateways({ others: 'allow', ...rules })
    const asked = most + 3
    for (let n = 0; n < asked; n += 1) {
      const name = `p-${n}`
      await addSomebody(fixture, { name, mobile: `+44740012${String(1000 + n)}` })
      const flow = await startFlow(fixture, { username: name, from: `192.0.2.${n}` })
      await flow.submit({ authenticator: 'sms' })
    }
    await fixture.drain()
    expect(gateway.received).toHaveLength(most)
    const words = await aboutCodes(fixture)
    expect(words.filter((one) => one.endsWith('budget-spent'))).toHaveLength(asked - most)
    await askByText(fixture, 'alice')
    expect(texted().at(-1)?.to).toBe(SEEDED_NUMBER)
    fixture.clock.advance(HOUR)
    await askByText(fixture, 'p-0')
    expect(texted().at(-1)?.to).toBe('+447400121000')
  })
})

describe('without a gateway', () => {
  test('nobody is offered a text message, and none can be asked for', async () => {
    await using fixture = await openFixture({ sms: 'none' })
    const flow = await startFlow(fixture, { username: 'alice' })
    const values = flow.step.fields[0]?.options?.map(({ value }) => value)
    expect(values).toEqual(['email', 'totp', 'recovery-code', 'helpdesk-pass', 'passkey'])
    const refused = await flow.submit({ authenticator: 'sms' })
    expect(refused.refusal?.code).toBe('choose-one')
  })

  test('a phone that was enrolled earlier is no way back, and is sent no notice', async () => {
    await using fixture = await openFixture({ sms: 'none', policy: { gates: 2 } })
    await addSomebody(fixture, { name: 'ida', mobile: '+12025550188' })
    const flow = await startFlow(fixture, { username: 'ida' })
    await flow.submit({ authenticator: 'email' })
    await fixture.drain()
    expect(await aboutCodes(fixture)).toEqual(['code.not-sent failed too-few-authenticators'])
  })
})
