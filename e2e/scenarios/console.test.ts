import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { appCode } from '../environments/app-code.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  givePassword,
  heading,
  identify,
  readCode,
  signIn,
} from '../environments/portal.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'

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

/** Takes the invitation; the key of the new app is what the page says. */
async function enrol(): Promise<string> {
  await page.goto(server.invitation)
  await givePassword(page)
  const key = await page.locator('code.key').innerText()
  await giveCode(page, appCode(key))
  return key
}

async function openConsole(key: string): Promise<void> {
  await signIn(page, `${server.url}/admin/audit`, 'erin')
  await giveCode(page, appCode(key, 1))
  expect(page.url()).toBe(`${server.url}/admin/audit`)
}

test('erin takes her invitation, sees the picture for her app, and opens the console with it', async () => {
  await page.goto(server.invitation)
  await givePassword(page)
  const picture = await page.locator('.qr svg').boundingBox()
  expect(picture?.width).toBeGreaterThan(120)
  const key = await page.locator('code.key').innerText()
  await giveCode(page, appCode(key))
  await page.getByRole('link', { name: /audit/i }).click()
  await openConsole(key)

  await page.goto(server.invitation)
  expect(await page.locator('form').count()).toBe(0)
})

test('the language can be changed while the app is enrolled', async () => {
  await page.goto(server.invitation)
  await givePassword(page)
  await page.getByRole('link', { name: 'Français' }).click()
  expect(await page.locator('html').getAttribute('lang')).toBe('fr')
  expect(await page.locator('form').count()).toBe(1)
})

test('the audit shows what a person did, and can be narrowed to one person and to days', async () => {
  await identify(page, server.url, 'alice')
  await choose(page, 'email')
  await giveCode(page, await readCode(page, server.url, 'alice@corp.test'))
  await chooseNewPassword(page, 'Copper-Lantern-42')
  await openConsole(await enrol())
  const rows = page.locator('tbody tr')
  const all = await rows.count()
  await page.locator('input[name=person]').fill('alice')
  await page.locator('form.filter button').click()
  const ofAlice = await rows.allInnerTexts()
  expect(ofAlice.length).toBeGreaterThan(4)
  expect(ofAlice.length).toBeLessThan(all)
  // Which of the two loopback addresses a browser takes for localhost is its own choice.
  expect(ofAlice.some((row) => /Browser/.test(row) && /127\.0\.0\.1|::1/.test(row))).toBe(true)
  expect(ofAlice.join('\n')).not.toContain('bob')

  await page.locator('input[name=from]').fill('2000-01-01')
  await page.locator('input[name=to]').fill('2000-01-02')
  await page.locator('form.filter button').click()
  expect(await rows.count()).toBe(0)
  await page.locator('form.filter a').click()
  expect(await rows.count()).toBeGreaterThan(all)
})

test('the audit goes on to older pages by its link', async () => {
  await openConsole(await enrol())
  for (let visits = 0; visits < 50; visits += 1) await page.goto(`${server.url}/admin/audit`)
  const rows = page.locator('tbody tr')
  expect(await rows.count()).toBe(50)
  const first = await rows.first().innerText()
  await page.locator('a[rel=next]').click()
  expect(await rows.first().innerText()).not.toBe(first)
  expect(await page.locator('tbody').innerText()).toContain('alice')
})

test('whoever is no administrator is told nothing by the console', async () => {
  await signIn(page, `${server.url}/admin/audit`, 'alice')
  expect(page.url()).not.toBe(`${server.url}/admin/audit`)
  await page.goto(`${server.url}/admin/audit`)
  expect(await page.locator('tbody').count()).toBe(0)
  expect(await heading(page)).not.toBe('Audit')
})
