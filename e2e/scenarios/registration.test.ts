import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { appCode } from '../environments/app-code.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  giveCode,
  givePassword,
  heading,
  press,
  readCode,
  readMail,
  signIn,
} from '../environments/portal.ts'
import { runProgram } from '../environments/program.ts'
import { startTrial, type TrialServer, trialEnvironment } from '../environments/server.ts'
import { visit } from '../environments/visit.ts'

const POLICY = 'LATCHKEY__FIRST_RUN__POLICY__ENROLMENT__'
const REQUIRED = { [`${POLICY}REQUIRED`]: 'true' }
// The seeded people enrolled thirty days ago.
const DUE = { [`${POLICY}RECONFIRM_DAYS`]: '30' }
const OVER = { ...REQUIRED, [`${POLICY}GRACE_DAYS`]: '0' }

const ADDRESS = 'frank@home.test'
const REGISTER = 'Register how you get back in'

let browser: Browser
let server: TrialServer
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  await page.context().close()
  await server[Symbol.asyncDispose]()
})

type Viewer = Parameters<typeof openWindow>[1]

async function begin(env: Record<string, string>, viewer: Viewer): Promise<void> {
  server = await startTrial({ env })
  page = await openWindow(browser, viewer)
}

async function addAddress(address: string): Promise<void> {
  await page.locator('input[name=address]').fill(address)
  await press(page)
  await giveCode(page, await readCode(page, server.url, address))
}

async function linkFor(name: string, ...more: string[]): Promise<string> {
  const line = ['person', 'enrol-link', name, '--checked-how', 'stood before me', ...more, '--dev']
  const { stdout, stderr } = await runProgram(line, { env: trialEnvironment(server.dir) })
  const path = /\/enrol\/\S+/.exec(stdout)?.[0]
  if (path === undefined) throw new Error(stderr)
  return `${server.url}${path}`
}

describe.each([true, false])('with JavaScript %s', (javaScript) => {
  test('whoever has nothing is asked at sign-in, puts it off, and registers the next time', async () => {
    await begin(REQUIRED, { javaScript })
    await signIn(page, `${server.url}/account`, 'frank')
    expect(await heading(page)).toBe(REGISTER)
    await page.locator('form[action="/account/register/later"] button').click()
    expect(page.url()).toBe(`${server.url}/account`)
    expect(await page.locator('main').innerText()).toContain('Please register by')
    await page.locator('form[action="/account/sign-out"] button').click()

    await signIn(page, `${server.url}/account/sign-in`, 'frank')
    expect(await heading(page)).toBe(REGISTER)
    await page.locator('a[href="/account/email"]').click()
    await givePassword(page)
    await addAddress(ADDRESS)
    expect(page.url()).toBe(`${server.url}/account?said=enrolled`)
  })

  test('past the deadline nothing but registering is possible', async () => {
    await begin(OVER, { javaScript })
    await signIn(page, `${server.url}/account`, 'frank')
    expect(await page.locator('.refusal').innerText()).toContain('nothing else is possible')
    expect(await page.locator('form[action="/account/register/later"]').count()).toBe(0)
    await page.goto(`${server.url}/account`)
    expect(await heading(page)).toBe(REGISTER)
    await page.locator('a[href="/account/app"]').click()
    await givePassword(page)
    await giveCode(page, appCode(await page.locator('code.key').innerText()))
    expect(page.url()).toBe(`${server.url}/account?said=enrolled`)
  })

  test('whoever registered long ago confirms it, after a proof', async () => {
    await begin(DUE, { javaScript })
    await signIn(page, `${server.url}/account`, 'bob')
    expect(await heading(page)).toBe('Is this still right?')
    await press(page)
    await givePassword(page)
    await page.locator('form[action^="/account/proof/send"] button').click()
    await giveCode(page, await readCode(page, server.url, 'bob@corp.test'))
    expect(await heading(page)).toBe('Is this still right?')
    await press(page)
    expect(page.url()).toBe(`${server.url}/account?said=confirmed`)
  })

  test('a link of the help desk registers without a password, once, and tells the directory’s address', async () => {
    await begin({}, { javaScript })
    const link = await linkFor('frank')
    await page.goto(link)
    expect(await heading(page)).toContain('frank')
    await press(page)
    await page.locator('a[href="/account/email"]').click()
    await addAddress(ADDRESS)
    expect(await heading(page)).toBe(REGISTER)
    await press(page)
    expect(page.url()).toBe(`${server.url}/account/sign-in`)
    await page.goto(link)
    expect(await heading(page)).toBe('This link no longer works')
    expect(await readMail(page, server.url, 'frank@corp.test', 2)).toContain('/not-me/')
  })
})

describe.each(['en-GB', 'fr-FR'] as const)('in %s axe finds nothing on', (locale) => {
  const found: string[] = []
  const look = async (name: string) => {
    found.push(...(await visit(page, `registration-${name}`)))
  }

  test('what is asked at sign-in', async () => {
    await begin({ ...REQUIRED, ...DUE }, { locale })
    await signIn(page, `${server.url}/account`, 'frank')
    await look('asked')
    await page.locator('form[action="/account/register/later"] button').click()
    await look('put-off')
    await page.locator('form[action="/account/sign-out"] button').click()
    await signIn(page, `${server.url}/account/sign-in`, 'bob')
    await look('confirm')
    expect(found.splice(0)).toEqual([])
  })

  test('what is asked past the deadline, and by a link', async () => {
    await begin(OVER, { locale })
    await signIn(page, `${server.url}/account`, 'frank')
    await look('over')
    await page.goto(await linkFor('bob', '--replace'))
    await look('link')
    await press(page)
    await look('by-link')
    expect(found.splice(0)).toEqual([])
  })
})
