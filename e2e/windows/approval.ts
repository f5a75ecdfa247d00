import type { Page } from 'playwright-core'
import { eventually } from '../environments/deadline.ts'
import { press, signIn } from '../environments/portal.ts'
import { SEEDED_PASSWORD, type TrialServer } from '../environments/server.ts'
import { plugVirtualKey } from '../environments/virtual-key.ts'
import type { Screen } from './screen.ts'

const LETTERS = /[A-Z]{4}-[A-Z]{4}/

/** Has somebody enrol a passkey of a device. */
export async function enrolDevice(page: Page, server: TrialServer, name: string): Promise<void> {
  await plugVirtualKey(page)
  await signIn(page, `${server.url}/account`, name)
  await page.locator('a[href="/account/passkey"]').click()
  await page.locator('input[name=password]').fill(SEEDED_PASSWORD)
  await press(page)
  await page.locator('input[name=name]').fill('my phone')
  await press(page)
  await page.waitForURL('**/account?said=enrolled')
}

/** Approves with a device what the screen's letters name, and reads off it the number to type there. */
export async function approveOnDevice(
  page: Page,
  server: TrialServer,
  { pc }: Screen,
): Promise<string> {
  const letters = await eventually('the letters', () => LETTERS.exec(pc.shown())?.[0], 60_000)
  await page.goto(`${server.url}/approve`)
  await page.locator('input[name=code]').fill(letters.toLowerCase())
  await press(page)
  await press(page)
  return await page.locator('code.key').innerText()
}
