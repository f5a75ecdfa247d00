import { describe, expect, test } from 'vitest'
import { problemIn, type Sending, send, startBody, stepIn } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { openFixture } from './fixture.ts'
import { askByMail } from './walks.ts'

const start = (body: unknown, headers?: Record<string, string>): Sending => ({
  method: 'POST',
  url: '/api/v1/flows',
  body,
  ...(headers && { headers }),
})
const named = (username: unknown) => start({ purpose: 'reset', username, client: { kind: 'api' } })
const client = { kind: 'api' }

type Bad = readonly [what: string, sending: Sending, status: number, kind: string]

const BAD: readonly Bad[] = [
  ['JSON that is none', start('{"purpose":'), 400, 'malformed'],
  ['an empty body', start(''), 400, 'malformed'],
  ['a list', start('[]'), 400, 'malformed'],
  ['null', start('null'), 400, 'malformed'],
  ['a number for a name', named(7), 400, 'malformed'],
  ['an unknown field', start({ purpose: 'reset', client, isAdmin: true }), 400, 'malformed'],
  ['a poisoned prototype', start('{"__proto__":{"a":1},"purpose":"reset"}'), 400, 'malformed'],
  ['no client', start({ purpose: 'reset' }), 400, 'malformed'],
  ['an unknown purpose', start({ purpose: 'enrol', client }), 400, 'malformed'],
  [
    'a wrong system',
    start({ purpose: 'reset', client: { kind: 'api', os: '7' } }),
    400,
    'malformed',
  ],
  ['a name of 10 000 characters', named('a'.repeat(10_000)), 400, 'malformed'],
  ['a NUL in a name', named('ali\0ce'), 400, 'malformed'],
  [
    'half a surrogate pair',
    start('{"purpose":"reset","username":"\\ud800","client":{"kind":"api"}}'),
    400,
    'malformed',
  ],
  ['a body of more than 32 KiB', named('a'.repeat(33 * 1024)), 413, 'body-too-large'],
  ['XML', start('<reset/>', { 'content-type': 'application/xml' }), 415, 'media-type-unsupported'],
  [
    'a form',
    start('purpose=reset', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'media-type-unsupported',
  ],
  ['plain text', start('{}', { 'content-type': 'text/plain' }), 415, 'media-type-unsupported'],
  ['a wrong method', { method: 'PUT', url: '/api/v1/flows', body: {} }, 405, 'method-not-allowed'],
  ['an address that is none', { method: 'GET', url: '/api/v1/flow' }, 404, 'not-found'],
  [
    'an id that is none',
    { method: 'GET', url: '/api/v1/flows/..%2f', token: 'x' },
    400,
    'malformed',
  ],
  [
    'an address that does not decode',
    { method: 'GET', url: '/api/v1/flows/%ff' },
    400,
    'malformed',
  ],
  [
    'a foreign host',
    { ...named('alice'), headers: { host: 'reset.evil.test' } },
    421,
    'host-unknown',
  ],
]

describe('the API answers with a problem, and changes nothing', () => {
  for (const [what, sending, status, kind] of BAD)
    test(`for ${what}`, async () => {
      await using fixture = await openFixture()
      const flows = () => fixture.house.deps.store.db.selectFrom('flow').select('id').execute()
      const answer = await send(fixture, sending)
      expect(problemIn(answer)).toMatchObject({ status, kind })
      expect(await flows()).toEqual([])
    })

  test('and never quotes what was sent', async () => {
    await using fixture = await openFixture()
    const body = { username: 'alice', password: { typo: 'Start-Passw0rd-1!' } }
    const answer = await send(fixture, { method: 'POST', url: '/api/v1/sessions', body })
    expect(problemIn(answer).errors).toEqual([{ pointer: '/password', code: 'invalid_type' }])
    expect(answer.body).not.toContain('Passw0rd')
    expect(fixture.logged.join('')).not.toContain('Passw0rd')
  })

  test('and says which methods an address knows', async () => {
    await using fixture = await openFixture()
    const answer = await send(fixture, { method: 'PATCH', url: '/api/v1/flows/flw_x' })
    expect(answer.status).toBe(405)
    expect(String(answer.headers.allow).split(', ').toSorted()).toEqual(['DELETE', 'GET', 'HEAD'])
  })

  test('and audits a foreign host once', async () => {
    await using fixture = await openFixture()
    for (let round = 0; round < 3; round += 1)
      await send(fixture, {
        method: 'GET',
        url: '/',
        headers: { host: 'evil.test' },
        from: '192.0.2.4',
      })
    const refused = (await auditTrail(fixture)).filter((one) => one.activity === 'request.refused')
    expect(refused).toMatchObject([{ reason: 'host-unknown', address: '192.0.2.4' }])
  })
})

const submission = (values: Record<string, string>, action = 'submit') => ({ action, values })

describe('a bad submission leaves the step as it is', () => {
  const bad = [
    ['an unknown action', submission({}, 'skip')],
    ['an action of another step', submission({}, 'keep-password')],
    ['an unknown field', submission({ gate: '2' })],
    ['a NUL in a code', submission({ code: '12\x0034' })],
    ['a code of 10 000 characters', submission({ code: '1'.repeat(10_000) })],
    ['no values', { action: 'submit' }],
  ] as const
  for (const [what, body] of bad)
    test(`with ${what}`, async () => {
      await using fixture = await openFixture()
      const flow = await askByMail(fixture, { username: 'alice' })
      const answer = await send(fixture, {
        method: 'POST',
        url: `/api/v1/flows/${flow.id}/submissions`,
        token: flow.token,
        body: { step: flow.step.id, ...body },
      })
      expect(problemIn(answer)).toMatchObject({ status: 400, kind: 'malformed' })
      expect(stepIn(await flow.get())).toEqual(flow.step)
    })

  test('with an Idempotency-Key that is none', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const answer = await flow.trySubmit({ code: '111111' }, { key: 'a key' })
    expect(problemIn(answer)).toMatchObject({ status: 400, kind: 'malformed' })
  })
})

describe('a name that is unusual is a name like any other', () => {
  for (const username of ['\u202eecila', '𝔞𝔩𝔦𝔠𝔢', '‮⁦a', "' or 1=1 --", '*)(uid=*', '\t\r\n', '%00'])
    test(JSON.stringify(username), async () => {
      await using fixture = await openFixture()
      const answer = await send(fixture, {
        method: 'POST',
        url: '/api/v1/flows',
        body: startBody({ username }),
      })
      expect(answer.status).toBe(201)
    })
})
