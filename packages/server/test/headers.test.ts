import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, send } from './api-client.ts'
import { openBrowser } from './browser.ts'
import { openFixture } from './fixture.ts'

describe('every answer', () => {
  for (const url of [
    '/',
    '/account/sign-in',
    '/nowhere',
    '/assets/icon.svg',
    '/openapi.json',
    '/healthz',
  ])
    test(`of ${url} says what a browser may do with it`, async () => {
      await using fixture = await openFixture()
      const { headers } = await send(fixture, { method: 'GET', url })
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none';style-src 'self';img-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(headers['x-powered-by']).toBeUndefined()
    })

  test('of a trial asks for no HSTS', async () => {
    await using fixture = await openFixture()
    const { headers } = await send(fixture, { method: 'GET', url: '/' })
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  test('outside a trial asks for HSTS', async () => {
    await using fixture = await openFixture({ isProduction: true })
    const headers = { host: 'localhost:8080' }
    const answer = await send(fixture, { method: 'GET', url: '/', headers })
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  })

  test('with a step or a page in it is kept by nobody', async () => {
    await using fixture = await openFixture()
    for (const url of ['/', '/account/sign-in', '/flow', '/admin/sign-in'])
      expect((await send(fixture, { method: 'GET', url })).headers['cache-control']).toBe(
        'no-store',
      )
    const body = { purpose: 'reset', client: { kind: 'api' } }
    const started = await send(fixture, { method: 'POST', url: '/api/v1/flows', body })
    expect(started.headers['cache-control']).toBe('no-store')
  })
})

describe('outside a trial', () => {
  test('there is no outbox page', async () => {
    await using fixture = await openFixture({ isProduction: true })
    const headers = { host: 'localhost:8080' }
    expect((await send(fixture, { method: 'GET', url: '/dev/outbox', headers })).status).toBe(404)
  })

  test('one host name is answered and no other', async () => {
    await using fixture = await openFixture({ isProduction: true })
    const asked = async (host: string) =>
      (await send(fixture, { method: 'GET', url: '/', headers: { host } })).status
    expect(await asked('localhost:8080')).toBe(200)
    expect(await asked('LOCALHOST:8080')).toBe(200)
    for (const host of ['127.0.0.1:8080', 'localhost', 'localhost:8080.evil.test', ''])
      expect(await asked(host)).toBe(421)
  })
})

describe('a cookie', () => {
  test('is bound to this host, to https and to the server', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await browser.open('/account/sign-in?lang=fr')
    await browser.submit(await browser.open('/'), { username: 'alice' })
    await browser.submit(page, { username: 'alice', password: OLD_PASSWORD })
    expect([...browser.cookies.keys()].toSorted()).toEqual([
      '__Host-latchkey-csrf',
      '__Host-latchkey-flow',
      '__Host-latchkey-locale',
      '__Host-latchkey-session',
    ])
    for (const text of browser.setCookies) {
      expect(text).toMatch(/^__Host-/)
      expect(text).toMatch(/; Path=\/(;|$)/)
      expect(text).toContain('; HttpOnly')
      expect(text).toContain('; Secure')
      expect(text).toMatch(/; SameSite=(Lax|Strict)/)
      expect(text).not.toContain('Domain')
    }
  })
})
