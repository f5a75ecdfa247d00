import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  heading,
  identify,
  press,
  readCode,
  readLink,
  readMail,
  signIn,
} from '../environments/portal.ts'
import { SEEDED_PASSWORD, startTrial, type TrialServer } from '../environments/server.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'
const ALICE = 'alice@corp.test'

let browser: Browser
let server: TrialServer
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await startTrial()
  page = await openWindow(browser)
})
afterEach(async () => {
  await page.context().close()
  await server[Symbol.asyncDispose]()
})

async function resetAlice(): Promise<void> {
  await identify(page, server.url, 'alice')
  await choose(page, 'email')
  await giveCode(page, await readCode(page, server.url, ALICE))
  await chooseNewPassword(page, NEW_PASSWORD)
  expect(await heading(page)).toBe('Your password is changed')
}

test('who says "it wasn’t me" ends sessions and self-service by the button, not by opening the link', async () => {
  await resetAlice()
  await signIn(page, `${server.url}/account/sign-in`, 'alice', NEW_PASSWORD)
  const link = await readLink(page, server.url, ALICE, { kind: 'not-me', count: 2 })
  const owner = await openWindow(browser)
  await owner.goto(link)
  await page.reload()
  expect(page.url()).toBe(`${server.url}/account`)

  await press(owner)
  await page.reload()
  expect(page.url()).toBe(`${server.url}/account/sign-in`)
  // Frozen: the same steps as before, and no code is on its way.
  const before = (await server.messages()).length
  await identify(page, server.url, 'alice')
  await choose(page, 'email')
  expect(await heading(page)).toBe('Check your e-mail')
  await identify(page, server.url, 'bob')
  await choose(page, 'email')
  await readMail(page, server.url, 'bob@corp.test')
  expect((await server.messages()).length).toBe(before + 1)
  await owner.goto(link)
  expect(await owner.locator('form').count()).toBe(0)
  await owner.context().close()
})

test('who gets a code unasked stops that attempt by the link beside it', async () => {
  await identify(page, server.url, 'alice')
  await choose(page, 'email')
  const code = await readCode(page, server.url, ALICE)
  const owner = await openWindow(browser)
  await owner.goto(await readLink(page, server.url, ALICE, { kind: 'stop' }))
  await press(owner)
  expect(await owner.locator('form').count()).toBe(0)
  await giveCode(page, code)
  expect(await heading(page)).not.toBe('Choose a new password')
  await owner.context().close()
})

test('a person changes the password on their page with the old one, and signs out', async () => {
  await signIn(page, `${server.url}/account/sign-in`, 'alice')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.locator('input[name=answer]').fill(SEEDED_PASSWORD)
  await press(page)
  await chooseNewPassword(page, NEW_PASSWORD)
  expect(await heading(page)).toBe('Your password is changed')
  expect(await readMail(page, server.url, ALICE)).toContain('Your password was changed')

  // The change ended the session that it was made in, like every other.
  await signIn(page, `${server.url}/account`, 'alice', NEW_PASSWORD)
  expect(page.url()).toBe(`${server.url}/account`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(page.url()).toBe(`${server.url}/account/sign-in`)
  await page.goto(`${server.url}/account`)
  expect(page.url()).toBe(`${server.url}/account/sign-in`)
  await signIn(page, page.url(), 'alice', SEEDED_PASSWORD)
  expect(await page.locator('[role=alert]').count()).toBe(1)
})
