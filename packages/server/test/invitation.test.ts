import { generateSync } from 'otplib'
import { describe, expect, test } from 'vitest'
import { inviteAdministrator } from '../src/app/invite-administrator.ts'
import { OLD_PASSWORD } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Browser, formsOf, openBrowser, type Page } from './browser.ts'
import { DAY, type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inbox, wrongCode } from './messages.ts'

async function invite({ house }: Fixture, name: string): Promise<string> {
  const invitation = await inviteAdministrator(house.deps, name)
  if (invitation === 'unknown-person') throw new Error(`${name} is unknown`)
  return new URL(invitation.url).pathname
}

async function offered(browser: Browser, link: string): Promise<Page> {
  return await browser.submit(await browser.open(link), { password: OLD_PASSWORD })
}

function codeFor({ clock }: Fixture, { html }: Page): string {
  const secret = /<code class="key"[^>]*>([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '')
  if (!secret) throw new Error('no key on this page')
  return generateSync({ secret, epoch: Math.floor(clock.now() / 1000) })
}

const isSpent = (page: Page) => formsOf(page).length === 0

describe('an invitation', () => {
  test('makes an administrator with the password and the first code of an app', async () => {
    await using fixture = await openFixture()
    const link = await invite(fixture, 'bob')
    const browser = openBrowser(fixture)
    const page = await offered(browser, link)
    expect(page.html).toContain('<svg')
    const done = await browser.submit(page, { code: codeFor(fixture, page) })
    expect(done.status).toBe(200)
    expect(inWords(await auditTrail(fixture)).slice(-2)).toEqual([
      'authenticator.enrolled succeeded',
      'administrator.appointed succeeded',
    ])
    expect((await inbox(fixture, 'bob'))[0]?.subject).toBe('A new way back in was registered')
    // The first code was used up by enrolling.
    fixture.clock.advance(MINUTE)
    const credentials = { username: 'bob', password: OLD_PASSWORD }
    const asked = await browser.submit(await browser.open('/admin/sign-in'), credentials)
    const console = await browser.submit(asked, { code: codeFor(fixture, page) })
    expect(console).toMatchObject({ path: '/admin/audit', status: 200 })
  })

  test('does nothing without the password', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await browser.open(await invite(fixture, 'bob'))
    const refused = await browser.submit(page, { password: 'Wrong-Passw0rd-1!' })
    expect(refused.html).toContain('class="refusal"')
    expect(refused.html).not.toContain('<svg class="qr"')
    expect((await browser.submit(refused, { password: OLD_PASSWORD })).html).toContain('class="qr"')
  })

  test('does nothing without a right code', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await offered(browser, await invite(fixture, 'bob'))
    const code = codeFor(fixture, page)
    const refused = await browser.submit(page, { code: wrongCode(code) })
    expect(refused.html).toContain('class="refusal"')
    expect(inWords(await auditTrail(fixture)).join()).not.toContain('appointed')
    // The same key again: whoever mistyped need not scan a second time.
    expect(codeFor(fixture, refused)).toBe(code)
    await browser.submit(refused, { code })
    expect(inWords(await auditTrail(fixture)).join()).toContain('administrator.appointed')
  })

  test('takes no key but its own', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await offered(browser, await invite(fixture, 'bob'))
    const other = await offered(browser, await invite(fixture, 'alice'))
    const offer = formsOf(other)[0]?.hidden.offer ?? ''
    const foreign = await browser.submit(page, { offer, code: codeFor(fixture, other) })
    expect(isSpent(foreign)).toBe(true)
    const forged = await browser.submit(page, { offer: 'AAAA', code: codeFor(fixture, page) })
    expect(isSpent(forged)).toBe(true)
    expect(inWords(await auditTrail(fixture)).join()).not.toContain('appointed')
  })

  test('works once', async () => {
    await using fixture = await openFixture()
    const link = await invite(fixture, 'bob')
    const browser = openBrowser(fixture)
    const page = await offered(browser, link)
    const code = codeFor(fixture, page)
    await browser.submit(page, { code })
    expect(isSpent(await browser.submit(page, { code }))).toBe(true)
    expect(isSpent(await browser.open(link))).toBe(true)
  })

  test('works for a day', async () => {
    await using fixture = await openFixture()
    const link = await invite(fixture, 'bob')
    fixture.clock.advance(DAY - 1)
    expect(isSpent(await openBrowser(fixture).open(link))).toBe(false)
    fixture.clock.advance(1)
    expect(isSpent(await openBrowser(fixture).open(link))).toBe(true)
  })
})
