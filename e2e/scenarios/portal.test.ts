import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser, openWindow } from '../environments/browser.ts'
import { eventually } from '../environments/deadline.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  heading,
  identify,
  readApp,
  readCode,
  readMail,
  signIn,
} from '../environments/portal.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'
const MOST_BYTES = 20 * 1024

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

const mailCode = (name: string, count?: number) =>
  readCode(page, server.url, `${name}@corp.test`, count)

async function proveByMail(name: string): Promise<void> {
  await identify(page, server.url, name)
  await choose(page, 'email')
  await giveCode(page, await mailCode(name))
}

/** The page without what differs from one visit to the next, and without the name that was typed. */
async function pageWithout(name: string): Promise<string> {
  const html = await page.content()
  return html.replaceAll(/value="[^"]{20,}"/g, 'value=""').replaceAll(name, 'NAME')
}

test('shows the very same pages for every name until a proof', async () => {
  const seen = new Map<string, string[]>()
  for (const name of ['alice', 'dave', 'carol', 'frank', 'erin', 'nobody-at-all']) {
    const pages: string[] = []
    await identify(page, server.url, name)
    pages.push(await pageWithout(name))
    for (const way of ['totp', 'email'] as const) {
      await choose(page, way)
      pages.push(await pageWithout(name))
      await giveCode(page, '000000')
      pages.push(await pageWithout(name))
      await page.locator('button[value=other-authenticator]').click()
    }
    seen.set(name, pages)
  }
  const first = seen.get('alice')
  expect(first).toHaveLength(5)
  for (const [name, pages] of seen) expect(pages, name).toEqual(first)
})

test('refuses a wrong code and says how many tries are left', async () => {
  await identify(page, server.url, 'alice')
  await choose(page, 'email')
  const code = await mailCode('alice')
  await giveCode(page, code === '000000' ? '000001' : '000000')
  expect(await page.locator('[role=alert]').innerText()).toBe(
    'That code wasn’t right. 4 tries left.',
  )
  await giveCode(page, code)
  expect(await heading(page)).toBe('Choose a new password')
})

test('refuses a code of the app that was used before', async () => {
  const { code } = await readApp(page, server.url, 'alice')
  for (const outcome of ['Choose a new password', 'Open your authenticator app']) {
    await identify(page, server.url, 'alice')
    await choose(page, 'totp')
    await giveCode(page, code)
    expect(await heading(page)).toBe(outcome)
  }
})

test('names the rules that a refused password breaks, and takes the next one', async () => {
  await proveByMail('alice')
  await chooseNewPassword(page, 'alice')
  expect(await page.locator('.rules .broken').allInnerTexts()).toEqual([
    expect.stringContaining('At least 10 characters'),
    expect.stringContaining('Three kinds of characters'),
    expect.stringContaining('Not your name'),
  ])
  await chooseNewPassword(page, NEW_PASSWORD)
  expect(await heading(page)).toBe('Your password is changed')
})

test('changes the language in the middle of a flow and keeps its place', async () => {
  await identify(page, server.url, 'alice')
  await choose(page, 'email')
  await page.getByRole('link', { name: 'Français' }).click()
  expect(await heading(page)).toBe('Consultez vos e-mails')
  await giveCode(page, await mailCode('alice'))
  expect(await heading(page)).toBe('Choisissez un nouveau mot de passe')
  await page.getByRole('link', { name: 'English' }).click()
  expect(await heading(page)).toBe('Choose a new password')
  await chooseNewPassword(page, NEW_PASSWORD)
  expect(await heading(page)).toBe('Your password is changed')
})

test('speaks the browser’s language at first', async () => {
  const french = await openWindow(browser, { locale: 'fr-FR' })
  await french.goto(server.url)
  expect(await french.locator('html').getAttribute('lang')).toBe('fr')
  await french.context().close()
})

