import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openWindow } from '../environments/browser.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  givePassword,
  heading,
  identify,
  press,
  readMail,
  readRecoveryCodes,
  readTextedCode,
  signIn,
} from '../environments/portal.ts'
import { runProgram } from '../environments/program.ts'
import { startTrial, type TrialServer, trialEnvironment } from '../environments/server.ts'
import { visit } from '../environments/visit.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** What the help desk does: a pass from the command line, beside the server that runs. */
async function issuePass({ dir }: TrialServer, name: string): Promise<string> {
  const line = ['pass', 'issue', name, '--checked-how', 'saw the badge', '--dev']
  const done = await runProgram(line, { env: trialEnvironment(dir) })
  const pass = /^[0-9A-Z-]{14}$/m.exec(done.stdout)?.[0]
  if (pass === undefined) throw new Error(done.stderr)
  return pass
}

describe.each([
  { javaScript: true, with: 'with JavaScript' },
  { javaScript: false, with: 'without JavaScript' },
])('in a browser $with', ({ javaScript }) => {
  const open = () => openWindow(browser, { javaScript })

  test('alice resets by a recovery code, once', async () => {
    await using server = await startTrial()
    const page = await open()
    const [code = '', ...others] = await readRecoveryCodes(page, server.url, 'alice')
    expect(others).toHaveLength(9)
    await identify(page, server.url, 'alice')
    await choose(page, 'recovery-code')
    await giveCode(page, code.toLowerCase())
    expect(await readMail(page, server.url, 'alice@corp.test')).toContain('9 are left')
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')

    await identify(page, server.url, 'alice')
    await choose(page, 'recovery-code')
    await giveCode(page, code)
    expect(await page.locator('.refusal').innerText()).toContain('That code wasn’t right')
    await giveCode(page, '123456')
    expect(await page.locator('.refusal').innerText()).toContain('sixteen letters and digits')
    expect(await readRecoveryCodes(page, server.url, 'alice')).toEqual(others)
  })

  test('frank, who registered nothing, resets by a pass of the help desk', async () => {
    await using server = await startTrial()
    const page = await open()
    const pass = await issuePass(server, 'frank')
    await identify(page, server.url, 'frank')
    await choose(page, 'helpdesk-pass')
    await giveCode(page, pass.toLowerCase().replaceAll('-', ' '))
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
    await signIn(page, `${server.url}/account/sign-in`, 'frank', NEW_PASSWORD)
    expect(page.url()).toBe(`${server.url}/account`)
  })

  test('frank makes recovery codes on his page, saves them, prints them, and gets back in with one', async () => {
    await using server = await startTrial()
    const page = await open()
    await signIn(page, `${server.url}/account/sign-in`, 'frank')
    await page.getByRole('link', { name: 'Make recovery codes' }).click()
    await givePassword(page)
    await press(page)
    const codes = await page.locator('ol code').allInnerTexts()
    expect(codes).toHaveLength(10)
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save as text' }).click()
    const file = await saving
    expect(file.suggestedFilename()).toBe('recovery-codes.txt')
    const text = readFileSync(await file.path(), 'utf8')
    for (const code of codes) expect(text).toContain(code)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('ol code').last().isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await page.goto(`${server.url}/account`)
    expect(await page.locator('.list').first().innerText()).toContain('10 are left')

    await identify(page, server.url, 'frank')
    await choose(page, 'recovery-code')
    await giveCode(page, codes[9] ?? '')
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
  })

  test('frank adds his phone on his page, and resets by it', async () => {
    await using server = await startTrial()
    const page = await open()
    await signIn(page, `${server.url}/account/sign-in`, 'frank')
    await page.getByRole('link', { name: 'Add a mobile phone' }).click()
    await givePassword(page)
    await page.locator('input[name=address]').fill('+1 (202) 555-0144')
    await press(page)
    await giveCode(page, await readTextedCode(page, server.url, '+12025550144'))
    expect(await page.locator('.list').first().innerText()).toContain('+1 •••• 44')

    await identify(page, server.url, 'frank')
    await choose(page, 'sms')
    await giveCode(page, await readTextedCode(page, server.url, '+12025550144', 2))
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
  })
})

test.each(['en-GB', 'fr-FR'] as const)('in %s axe finds nothing on their pages', async (locale) => {
  await using server = await startTrial()
  const page = await openWindow(browser, { locale })
  const found: string[] = []
  const look = async (name: string) => void found.push(...(await visit(page, name)))
  await page.goto(`${server.url}/dev/outbox`)
  await page.locator('summary').click()
  await look('outbox-codes')
  await identify(page, server.url, 'alice')
  await look('choose-every-kind')
  await choose(page, 'recovery-code')
  await look('challenge-recovery-code')
  await giveCode(page, '123456')
  await look('challenge-recovery-code-refused')
  await identify(page, server.url, 'alice')
  await choose(page, 'helpdesk-pass')
  await look('challenge-helpdesk-pass')
  await signIn(page, `${server.url}/account/sign-in`, 'alice')
  await look('account-with-codes')
  await page.goto(`${server.url}/account/phone`)
  await givePassword(page)
  await look('proof-with-codes')
  const codes = await readRecoveryCodes(page, server.url, 'alice')
  await page.goto(`${server.url}/account/proof/code?next=/account/phone`)
  await page.locator('input[name=recovery-code]').fill(codes[0] ?? '')
  await page.locator('form:has(input[name=recovery-code]) button').click()
  await look('add-phone')
  await page.locator('input[name=address]').fill('12')
  await press(page)
  await look('add-phone-refused')
  await page.locator('input[name=address]').fill('+1 202 555 0144')
  await press(page)
  await look('phone-code')
  await page.goto(`${server.url}/account/recovery-codes`)
  await look('recovery-codes')
  await press(page)
  await look('recovery-codes-new')
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('ol code').first().isVisible()).toBe(true)
  expect(await page.locator('.links').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  expect(found).toEqual([])
})
