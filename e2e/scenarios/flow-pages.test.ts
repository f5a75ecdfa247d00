import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApi, startWalk } from '../environments/api.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  identify,
  press,
  readApp,
  readCode,
  readLink,
} from '../environments/portal.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'
import { visit } from '../environments/visit.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'
const FLOWS_PER_ADDRESS = 60

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
  const mailCode = (name: string, count?: number) =>
    readCode(page, server.url, `${name}@corp.test`, count)
  const proveByMail = async (name: string, place = '') => {
    await identify(page, server.url + place, name)
    await choose(page, 'email')
    await giveCode(page, await mailCode(name))
  }

  test('the steps of a reset with one gate', async () => {
    await page.goto(server.url)
    await look('identify')
    await identify(page, server.url, ' ')
    await look('identify-refused')
    await identify(page, server.url, 'alice')
    await look('choose')
    await choose(page, 'email')
    await look('challenge-email')
    await page.locator('button[value=resend]').click()
    await look('challenge-email-resend-too-early')
    const code = await mailCode('alice')
    await giveCode(page, code === '000000' ? '000001' : '000000')
    await look('challenge-email-refused')
    await giveCode(page, code)
    await look('new-password')
    await chooseNewPassword(page, 'alice')
    await look('new-password-refused')
    await chooseNewPassword(page, NEW_PASSWORD, 'Copper-Lantern-43')
    await look('new-password-differ')
    await chooseNewPassword(page, NEW_PASSWORD)
    await look('done-reset')
    expect(found).toEqual([])
  })

  test('the steps of a reset with two gates', async () => {
    await identify(page, server.url, 'erin')
    await choose(page, 'totp')
    await look('challenge-totp')
    await giveCode(page, '000000')
    await look('challenge-totp-refused')
    await giveCode(page, (await readApp(page, server.url, 'erin')).code)
    await look('choose-next')
    await choose(page, 'email')
    await look('challenge-email-next')
    expect(found).toEqual([])
  })

  test('the steps of an unlock', async () => {
    await page.goto(`${server.url}/unlock`)
    await look('identify-unlock')
    await proveByMail('carol')
    await look('new-password-locked')
    await page.locator('button[value=keep-password]').click()
    await look('done-unlock')
    await proveByMail('bob', '/unlock')
    await look('stopped-not-locked')
    expect(found).toEqual([])
  })

  test('the ends of a flow that stops', async () => {
    await identify(page, server.url, 'bob')
    await choose(page, 'email')
    for (let tries = 0; tries < 5; tries += 1) await giveCode(page, '000000')
    await look('stopped-too-many-attempts')

    await identify(page, server.url, 'alice')
    await choose(page, 'email')
    const link = await readLink(page, server.url, 'alice@corp.test', { kind: 'stop' })
    await page.goto(link)
    await look('stop-flow')
    await press(page)
    await look('flow-stopped')
    await page.goto(link)
    await look('link-spent')
    await page.goto(`${server.url}/flow`)
    await look('stopped-ended-by-owner')
    expect(found).toEqual([])
  })

  test('a reset that another one overtook, and one that was disowned', async () => {
    await proveByMail('alice')
    const other = await openWindow(browser, { locale })
    await identify(other, server.url, 'alice')
    await choose(other, 'email')
    await giveCode(other, await mailCode('alice', 2))
    await chooseNewPassword(other, NEW_PASSWORD)
    await other.context().close()
    await chooseNewPassword(page, 'Copper-Lantern-43')
    await look('stopped-overtaken')

    const mail = { kind: 'not-me', count: 3 } as const
    await page.goto(await readLink(page, server.url, 'alice@corp.test', mail))
    await look('disown')
    await press(page)
    await look('disowned')
    await identify(page, server.url, 'alice')
    await choose(page, 'totp')
    await giveCode(page, (await readApp(page, server.url, 'alice')).code)
    await look('stopped-not-possible')
    expect(found).toEqual([])
  })

  test('the pages of problems', async () => {
    await page.goto(`${server.url}/no-such-page`)
    await look('problem-not-found')
    await identify(page, server.url, 'bob')
    await page.context().clearCookies({ name: '__Host-latchkey-csrf' })
    await press(page)
    await look('problem-form-not-trusted')
    await endFlowElsewhere(server, page)
    await page.goto(`${server.url}/flow`)
    await look('problem-flow-expired')
    const api = createApi(server.url)
    // One after the other: a busy server turns a crowd away, and this is about one who comes again and again.
    for (let flows = 1; flows < FLOWS_PER_ADDRESS; flows += 1) await startWalk(api, 'nobody')
    await identify(page, server.url, 'bob')
    await look('problem-too-many-attempts')
    expect(found).toEqual([])
  })
})

/** What another window with the same cookie would do. */
async function endFlowElsewhere(server: TrialServer, page: Page): Promise<void> {
  const cookies = await page.context().cookies()
  const cookie = cookies.find(({ name }) => name === '__Host-latchkey-flow')
  const [flow = '', token = ''] = cookie?.value.split('.') ?? []
  const ended = await createApi(server.url).call('DELETE', `/api/v1/flows/${flow}`, { token })
  expect(ended.status).toBe(204)
}
