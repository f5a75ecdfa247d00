import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { type Browser, formsOf, openBrowser, type Page } from './browser.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { inbox, linkIn } from './messages.ts'
import { resetByMail } from './walks.ts'

function expectPage(page: Page, status: number) {
  expect(page.status).toBe(status)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.html).toContain('<h1')
}

async function countOf({ house }: Fixture, table: 'flow' | 'session') {
  return (await house.deps.store.db.selectFrom(table).select('id').execute()).length
}

/** The first page with its form filled in. */
async function ready(browser: Browser) {
  const page = await browser.open('/')
  return { ...formsOf(page)[0]?.hidden, username: 'alice' }
}

describe('a form is not trusted, and nothing changes', () => {
  const forged = [
    ['without a token', { _csrf: undefined }],
    ['with an empty token', { _csrf: '' }],
    ['with a made-up token', { _csrf: 'abc-def' }],
  ] as const
  for (const [what, change] of forged)
    test(what, async () => {
      await using fixture = await openFixture()
      const browser = openBrowser(fixture)
      const { _csrf, ...fields } = { ...(await ready(browser)), ...change } as Record<
        string,
        string
      >
      const page = await browser.post('/', { ...fields, ...(_csrf !== undefined && { _csrf }) })
      expectPage(page, 403)
      expect(await countOf(fixture, 'flow')).toBe(0)
    })

  test('with the token of another browser', async () => {
    await using fixture = await openFixture()
    const fields = await ready(openBrowser(fixture))
    const other = openBrowser(fixture)
    await other.open('/')
    expectPage(await other.post('/', fields), 403)
    expect(await countOf(fixture, 'flow')).toBe(0)
  })

  test('without the cookie of its page', async () => {
    await using fixture = await openFixture()
    const fields = await ready(openBrowser(fixture))
    expectPage(await openBrowser(fixture).post('/', fields), 403)
  })

  test('and the audit says so, once for each address', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture, { from: '192.0.2.5' })
    for (let round = 0; round < 3; round += 1) await browser.post('/', { username: 'alice' })
    const refused = (await auditTrail(fixture)).filter((one) => one.activity === 'request.refused')
    expect(refused).toMatchObject([{ reason: 'form-not-trusted', address: '192.0.2.5' }])
  })

  test('on every page that takes one', async () => {
    await using fixture = await openFixture()
    await resetByMail(fixture, 'alice')
    const link = linkIn((await inbox(fixture, 'alice'))[0], 'not-me')
    const browser = openBrowser(fixture)
    const token = 'A'.repeat(43)
    for (const path of [
      '/',
      '/unlock',
      '/flow',
      '/flow/cancel',
      '/account/sign-in',
      '/account/sign-out',
      '/account/change-password',
      '/admin/sign-in',
      '/admin/code',
      link,
      `/stop/${token}`,
      `/invitation/${token}`,
      `/invitation/${token}/app`,
    ])
      expectPage(await browser.post(path, { username: 'alice', password: OLD_PASSWORD }), 403)
    const { activity } = (await auditTrail(fixture)).at(-1) ?? {}
    expect(activity).toBe('request.refused')
    expect(await countOf(fixture, 'session')).toBe(0)
  })
})

describe('a form is answered with a page, and nothing changes', () => {
  const bad = [
    ['with a field twice', (form: string) => `${form}&username=bob`, 400],
    ['with its token twice', (form: string) => `${form}&_csrf=x`, 403],
    ['with a field of no form', (form: string) => `${form}&isAdmin=1`, 400],
    ['with a name of 10 000 characters', (form: string) => `${form}${'a'.repeat(10_000)}`, 400],
    ['with a NUL', (form: string) => `${form}%00`, 400],
    ['of more than 32 KiB', (form: string) => `${form}${'a'.repeat(33 * 1024)}`, 413],
  ] as const
  for (const [what, spoil, status] of bad)
    test(what, async () => {
      await using fixture = await openFixture()
      const browser = openBrowser(fixture)
      const form = new URLSearchParams(await ready(browser)).toString()
      expectPage(await browser.post('/', spoil(form)), status)
      expect(await countOf(fixture, 'flow')).toBe(0)
    })

  test('as JSON', async () => {
    await using fixture = await openFixture()
    const headers = { 'content-type': 'application/json' }
    expectPage(await openBrowser(fixture).post('/', '{"username":"alice"}', headers), 415)
  })

  test('of bytes that are no UTF-8', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const form = new URLSearchParams(await ready(browser)).toString()
    const page = await browser.post('/', `${form}%ff%fe`)
    expect(page.status).toBeLessThan(500)
  })
})

describe('a page is answered with a page', () => {
  for (const [path, status] of [
    ['/nowhere', 404],
    ['/not-me/short', 400],
    ['/invitation/short', 400],
    ['/?lang=%00', 200],
    ['/?lang=en&lang=fr', 200],
  ] as const)
    test(`${path} with ${status}`, async () => {
      await using fixture = await openFixture()
      expectPage(await openBrowser(fixture).open(path), status)
    })

  test('a name with markup in it stays a name', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const choose = await browser.submit(await browser.open('/'), {
      username: '<script>alert(1)</script>',
    })
    const email = { action: 'submit', authenticator: 'email' }
    const page = await browser.submit(choose, email)
    expectPage(page, 200)
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).toContain('&lt;script>alert')
  })
})