test('can be walked with the keyboard alone', async () => {
  const { keyboard } = page
  await page.goto(server.url)
  await untilFocused()
  await keyboard.type('alice')
  await submitByEnter()
  // The first way is marked already; an arrow key moves on, another one back.
  await tabTo('input[type=radio]')
  await keyboard.press('ArrowDown')
  await page.locator('input[value=totp]:checked').waitFor()
  await keyboard.press('ArrowUp')
  await page.locator('input[value=email]:checked').waitFor()
  await tabTo('button.primary')
  await submitByEnter()
  await keyboard.type(await mailCode('alice'))
  await submitByEnter()
  await keyboard.type(NEW_PASSWORD)
  await tabTo('input[name=password-again]')
  await keyboard.type(NEW_PASSWORD)
  await submitByEnter()
  expect(await heading(page)).toBe('Your password is changed')
})

/** Tab, until the element has the focus: it must come within a few presses. */
async function tabTo(selector: string): Promise<void> {
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
  }
  throw new Error(`${selector} is not reached by Tab`)
}

async function submitByEnter(): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await untilFocused()
}

// The browser gives the focus with the first frame, which comes after `load`: what is typed before is nobody's.
async function untilFocused(): Promise<void> {
  await page.waitForFunction(
    "!document.querySelector('[autofocus]') || document.activeElement.matches('[autofocus]')",
  )
}

describe('does no harm', () => {
  test('when a button is pressed twice', async () => {
    await identify(page, server.url, 'alice')
    await page.locator('input[value=email]').check()
    await page.locator('button.primary').dblclick()
    await page.locator('input[name=code]').fill(await mailCode('alice'))
    await page.locator('button.primary').dblclick()
    await page.locator('input[name=password]').fill(NEW_PASSWORD)
    await page.locator('input[name=password-again]').fill(NEW_PASSWORD)
    await page.locator('button.primary').dblclick()
    await page.locator('h1', { hasText: 'Your password is changed' }).waitFor()
    await readMail(page, server.url, 'alice@corp.test', 2)
    // Her phone is told too; in a text there is no subject.
    const sent = (await server.messages()).map(({ channel, subject }) => `${channel} ${subject}`)
    expect(sent.toSorted()).toEqual([
      'email Your code for corp.test',
      'email Your password was reset',
      'sms ',
    ])
  })

  test('when the back button is pressed and an old page sent again', async () => {
    await identify(page, server.url, 'alice')
    await choose(page, 'email')
    const code = await mailCode('alice')
    await giveCode(page, code)
    await page.goBack()
    await page.goForward()
    expect(await heading(page)).toBe('Choose a new password')
    const other = await page.context().newPage()
    await other.goto(`${server.url}/flow`)
    await chooseNewPassword(page, NEW_PASSWORD)
    await chooseNewPassword(other, 'Another-Lantern-43')
    expect(await heading(other)).toBe('Your password is changed')
    await page.goBack()
    await signIn(page, `${server.url}/account/sign-in`, 'alice', NEW_PASSWORD)
    expect(page.url()).toBe(`${server.url}/account`)
  })

  test('when the flow is over', async () => {
    await identify(page, server.url, 'alice')
    const old = await page.context().newPage()
    await old.goto(`${server.url}/flow`)
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(page.url()).toBe(`${server.url}/`)
    await choose(old, 'email')
    expect(old.url()).toBe(`${server.url}/`)
    expect(await server.messages()).toEqual([])
  })
})

test('loads at most 20 KiB for its first page, and nothing from elsewhere', async () => {
  const session = await page.context().newCDPSession(page)
  let bytes = 0
  const addresses: string[] = []
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  session.on('Network.requestWillBeSent', ({ request }) => addresses.push(request.url))
  await session.send('Network.enable')
  await page.goto(server.url, { waitUntil: 'networkidle' })
  await eventually('bytes', () => (bytes > 0 ? bytes : undefined))
  expect(addresses.every((address) => address.startsWith(`${server.url}/`))).toBe(true)
  expect(addresses.length).toBeGreaterThan(1)
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
})

test('stays within its own policy for content: the browser has nothing to complain about', async () => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await proveByMail('alice')
  await chooseNewPassword(page, NEW_PASSWORD)
  await signIn(page, `${server.url}/account/sign-in`, 'alice', NEW_PASSWORD)
  expect(complaints).toEqual([])
})
