import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser, openWindow } from '../environments/browser.ts'
import { type Certificate, makeCertificate } from '../environments/certificate.ts'
import { eventually } from '../environments/deadline.ts'
import { type Kannel, startKannel } from '../environments/kannel/kannel.ts'
import { leastConfiguration } from '../environments/own-server.ts'
import { freePort } from '../environments/port.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  givePassword,
  heading,
  identify,
  press,
  signIn,
} from '../environments/portal.ts'
import {
  newFolder,
  type Program,
  removeFolder,
  runProgram,
  startProgram,
  untilReady,
} from '../environments/program.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

// Nobody has anything enrolled: what they reset by is what they put in by themselves.
const PEOPLE = `name,password
grace,Start-Passw0rd-1!
heidi,Start-Passw0rd-1!
`

let home: string
let kannel: Kannel
let url: string
let server: Program
let browser: Browser

beforeAll(async () => {
  home = newFolder()
  kannel = await startKannel()
  browser = await openBrowser()
  const port = await freePort()
  url = `https://localhost:${port}`
  writeFileSync(
    join(home, 'latchkey.toml'),
    configuration(makeCertificate(home, 'localhost'), port),
  )
  writeFileSync(join(home, 'people.csv'), PEOPLE)
  const surroundings = { cwd: home, env: { KANNEL_PASSWORD: kannel.password } }
  for (const line of [['migrate'], ['person', 'import', 'people.csv']])
    expect(await runProgram(line, surroundings)).toMatchObject({ code: 0 })
  server = startProgram(['serve'], surroundings)
  await untilReady(server)
})
afterAll(async () => {
  await browser?.close()
  if (server?.hasEnded() === false) await server.kill('SIGTERM')
  await kannel[Symbol.asyncDispose]()
  removeFolder(home)
})

const configuration = (certificate: Certificate, port: number) => `
${leastConfiguration({ home, url, port, certificate })}
[first-run.policy]
authenticators = ["sms"]
[first-run.sms]
home-country = "FR"
[[first-run.sms.gateway]]
preset = "kannel"
url = "${kannel.sendsms}"
username = "${kannel.username}"
password = "env:KANNEL_PASSWORD"
sender = "Latchkey"
`

/** The code of the newest message that a phone got, once there are `count` with one. */
async function textedCode(number: string, count = 1): Promise<string> {
  return await eventually(`code ${count} to ${number}`, () => {
    const codes = kannel
      .texts()
      .filter(({ to }) => to === number)
      .flatMap(({ text }) => /#(\d{6})$/.exec(text)?.[1] ?? [])
    return codes.length >= count ? codes.at(-1) : undefined
  })
}

describe.each([
  { name: 'grace', javaScript: true, typed: '06 12 34 56 78', number: '+33612345678' },
  { name: 'heidi', javaScript: false, typed: '+33 (0)6.12.34.56.79', number: '+33612345679' },
])('with JavaScript $javaScript', ({ name, javaScript, typed, number }) => {
  let page: Page
  beforeEach(async () => {
    page = await openWindow(browser, { javaScript, trustsAnyCertificate: true })
  })
  afterEach(() => page.context().close())

  test(`${name} enrols a phone by a code that Kannel brought, and resets by the next`, async () => {
    await signIn(page, `${url}/account/sign-in`, name)
    await page.locator('a[href="/account/phone"]').click()
    await givePassword(page)
    await page.locator('input[name=address]').fill(typed)
    await press(page)
    const code = await textedCode(number)
    await giveCode(page, code === '111111' ? '222222' : '111111')
    expect(await page.locator('.refusal').count()).toBe(1)
    await giveCode(page, code)
    expect(page.url()).toBe(`${url}/account?said=enrolled`)
    expect(await page.locator('.list').first().innerText()).toContain('+33 ••••')

    await identify(page, url, name)
    await choose(page, 'sms')
    expect(await heading(page)).toBe('Look at your phone')
    await giveCode(page, await textedCode(number, 2))
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe('Your password is changed')
    await signIn(page, `${url}/account/sign-in`, name, NEW_PASSWORD)
    expect(page.url()).toBe(`${url}/account`)
    await eventually('the notice', () =>
      kannel.texts().find(({ to, text }) => to === number && text.includes('was reset')),
    )
  })
})
