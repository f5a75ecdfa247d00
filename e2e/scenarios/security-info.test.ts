import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appCode } from '../environments/app-code.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  giveCode,
  givePassword,
  heading,
  identify,
  press,
  readApp,
  readCode,
  signIn,
} from '../environments/portal.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'
import { visit } from '../environments/visit.ts'

const NEW_ADDRESS = 'frank@home.test'

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

describe.each([true, false])('with JavaScript %s', (javaScript) => {
  let page: Page
  beforeEach(async () => {
    page = await openWindow(browser, { javaScript })
  })
  afterEach(() => page.context().close())

  test('a person who has nothing enrols an address and an app, and resets with the address', async () => {
    await signIn(page, `${server.url}/account`, 'frank')
    await page.locator('a[href="/account/email"]').click()
    await givePassword(page)
    await page.locator('input[name=address]').fill(NEW_ADDRESS)
    await page.locator('input[name=name]').fill('private')
    await press(page)
    await giveCode(page, await readCode(page, server.url, NEW_ADDRESS))
    expect(page.url()).toBe(`${server.url}/account?said=enrolled`)
    expect(await page.locator('ul.list').first().innerText()).toContain('private')

    await page.locator('a[href="/account/app"]').click()
    await giveCode(page, appCode(await page.locator('code.key').innerText()))
    expect(page.url()).toBe(`${server.url}/account?said=enrolled`)

    await identify(page, server.url, 'frank')
    await choose(page, 'email')
    await giveCode(page, await readCode(page, server.url, NEW_ADDRESS, 3))
    expect(await heading(page)).toBe('Choose a new password')
  })
})

describe.each(['en-GB', 'fr-FR'] as const)('in %s axe finds nothing on', (locale) => {
  test('the pages of what is enrolled', async () => {
    const page = await openWindow(browser, { locale })
    const found: string[] = []
    const look = async (name: string) => {
      found.push(...(await visit(page, `security-${name}`)))
    }
    await signIn(page, `${server.url}/account`, 'alice')
    await look('account')
    await page.locator('a[href="/account/email"]').click()
    await look('proof')
    await givePassword(page)
    await look('proof-code')
    await giveCode(page, '000000')
    await look('proof-code-refused')
    await giveCode(page, (await readApp(page, server.url, 'alice')).code)
    await look('add-email')
    await page.locator('input[name=address]').fill('alice@home.test')
    await press(page)
    await look('email-code')
    await giveCode(page, await readCode(page, server.url, 'alice@home.test'))
    await look('account-enrolled')
    await page.goto(`${server.url}/account/app`)
    await look('add-app')
    await page.goto(`${server.url}/account`)
    await page.locator('a[href^="/account/authenticators/"]').first().click()
    await look('authenticator')
    await page.goto(`${server.url}/account/not-me`)
    await look('not-me')
    await page.context().close()
    expect(found).toEqual([])
  })
})
