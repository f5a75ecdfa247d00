import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  heading,
  identify,
  readApp,
  readCode,
  readMail,
  readTextedCode,
  signIn,
} from '../environments/portal.ts'
import { SEEDED_PASSWORD, startTrial } from '../environments/server.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each([
  { javaScript: true, with: 'with JavaScript' },
  { javaScript: false, with: 'without JavaScript' },
])('in a browser $with', ({ javaScript }) => {
  const open = () => openWindow(browser, { javaScript })

  test('alice resets by the code from her mail, and only the new password signs in', async () => {
    await using server = await startTrial()
    const page = await open()
    await identify(page, server.url, 'alice')
    await choose(page, 'email')
    await giveCode(page, await readCode(page, server.url, 'alice@corp.test'))
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')

    await page.getByRole('link', { name: 'Sign in to my page' }).click()
    await signIn(page, page.url(), 'alice', SEEDED_PASSWORD)
    expect(await page.locator('.refusal').count()).toBe(1)
    await signIn(page, page.url(), 'alice', NEW_PASSWORD)
    expect(page.url()).toBe(`${server.url}/account`)
    expect(await heading(page)).toContain('Alice')
    expect(await readMail(page, server.url, 'alice@corp.test', 2)).toContain(
      'Your password was reset',
    )
  })

  test('alice resets by a text message, whose code is for this page', async () => {
    await using server = await startTrial()
    const page = await open()
    await identify(page, server.url, 'alice')
    await choose(page, 'sms')
    expect(await heading(page)).toBe('Look at your phone')
    await giveCode(page, await readTextedCode(page, server.url, '+12025550123'))
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
    // Told at both of her addresses, each in its own way.
    expect(await readMail(page, server.url, '+12025550123', 2)).toContain('Not you? http')
    expect(await readMail(page, server.url, 'alice@corp.test', 1)).toContain(
      'Your password was reset',
    )
  })

  test('alice resets by her authenticator app', async () => {
    await using server = await startTrial()
    const page = await open()
    await identify(page, server.url, 'alice')
    await choose(page, 'totp')
    await giveCode(page, (await readApp(page, server.url, 'alice')).code)
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
  })

  test.each([
    ['email', 'totp'],
    ['totp', 'email'],
  ] as const)('erin passes two gates, first %s then %s', async (...ways) => {
    await using server = await startTrial()
    const page = await open()
    await identify(page, server.url, 'erin')
    for (const way of ways) {
      await choose(page, way)
      const code =
        way === 'email'
          ? await readCode(page, server.url, 'erin@corp.test')
          : (await readApp(page, server.url, 'erin')).code
      await giveCode(page, code)
    }
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
    await signIn(page, `${server.url}/account/sign-in`, 'erin', NEW_PASSWORD)
    expect(page.url()).toBe(`${server.url}/account`)
  })

  test('carol unlocks her account and keeps her password', async () => {
    await using server = await startTrial()
    const page = await open()
    await signIn(page, `${server.url}/account/sign-in`, 'carol')
    expect(await page.locator('.refusal').count()).toBe(1)
    await identify(page, server.url, 'carol')
    await choose(page, 'email')
    await giveCode(page, await readCode(page, server.url, 'carol@corp.test'))
    await page.getByRole('button', { name: 'Only unlock, keep my password' }).click()
    expect(await heading(page)).toBe('Your account is unlocked')
    await signIn(page, `${server.url}/account/sign-in`, 'carol')
    expect(page.url()).toBe(`${server.url}/account`)
  })

  test('carol unlocks through the page for locked accounts', async () => {
    await using server = await startTrial()
    const page = await open()
    await page.goto(server.url)
    await page.getByRole('link', { name: 'My account is locked' }).click()
    await identify(page, page.url(), 'carol')
    await choose(page, 'email')
    await giveCode(page, await readCode(page, server.url, 'carol@corp.test'))
    expect(await heading(page)).toBe('Your account is unlocked')
  })

  test('frank is told to register, on the page and by mail', async () => {
    await using server = await startTrial()
    const page = await open()
    await identify(page, server.url, 'frank')
    await choose(page, 'email')
    expect(await page.locator('main').innerText()).toContain('You may not have registered yet')
    const mail = await readMail(page, server.url, 'frank@corp.test')
    expect(mail).toContain('Register a way back in')
    expect(mail).not.toMatch(/^\d{6}$/m)
  })
})
