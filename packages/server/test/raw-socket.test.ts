import { describe, expect, test } from 'vitest'
import { auditTrail } from './audit-trail.ts'
import { openFixture } from './fixture.ts'
import { sendBytes } from './sockets.ts'

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`
const BODY = '{"purpose":"reset","username":"alice","client":{"kind":"api"}}'
const POST = [
  'POST /api/v1/flows HTTP/1.1',
  'Host: localhost',
  'Content-Type: application/json',
] as const

const BAD = [
  ['a line that is no request', 'NONSENSE\r\n\r\n', 400],
  ['a header without a name', lines('GET / HTTP/1.1', 'Host: localhost', ': value'), 400],
  ['a space before a colon', lines('GET / HTTP/1.1', 'Host : localhost'), 400],
  ['a NUL in a header', lines('GET / HTTP/1.1', 'Host: localhost', 'X-A: a\0b'), 400],
  ['no host', lines('GET / HTTP/1.1', 'X-A: a'), 400],
  [
    'headers past 16 KiB',
    lines('GET / HTTP/1.1', 'Host: localhost', `X-A: ${'a'.repeat(20_000)}`),
    431,
  ],
  [
    'a length and chunks at once',
    `${lines(...POST, `Content-Length: ${BODY.length}`, 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    400,
  ],
  [
    'two lengths',
    `${lines(...POST, 'Content-Length: 5', `Content-Length: ${BODY.length}`)}${BODY}`,
    400,
  ],
  ['a length that is none', `${lines(...POST, 'Content-Length: +5')}${BODY}`, 400],
  ['chunks that are none', `${lines(...POST, 'Transfer-Encoding: chunked')}zz\r\n${BODY}`, 400],
  ['an encoding that is none', `${lines(...POST, 'Transfer-Encoding: chunked, gzip')}${BODY}`, 400],
] as const

describe('over a bare connection', () => {
  for (const [what, bytes, status] of BAD)
    test(`${what} gets ${status} and begins nothing`, async () => {
      await using fixture = await openFixture()
      const answer = await sendBytes(fixture, bytes)
      expect(answer.match(/^HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`])
      expect(await fixture.house.deps.store.db.selectFrom('flow').select('id').execute()).toEqual(
        [],
      )
    })

  test('a request that is refused has the problem as its body', async () => {
    await using fixture = await openFixture()
    const answer = await sendBytes(fixture, 'NONSENSE\r\n\r\n')
    expect(answer).toContain('Content-Type: application/problem+json')
    const problem = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
    expect(problem).toMatchObject({ status: 400, type: expect.stringMatching(/\/malformed$/) })
  })

  test('headers past every bound are called so', async () => {
    await using fixture = await openFixture()
    const bytes = lines('GET / HTTP/1.1', 'Host: localhost', `X-A: ${'a'.repeat(20_000)}`)
    const answer = await sendBytes(fixture, bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large/)
    expect(answer).toContain('/problems/headers-too-large')
  })

  test('a second request behind the body of the first is a request of its own', async () => {
    await using fixture = await openFixture()
    const first = `${lines(...POST, `Content-Length: ${BODY.length}`)}${BODY}`
    const second = lines('GET /healthz HTTP/1.1', 'Host: localhost')
    const answer = await sendBytes(fixture, first + second, 2)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 200'])
  })

  test('two hosts are none', async () => {
    await using fixture = await openFixture()
    const bytes = lines('GET / HTTP/1.1', 'Host: localhost', 'Host: evil.test', 'Connection: close')
    expect(await sendBytes(fixture, bytes)).toMatch(/^HTTP\/1\.1 400/)
  })
})

describe('X-Forwarded-For', () => {
  const forwarded = `${lines(...POST, 'X-Forwarded-For: 203.0.113.7', `Content-Length: ${BODY.length}`, 'Connection: close')}${BODY}`

  test('is ignored from a peer that is no proxy of ours', async () => {
    await using fixture = await openFixture()
    expect(await sendBytes(fixture, forwarded)).toMatch(/^HTTP\/1\.1 201/)
    const started = (await auditTrail(fixture)).find((one) => one.activity === 'flow.started')
    expect(started?.address).toBe('127.0.0.1')
  })

  test('is believed from a proxy of ours, and only its last hop', async () => {
    await using fixture = await openFixture({ trustedProxies: ['127.0.0.1'] })
    const spoofed = forwarded.replace('203.0.113.7', '198.51.100.1, 203.0.113.7')
    expect(await sendBytes(fixture, spoofed)).toMatch(/^HTTP\/1\.1 201/)
    const started = (await auditTrail(fixture)).find((one) => one.activity === 'flow.started')
    expect(started?.address).toBe('203.0.113.7')
  })

  test('that is no address is not one in the audit', async () => {
    await using fixture = await openFixture({ trustedProxies: ['127.0.0.1'] })
    const answer = await sendBytes(fixture, forwarded.replace('203.0.113.7', 'nonsense<script>'))
    expect(answer).toMatch(/^HTTP\/1\.1 201/)
    const started = (await auditTrail(fixture)).find((one) => one.activity === 'flow.started')
    expect(started?.address).toBe('127.0.0.1')
  })
})
