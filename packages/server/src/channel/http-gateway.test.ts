import { Secret } from '@latchkey/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCertificateFixture } from './certificate.fixture.ts'
import { describeTextChannel } from './channel.contract.ts'
import { ChannelFault, type Message } from './channel.ts'
import { type RecordingGateway, startGateway } from './gateway.fixture.ts'
import { createHttpGatewayChannel, type GatewaySettings } from './http-gateway.ts'
import { createSmsRules, type SmsRulesSettings } from './sms-rules.ts'

const MESSAGE: Message = {
  to: '+12025550123',
  subject: '',
  text: new Secret('314159 is "your" code & more+\n@host #314159'),
  locale: 'en',
  id: 'chl_one',
}

let first: RecordingGateway
let second: RecordingGateway
beforeEach(async () => {
  first = await startGateway()
  second = await startGateway()
})
afterEach(async () => {
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
})

const FORM = 'to={to}&text={text}&from={from}&id={id}'

const gateway = (settings: Partial<GatewaySettings> = {}): GatewaySettings => ({
  method: 'POST',
  url: `${first.url}/send`,
  headers: [],
  body: FORM,
  bodyKind: 'form',
  statuses: [200],
  answer: '^accepted$',
  sender: 'Corp',
  ...settings,
})

type Around = { rules?: SmsRulesSettings; timeoutMs?: number }

function channelOf(gateways: readonly GatewaySettings[], around: Around = {}) {
  const { rules = { others: 'allow', countries: [] }, timeoutMs } = around
  return createHttpGatewayChannel({
    gateways,
    rules: createSmsRules(rules),
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
}

const faultOf = (work: Promise<void>) =>
  work.then(
    () => expect.unreachable('it was sent'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ChannelFault)
      return error
    },
  )

describe('the contract of channels', () => {
  describeTextChannel({
    channel: () => channelOf([gateway()]),
    arrived: async () =>
      first.received.map(({ body }) => {
        const form = new URLSearchParams(body)
        return { to: form.get('to') ?? '', subject: '', text: form.get('text') ?? '' }
      }),
  })
})

describe('a request', () => {
  test('carries what the templates say in a form', async () => {
    await channelOf([gateway()]).send(MESSAGE)
    const [{ method, path, headers, body } = expect.unreachable('nothing arrived')] = first.received
    expect([method, path]).toEqual(['POST', '/send'])
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      to: '+12025550123',
      text: '314159 is "your" code & more+\n@host #314159',
      from: 'Corp',
      id: 'chl_one',
    })
  })

  test('carries it as JSON, quotation marks and line breaks escaped', async () => {
    const body = '{"to":"{to-digits}","message":{"text":"{text}"}}'
    await channelOf([gateway({ body, bodyKind: 'json' })]).send(MESSAGE)
    expect(JSON.parse(first.received[0]?.body ?? '')).toEqual({
      to: '12025550123',
      message: { text: '314159 is "your" code & more+\n@host #314159' },
    })
  })

  test('carries it in the address, where nothing of it becomes a parameter', async () => {
    const url = `${first.url}/send?to={to}&text={text}`
    const text = new Secret('1&to=+33612345678#?\u00e9')
    await channelOf([gateway({ method: 'GET', url, body: undefined })]).send({ ...MESSAGE, text })
    expect(first.received[0]?.query.getAll('to')).toEqual(['+12025550123'])
    expect(first.received[0]?.query.get('text')).toBe('1&to=+33612345678#?\u00e9')
  })

  test('carries the account in a header', async () => {
    const account = { username: 'latchkey', password: new Secret('p:w') }
    const headers = ['Authorization: Basic {basic}', 'X-Id:{id}']
    await channelOf([gateway({ headers, account })]).send(MESSAGE)
    const sent = first.received[0]?.headers
    const basic = Buffer.from(`${sent?.authorization}`.replace('Basic ', ''), 'base64').toString()
    expect([basic, sent?.['x-id']]).toEqual(['latchkey:p:w', 'chl_one'])
  })

  test('names the same message at each try, and another one for each message', async () => {
    const channel = channelOf([gateway()])
    for (const id of ['chl_one', 'chl_one', undefined, undefined])
      await channel.send({ ...MESSAGE, id })
    const ids = first.received.map(({ body }) => new URLSearchParams(body).get('id'))
    expect(ids.slice(0, 2)).toEqual(['chl_one', 'chl_one'])
    expect(new Set(ids).size).toBe(3)
  })

  test('comes from the sender of the country', async () => {
    const countries = [{ prefix: '+1', rule: 'allow', sender: '12025550100' }] as const
    await channelOf([gateway()], { rules: { others: 'refuse', countries } }).send(MESSAGE)
    expect(new URLSearchParams(first.received[0]?.body).get('from')).toBe('12025550100')
  })
})

