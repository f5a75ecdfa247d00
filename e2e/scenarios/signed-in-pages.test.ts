import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appCode } from '../environments/app-code.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import { enrolMachine, putPackages } from '../environments/machine.ts'
import {
  chooseNewPassword,
  giveCode,
  press,
  readApp,
  readMail,
  signIn,
} from '../environments/portal.ts'
import { SEEDED_PASSWORD, startTrial, type TrialServer } from '../environments/server.ts'
import { visit } from '../environments/visit.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each(['en-GB', 'fr-FR'] as const)('in %s axe finds nothing on', (locale) => {
  let server: TrialServer
  let page: Page
  let found: string[]
  beforeEach(async () => {
    server = await startTrial()
    page = await openWindow(browser, { locale })
    found = []
  })
  afterEach(async () => {
    await page.context().close()
    await server[Symbol.asyncDispose]()
  })

  const look = async (name: string) => {
    found.push(...(await visit(page, name)))
  }

  test('one’s own page and a change of password', async () => {
    await page.goto(`${server.url}/account`)
    await look('sign-in')
    await signIn(page, page.url(), 'alice', 'wrong')
    await look('sign-in-refused')
    await signIn(page, page.url(), 'alice')
    await look('account')
    await page.locator('form[action="/account/change-password"] button').click()
    await look('change-current-password')
    await page.locator('input[name=answer]').fill('wrong')
    await press(page)
    await look('change-current-password-refused')
    await page.locator('input[name=answer]').fill(SEEDED_PASSWORD)
    await press(page)
    await look('change-new-password')
    await chooseNewPassword(page, NEW_PASSWORD)
    await look('done-change')
    expect(found).toEqual([])
  })

  test('the outbox of a trial, empty and full', async () => {
    await page.goto(`${server.url}/dev/outbox`)
    await look('outbox-empty')
    await page.goto(server.url)
    await page.locator('input[name=username]').fill('frank')
    await press(page)
    await page.locator('input[value=email]').check()
    await press(page)
    await readMail(page, server.url, 'frank@corp.test')
    await page.goto(`${server.url}/dev/outbox`)
    await look('outbox')
    expect(found).toEqual([])
  })

  test('the page of the Windows add-in, without and with packages', async () => {
    await page.goto(`${server.url}/windows`)
    await look('windows-none')
    putPackages(server.dir)
    await page.reload()
    await look('windows')
    expect(await page.locator('code', { hasText: /^[0-9a-f]{64}$/ }).count()).toBe(2)
    expect(found).toEqual([])
  })

  test('an administrator’s invitation', async () => {
    await page.goto(server.invitation)
    await look('invitation')
    await page.locator('input[name=password]').fill('wrong')
    await press(page)
    await look('invitation-refused')
    await page.locator('input[name=password]').fill(SEEDED_PASSWORD)
    await press(page)
    await look('invitation-app')
    await giveCode(page, '000000')
    await look('invitation-app-refused')
    await giveCode(page, appCode(await page.locator('code.key').innerText()))
    await look('invitation-done')
    expect(found).toEqual([])
  })

  test('the console', async () => {
    await page.goto(`${server.url}/admin/audit`)
    await look('admin-sign-in')
    await signIn(page, page.url(), 'erin')
    await look('admin-code')
    await giveCode(page, '000000')
    await look('admin-code-refused')
    await giveCode(page, (await readApp(page, server.url, 'erin')).code)
    await look('admin-audit')
    await page.locator('input[name=person]').fill('nobody-of-that-name')
    await page.locator('form.filter button').click()
    await look('admin-audit-empty')
    await page.goto(`${server.url}/admin/machines`)
    await look('admin-machines-empty')
    await enrolMachine(server.url)
    await page.reload()
    await look('admin-machines')
    await page.locator('form[action$=approve] button').click()
    await page.goto(`${server.url}/admin/machines?state=trusted`)
    await look('admin-machines-trusted')
    expect(found).toEqual([])
  })
})
