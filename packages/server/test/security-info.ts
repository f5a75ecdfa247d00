import { generateSync } from 'otplib'
import { findByName } from '../src/app/find-person.ts'
import { OLD_PASSWORD } from './api-client.ts'
import { type Browser, openBrowser, type Page } from './browser.ts'
import type { Fixture } from './fixture.ts'
import { messages } from './messages.ts'

/** A browser of somebody who just signed in to their page. */
export async function signedIn(
  fixture: Fixture,
  username: string,
  habits: Parameters<typeof openBrowser>[1] = {},
): Promise<Browser> {
  const browser = openBrowser(fixture, habits)
  const page = await browser.open('/account/sign-in')
  await browser.submit(page, { username, password: OLD_PASSWORD })
  return browser
}

/** Gives the fresh proof that a page asks for, with the password and, where asked, a code. */
export async function prove(
  fixture: Fixture,
  browser: Browser,
  name: string,
  next = '',
): Promise<Page> {
  const query = next === '' ? '' : `?next=${encodeURIComponent(next)}`
  const asked = await browser.open(`/account/proof${query}`)
  const page = await browser.submit(asked, { password: OLD_PASSWORD })
  if (!page.html.includes('/account/proof/')) return page
  const code = page.html.includes('name="code"')
    ? await fixture.appCode(name)
    : await mailedProof(fixture, browser, page)
  const form = await browser.open(`/account/proof/code${query || '?'}${query && '&'}sent=yes`)
  return await browser.submit(form, { code }, formAction(form))
}

async function mailedProof(fixture: Fixture, browser: Browser, page: Page): Promise<string> {
  await browser.submit(page)
  return await newestCode(fixture)
}

function formAction({ html }: Page): string {
  const found = /<form method="post" action="(\/account\/proof\/code[^"]*)"/.exec(html)?.[1]
  if (found === undefined) throw new Error('no form for a code')
  return found.replaceAll('&amp;', '&')
}

/** The code in the newest message of all that carries one. */
export async function newestCode(fixture: Fixture, to?: string): Promise<string> {
  await fixture.drain()
  for (const message of messages(fixture)) {
    const code = /^\d{6}$/m.exec(message.text)?.[0]
    if (code !== undefined && (to === undefined || message.to === to)) return code
  }
  throw new Error('no code was sent')
}

/** The key of an app that a page shows. */
export function keyOn({ html }: Page): string {
  const key = /<code class="key"[^>]*>([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '')
  if (key === undefined) throw new Error('no key on this page')
  return key
}

/** What an app with this key shows now. */
export function codeOf({ clock }: Fixture, secret: string): string {
  return generateSync({ secret, epoch: Math.floor(clock.now() / 1000) })
}

/** Enrols an address, from a proof on. */
export async function addEmail(
  fixture: Fixture,
  browser: Browser,
  fields: Readonly<Record<string, string>>,
): Promise<Page> {
  const asked = await browser.submit(await browser.open('/account/email'), fields)
  return await browser.submit(asked, { code: await newestCode(fixture, fields.address) })
}

/** What the page says became of a change. */
export function saidOn({ html }: Page): string | undefined {
  return /<p class="said help"[^>]*>([^<]*)</.exec(html)?.[1]
}

/** Where somebody can be reached besides the directory's address. */
export const NEW_ADDRESS = 'frank@home.test'

/** What a person has enrolled. */
export async function bindingsOf({ house }: Fixture, name: string) {
  return (await findByName(house.deps, name)).found?.kept.bindings ?? []
}

/** Every event so far in few words, kinds of gates included. */
export async function activitiesOf({ house }: Fixture): Promise<string[]> {
  const rows = await house.deps.store.db
    .selectFrom('audit_event')
    .select(['activity', 'outcome', 'reason', 'gates'])
    .orderBy('seq')
    .execute()
  return rows.map(({ activity, outcome, reason, gates }) =>
    [activity, outcome, reason, gates].filter(Boolean).join(' '),
  )
}