describe('a gateway that gives no yes', () => {
  test.each([
    ['says 200 with an error in the body', { body: '{"error":"no credit"}' }, 'answer-refused'],
    ['says 500', { status: 500 }, 'status-refused'],
    ['says 503', { status: 503, body: 'accepted' }, 'status-refused'],
    ['says 401', { status: 401 }, 'status-refused'],
    ['says 429', { status: 429 }, 'status-refused'],
  ] as const)('%s: no fault for good', async (_, answer, code) => {
    first.behave(() => answer)
    expect(await faultOf(channelOf([gateway()]).send(MESSAGE))).toMatchObject({
      isPermanent: false,
      code,
    })
  })

  test.each([400, 404, 422])('says %i: trying the same again is of no use', async (status) => {
    first.behave(() => ({ status }))
    expect(await faultOf(channelOf([gateway()]).send(MESSAGE))).toMatchObject({
      isPermanent: true,
      reply: status,
    })
  })

  test.each([301, 302, 307, 308])('redirects with %i, and is not followed', async (status) => {
    first.behave(() => ({ status, headers: { location: `${second.url}/send` } }))
    expect(await faultOf(channelOf([gateway()]).send(MESSAGE))).toMatchObject({
      code: 'redirected',
      reply: status,
    })
    expect(second.received).toEqual([])
  })

  test('says nothing: it is waited for so long and no longer', async () => {
    first.behave(() => 'silence')
    const channel = channelOf([gateway()], { timeoutMs: 50 })
    expect(await faultOf(channel.send(MESSAGE))).toMatchObject({
      isPermanent: false,
      code: 'timed-out',
    })
  })

  test('hangs up', async () => {
    first.behave(() => 'hang-up')
    expect(await faultOf(channelOf([gateway()]).send(MESSAGE))).toMatchObject({
      isPermanent: false,
      code: 'ECONNRESET',
    })
  })

  test('is not there', async () => {
    await first[Symbol.asyncDispose]()
    const channel = channelOf([gateway()])
    const fault = { isPermanent: false, code: 'ECONNREFUSED' }
    expect(await faultOf(channel.send(MESSAGE))).toMatchObject(fault)
    expect(await faultOf(channel.startupCheck())).toMatchObject(fault)
  })

  test('talks on past 64 KiB', async () => {
    first.behave(() => ({ body: `accepted\n${'x'.repeat(65 * 1024)}` }))
    expect(await faultOf(channelOf([gateway()]).send(MESSAGE))).toMatchObject({
      isPermanent: false,
      code: 'answer-too-long',
    })
  })

  test('says nothing of the person to the log', async () => {
    first.behave(({ body }) => ({ status: 500, body }))
    const fault = await faultOf(channelOf([gateway()]).send(MESSAGE))
    const said = String(fault) + JSON.stringify(fault, Object.getOwnPropertyNames(fault))
    expect(said).not.toMatch(/314159|2025550123/)
  })
})

describe('a second gateway', () => {
  const both = (around: Around = {}) =>
    channelOf([gateway(), gateway({ url: `${second.url}/other` })], around)

  test('is not asked where the first one says yes', async () => {
    await both().send(MESSAGE)
    expect([first.received.length, second.received.length]).toEqual([1, 0])
  })

  test.each(['silence', 'hang-up', { status: 500 }, { status: 400 }, { body: 'error' }] as const)(
    'is asked where the first one does %j',
    async (answer) => {
      first.behave(() => answer)
      await both({ timeoutMs: 50 }).send(MESSAGE)
      expect(second.received.map(({ path }) => path)).toEqual(['/other'])
    },
  )

  test('leaves the message to a later try, where one of the two may still take it', async () => {
    first.behave(() => ({ status: 400 }))
    second.behave(() => ({ status: 503 }))
    expect(await faultOf(both().send(MESSAGE))).toMatchObject({ isPermanent: false, reply: 503 })
  })

  test('gives up where both refuse for good', async () => {
    first.behave(() => ({ status: 400 }))
    second.behave(() => ({ status: 422 }))
    expect(await faultOf(both().send(MESSAGE))).toMatchObject({ isPermanent: true })
  })
})

describe('a number that the rules refuse', () => {
  test('is never told to a gateway', async () => {
    const rules = { others: 'refuse', countries: [], homeCountry: 'FR' } as const
    const channel = channelOf([gateway()], { rules })
    expect(await faultOf(channel.send(MESSAGE))).toMatchObject({
      isPermanent: true,
      code: 'country-refused',
    })
    expect(first.received).toEqual([])
    await channel.send({ ...MESSAGE, to: '+33612345678' })
    expect(first.received).toHaveLength(1)
  })
})

describe('the connection', () => {
  const certificates = createCertificateFixture('localhost')
  const elsewhere = createCertificateFixture('other.test')

  test('is encrypted, and the certificate checked', async () => {
    await using secure = await startGateway(() => ({}), certificates)
    const channel = channelOf([gateway({ url: `${secure.url}/send`, ca: certificates.ca })])
    await channel.startupCheck()
    await channel.send(MESSAGE)
    expect(secure.received).toHaveLength(1)
  })

  test.each([
    ['whose authority is not known', certificates, undefined],
    ['of another authority', certificates, elsewhere.ca],
    ['for another name', elsewhere, elsewhere.ca],
  ])('is refused with a certificate %s', async (_, pair, ca) => {
    await using secure = await startGateway(() => ({}), pair)
    const channel = channelOf([gateway({ url: `${secure.url}/send`, ca })])
    expect(await faultOf(channel.send(MESSAGE))).toMatchObject({ isPermanent: false })
    await faultOf(channel.startupCheck())
    expect(secure.received).toEqual([])
  })
})
