import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Browser, openBrowser, type Page } from './browser.ts'
import { DAY, type Fixture, HOUR, MINUTE, openFixture } from './fixture.ts'
import { wrongCode } from './messages.ts'
import { proveByMail, resetByMail, twice } from './walks.ts'

async function signInAs(browser: Browser, username: string): Promise<Page> {
  const page = await browser.open('/admin/audit')
  expect(page.path).toBe('/admin/sign-in')
  return await browser.submit(page, { username, password: OLD_PASSWORD })
}

async function enter(fixture: Fixture): Promise<Browser> {
  const browser = openBrowser(fixture)
  const asked = await signInAs(browser, 'erin')
  const page = await browser.submit(asked, { code: await fixture.appCode('erin') })
  expect(page).toMatchObject({ path: '/admin/audit', status: 200 })
  return browser
}

const rowsOf = ({ html }: Page) => (html.match(/<tr[ >]/g) ?? []).length - 1

describe('the console', () => {
  test('opens to an administrator with password and app', async () => {
    await using fixture = await openFixture()
    await enter(fixture)
    expect(inWords(await auditTrail(fixture)).slice(-3)).toEqual([
      'session.started succeeded',
      'gate.passed succeeded',
      'administrator.audit-viewed succeeded',
    ])
  })

  test('stays shut with the password alone', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    expect((await signInAs(browser, 'erin')).path).toBe('/admin/code')
    expect((await browser.open('/admin/audit')).path).toBe('/admin/code')
  })

  test('stays shut with a wrong code, and with one that was used', async () => {
    await using fixture = await openFixture()
    const code = await fixture.appCode('erin')
    const browser = openBrowser(fixture)
    const page = await signInAs(browser, 'erin')
    const refused = await browser.submit(page, { code: wrongCode(code) })
    expect(refused.html).toContain('class="refusal"')
    expect((await browser.submit(refused, { code })).path).toBe('/admin/audit')
    const second = openBrowser(fixture)
    const again = await second.submit(await signInAs(second, 'erin'), { code })
    expect(again.html).toContain('class="refusal"')
    expect((await second.open('/admin/audit')).path).toBe('/admin/code')
  })

  test('stays shut to somebody who is no administrator, whatever their app shows', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await signInAs(browser, 'alice')
    const refused = await browser.submit(page, { code: await fixture.appCode('alice') })
    expect(refused.html).toContain('class="refusal"')
    expect((await browser.open('/admin/audit')).path).toBe('/admin/code')
    expect((await auditTrail(fixture)).at(-1)?.reason).toBe('not-administrator')
  })

  test('gives the session a new token with the second proof', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await signInAs(browser, 'erin')
    const before = browser.cookies.get('__Host-latchkey-session')
    await browser.submit(page, { code: await fixture.appCode('erin') })
    expect(browser.cookies.get('__Host-latchkey-session')).not.toBe(before)
    const headers = { cookie: `__Host-latchkey-session=${before}` }
    const stolen = await fixture.app.inject({ method: 'GET', url: '/admin/audit', headers })
    expect(stolen.headers.location).toBe('/admin/sign-in')
  })

  test('shuts after fifteen minutes without a look', async () => {
    await using fixture = await openFixture()
    const browser = await enter(fixture)
    fixture.clock.advance(15 * MINUTE - 1)
    expect((await browser.open('/admin/audit')).path).toBe('/admin/audit')
    fixture.clock.advance(15 * MINUTE)
    expect((await browser.open('/admin/audit')).path).toBe('/admin/sign-in')
  })

  test('shuts after eight hours, however busy', async () => {
    await using fixture = await openFixture()
    const browser = await enter(fixture)
    for (let spent = 0; spent < 8 * HOUR - 10 * MINUTE; spent += 10 * MINUTE) {
      fixture.clock.advance(10 * MINUTE)
      expect((await browser.open('/admin/audit')).path).toBe('/admin/audit')
    }
    fixture.clock.advance(10 * MINUTE)
    expect((await browser.open('/admin/audit')).path).toBe('/admin/sign-in')
  })

  test('shuts when the administrator’s password is reset', async () => {
    await using fixture = await openFixture()
    const browser = await enter(fixture)
    fixture.clock.advance(MINUTE)
    const flow = await proveByMail(fixture, { username: 'erin' })
    await flow.submit({ authenticator: 'totp' })
    await flow.submit({ code: await fixture.appCode('erin') })
    await flow.submit(twice('Copper-Lantern-42'))
    expect((await browser.open('/admin/audit')).path).toBe('/admin/sign-in')
  })
})

describe('the list of events', () => {
  test('is narrowed to a person', async () => {
    await using fixture = await openFixture()
    await resetByMail(fixture, 'alice')
    await resetByMail(fixture, 'bob')
    const browser = await enter(fixture)
    const page = await browser.open('/admin/audit?person=bob')
    expect(page.html).toContain('bob')
    expect(page.html).not.toContain('alice')
    expect(rowsOf(await browser.open('/admin/audit?person=nobody'))).toBeLessThanOrEqual(0)
  })

  test('is narrowed to days', async () => {
    await using fixture = await openFixture()
    await resetByMail(fixture, 'alice')
    await fixture.drain()
    fixture.clock.advance(DAY)
    await resetByMail(fixture, 'bob')
    const browser = await enter(fixture)
    const rows = async (query: string) => rowsOf(await browser.open(`/admin/audit?${query}`))
    // Everybody was added on the first day.
    expect(await rows('person=bob&from=2030-01-01&to=2030-01-01')).toBe(1)
    expect(await rows('person=bob&from=2030-01-02&to=2030-01-02')).toBeGreaterThan(5)
    expect(await rows('person=alice&from=2030-01-01')).toBeGreaterThan(5)
    expect(await rows('person=alice&from=2030-01-02')).toBeLessThanOrEqual(0)
  })

  test('goes on page by page, without an event twice or lost', async () => {
    await using fixture = await openFixture()
    for (let round = 0; round < 12; round += 1) {
      await resetByMail(fixture, 'alice', `Copper-Lantern-${round}`)
      fixture.clock.advance(MINUTE)
    }
    const browser = await enter(fixture)
    const person = '/admin/audit?person=alice'
    const all = (await auditTrail(fixture)).filter(
      ({ targetName, flow }) => targetName === 'alice' || flow !== null,
    ).length
    let page = await browser.open(person)
    let rows = rowsOf(page)
    expect(rows).toBe(50)
    for (let next = olderIn(page); next && rows < 1_000; next = olderIn(page)) {
      page = await browser.open(next)
      rows += rowsOf(page)
    }
    expect(rows).toBe(all)
  })

  test('refuses a question that is none with a page', async () => {
    await using fixture = await openFixture()
    const browser = await enter(fixture)
    for (const query of [
      'from=yesterday',
      'before=-1',
      'before=x',
      'sort=asc',
      'person=a&person=b',
    ])
      expect((await browser.open(`/admin/audit?${query}`)).status).toBe(400)
  })
})

function olderIn({ html }: Page): string | undefined {
  return /<a rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
}
