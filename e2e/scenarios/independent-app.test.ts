import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser, openWindow } from '../environments/browser.ts'
import { oathCode, readPicture } from '../environments/independent-app.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  givePassword,
  heading,
  identify,
  signIn,
} from '../environments/portal.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'

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

  test('an app that is not ours reads the picture, is enrolled by its code, and resets by the next', async () => {
    await signIn(page, `${server.url}/account`, 'frank')
    await page.locator('a[href="/account/app"]').click()
    await givePassword(page)
    const uri = await readPicture(page.locator('[role=img]').first())
    const key = (await page.locator('code.key').innerText()).replaceAll(/\s/g, '')
    expect(new URL(uri).searchParams.get('secret')).toBe(key)
    expect(decodeURIComponent(new URL(uri).pathname)).toContain('frank')
    await giveCode(page, oathCode(uri))
    expect(page.url()).toBe(`${server.url}/account?said=enrolled`)

    await identify(page, server.url, 'frank')
    await choose(page, 'totp')
    await giveCode(page, oathCode(uri, 1))
    expect(await heading(page)).toBe('Choose a new password')
    await chooseNewPassword(page, 'Copper-Lantern-42')
    expect(await heading(page)).toBe('Your password is changed')
    await signIn(page, `${server.url}/account/sign-in`, 'frank', 'Copper-Lantern-42')
    expect(page.url()).toBe(`${server.url}/account`)
  })
})
