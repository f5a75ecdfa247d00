import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApi, newPassword, signsIn, startWalk } from '../environments/api.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  chooseNewPassword,
  givePassword,
  heading,
  identify,
  press,
  signIn,
} from '../environments/portal.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'
import { plugVirtualKey } from '../environments/virtual-key.ts'
import { visit } from '../environments/visit.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'
const AT_SIGN_IN = { kind: 'windows-logon', os: '10.0.26100', machine: 'PC-0042' }

let browser: Browser
let server: TrialServer
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await startTrial()
})
afterEach(() => server[Symbol.asyncDispose]())

/** Somebody's window with a key plugged in that they enrolled as frank's, who had nothing. */
async function enrolled(page: Page): Promise<void> {
  await plugVirtualKey(page)
  await signIn(page, `${server.url}/account`, 'frank')
  await page.locator('a[href="/account/passkey"]').click()
  await givePassword(page)
  await page.locator('input[name=name]').fill('my phone')
  await press(page)
  await page.waitForURL('**/account?said=enrolled')
}

describe('a person with a passkey', () => {
  let page: Page
  beforeEach(async () => {
    page = await openWindow(browser)
    await enrolled(page)
  })
  afterEach(() => page.context().close())

  test('enrols it, sees it, and resets a forgotten password with it', async () => {
    const list = await page.locator('ul.list').first().innerText()
    expect(list).toContain('my phone')
    expect(list).toContain('Not used yet')
    await identify(page, server.url, 'frank')
    await choose(page, 'passkey')
    await press(page)
    await page.locator('input[name=password-again]').waitFor()
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
    expect(await signsIn(createApi(server.url), 'frank', NEW_PASSWORD)).toBe(true)
  })

  test('is told by the browser that one device makes one passkey', async () => {
    await page.goto(`${server.url}/account/passkey`)
    await press(page)
    await page.locator('#passkey-words:visible').waitFor()
    expect(await page.locator('#passkey-words').innerText()).toContain('has a passkey of yours')
  })

  test('proves anew with it, before a change', async () => {
    await page.locator('form[action="/account/sign-out"] button').click()
    await signIn(page, `${server.url}/account`, 'frank')
    await page.locator('a[href="/account/email"]').click()
    await givePassword(page)
    expect(await heading(page)).toBe('And a code')
    await press(page)
    await page.waitForURL('**/account/email')
  })

  test('approves with it what is asked at a sign-in screen, and types the number there', async () => {
    const api = createApi(server.url)
    const walk = await startWalk(api, 'frank', 'reset', 'en', AT_SIGN_IN)
    const { body } = await walk.submit('submit', { authenticator: 'passkey' })
    const letters = /[A-Z]{4}-[A-Z]{4}/.exec(body.step?.text ?? '')?.[0] ?? ''
    expect(body.step?.text).toContain(`${server.url}/approve`)
    await page.goto(`${server.url}/approve`)
    await page.locator('input[name=code]').fill(letters.toLowerCase())
    await press(page)
    expect(await page.locator('main').innerText()).toContain('PC-0042')
    await press(page)
    await page.locator('code.key').waitFor()
    const number = await page.locator('code.key').innerText()
    await walk.submit('submit', { code: number })
    expect(walk.step().kind).toBe('new-password')
    await walk.submit('submit', newPassword(NEW_PASSWORD))
    expect(walk.step().kind).toBe('done')
  })
})

test('a browser whose key is another person’s is told that it was not accepted', async () => {
  const page = await openWindow(browser)
  await enrolled(page)
  await identify(page, server.url, 'alice')
  await choose(page, 'passkey')
  await press(page)
  await page.locator('#refusal').waitFor()
  expect(await page.locator('#refusal').innerText()).toContain('wasn’t accepted')
  await page.context().close()
})

test('a browser with no key says so, and the person goes another way', async () => {
  const page = await openWindow(browser)
  await identify(page, server.url, 'alice')
  await choose(page, 'passkey')
  // Chromium without an authenticator waits for one: what is asked is withdrawn, as by the person.
  await page.evaluate('navigator.credentials.get = () => Promise.reject(new Error("cancelled"))')
  await press(page)
  await page.locator('#passkey-words:visible').waitFor()
  await page.locator('button[value=other-authenticator]').click()
  expect(await heading(page)).toBe('How should we check it’s you?')
  await page.context().close()
})

test('a browser without scripts says that it needs one, and the person goes another way', async () => {
  const page = await openWindow(browser, { javaScript: false })
  await identify(page, server.url, 'alice')
  await choose(page, 'passkey')
  expect(await page.locator('noscript').innerText()).toContain('needs JavaScript')
  await press(page)
  expect(await page.locator('#refusal').innerText()).toContain('used no passkey')
  await page.locator('button[value=other-authenticator]').click()
  await choose(page, 'email')
  expect(await heading(page)).toBe('Check your e-mail')
  await page.context().close()
})

describe.each(['en-GB', 'fr-FR'] as const)('in %s axe finds nothing on', (locale) => {
  test('the pages of a passkey', async () => {
    const page = await openWindow(browser, { locale })
    const found: string[] = []
    const look = async (name: string) => {
      found.push(...(await visit(page, `passkey-${name}`)))
    }
    await plugVirtualKey(page)
    await signIn(page, `${server.url}/account`, 'frank')
    await page.locator('a[href="/account/passkey"]').click()
    await givePassword(page)
    await look('add')
    await press(page)
    await page.waitForURL('**/account?said=enrolled')
    await look('account')
    await page.locator('a[href^="/account/authenticators/"]').first().click()
    await look('one')
    await identify(page, server.url, 'frank')
    await choose(page, 'passkey')
    await look('challenge')
    const walk = await startWalk(createApi(server.url), 'frank', 'reset', 'en', AT_SIGN_IN)
    const { body } = await walk.submit('submit', { authenticator: 'passkey' })
    await page.goto(`${server.url}/approve`)
    await look('approve')
    await page.locator('input[name=code]').fill('BCDF-GHJK')
    await press(page)
    await look('approve-unknown')
    await page
      .locator('input[name=code]')
      .fill(/[A-Z]{4}-[A-Z]{4}/.exec(body.step?.text ?? '')?.[0] ?? '')
    await press(page)
    await look('approve-check')
    await press(page)
    await page.locator('code.key').waitFor()
    await look('approved')
    expect(found).toEqual([])
    await page.context().close()
  })
})
