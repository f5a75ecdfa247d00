import type { Page } from 'playwright-core'
import { eventually } from './deadline.ts'
import { SEEDED_PASSWORD } from './server.ts'

export type Way =
  | 'email'
  | 'totp'
  | 'sms'
  | 'recovery-code'
  | 'helpdesk-pass'
  | 'security-questions'
  | 'passkey'

// What people do in the portal, by field names, so that it works in every language.

export const heading = (page: Page) => page.locator('h1').innerText()

export async function press(page: Page): Promise<void> {
  await page.locator('button.primary').click()
}

export async function identify(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url)
  await page.locator('input[name=username]').fill(name)
  await press(page)
}

export async function choose(page: Page, way: Way): Promise<void> {
  await page.locator(`input[name=authenticator][value=${way}]`).check()
  await press(page)
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await press(page)
}

/** Gives a seeded person's password again, where a page asks for that alone. */
export async function givePassword(page: Page): Promise<void> {
  await page.locator('input[name=password]').fill(SEEDED_PASSWORD)
  await press(page)
}

export async function chooseNewPassword(
  page: Page,
  password: string,
  again = password,
): Promise<void> {
  await page.locator('input[name=password]').fill(password)
  await page.locator('input[name=password-again]').fill(again)
  await press(page)
}

export async function signIn(
  page: Page,
  door: string,
  name: string,
  password = SEEDED_PASSWORD,
): Promise<void> {
  await page.goto(door)
  await page.locator('input[name=username]').fill(name)
  await page.locator('input[name=password]').fill(password)
  await press(page)
}

/** Does something in a window of its own, beside what the person looks at. */
async function besides<T>(page: Page, work: (window: Page) => Promise<T>): Promise<T> {
  const window = await page.context().newPage()
  try {
    return await work(window)
  } finally {
    await window.close()
  }
}

/** The text of the newest message to somebody, as a person reads it on the outbox page, once there are `count`. */
export async function readMail(page: Page, url: string, to: string, count = 1): Promise<string> {
  return await besides(page, (window) =>
    eventually(`mail ${count} to ${to}`, async () => {
      await window.goto(`${url}/dev/outbox`)
      const mails = window.locator('article.message').filter({ hasText: to })
      return (await mails.count()) >= count ? await mails.first().innerText() : undefined
    }),
  )
}

/** The six digits in the newest message to somebody. */
export async function readCode(page: Page, url: string, to: string, count = 1): Promise<string> {
  const mail = await readMail(page, url, to, count)
  const code = /^\d{6}$/m.exec(mail)?.[0]
  if (code === undefined) throw new Error(`no code in:\n${mail}`)
  return code
}

/** The code in the newest text message to a number, as its last line says it for a phone to fill in. */
export async function readTextedCode(
  page: Page,
  url: string,
  number: string,
  count = 1,
): Promise<string> {
  const text = await readMail(page, url, number, count)
  const code = /^@localhost #(\d{6})$/m.exec(text)?.[1]
  if (code === undefined) throw new Error(`no code in:\n${text}`)
  return code
}

/** What the outbox page shows of a person's authenticator app. */
export async function readApp(
  page: Page,
  url: string,
  name: string,
): Promise<{ code: string; secret: string }> {
  return await besides(page, async (window) => {
    await window.goto(`${url}/dev/outbox`)
    const cells = window.locator('tr').filter({ hasText: name }).locator('code')
    return { code: await cells.nth(0).innerText(), secret: await cells.nth(1).innerText() }
  })
}

/** The recovery codes of a seeded person that are still good, as the outbox page shows them. */
export async function readRecoveryCodes(page: Page, url: string, name: string): Promise<string[]> {
  return await besides(page, async (window) => {
    await window.goto(`${url}/dev/outbox`)
    const rows = window.locator('tr').filter({ hasText: name })
    return await rows
      .filter({ has: window.locator('details') })
      .locator('code')
      .allTextContents()
  })
}

/** The link of a kind in the newest message to somebody. */
export async function readLink(
  page: Page,
  url: string,
  to: string,
  { kind, count = 1 }: { kind: 'stop' | 'not-me'; count?: number },
): Promise<string> {
  const mail = await readMail(page, url, to, count)
  const link = new RegExp(`${url}/${kind}/\\S+`).exec(mail)?.[0]
  if (link === undefined) throw new Error(`no link to ${kind} in:\n${mail}`)
  return link
}
