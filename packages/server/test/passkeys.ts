import type { SoftwareKey, Twist } from '../src/authenticator/software-key.fixture.ts'
import type { Browser, Page } from './browser.ts'
import type { Fixture } from './fixture.ts'
import { prove, signedIn } from './security-info.ts'

type Asked = {
  readonly challenge: string
  readonly rpId: string
  readonly rp: { readonly id: string }
  readonly user: { readonly id: string }
  readonly exclude: readonly string[]
}

/** What a page asks of the browser. */
export function askedOn({ html, path }: Page): Asked {
  const text = /data-options="([^"]*)"/.exec(html)?.[1]
  if (text === undefined) throw new Error(`no passkey is asked for on ${path}`)
  // as: what the server wrote for its own script.
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Asked
}

/** Makes a passkey on the page of one's own, from a proof on. */
export async function addPasskey(
  browser: Browser,
  key: SoftwareKey,
  { name = '', twist }: { readonly name?: string; readonly twist?: Twist } = {},
): Promise<Page> {
  const page = await browser.open('/account/passkey')
  const { challenge, rp, user } = askedOn(page)
  const passkey = key.make({ challenge, rpId: rp.id, user: user.id }, twist)
  return await browser.submit(page, { passkey, name })
}

/** Signs in, proves, and enrols a passkey. */
export async function withPasskey(
  fixture: Fixture,
  username: string,
  key: SoftwareKey,
): Promise<Browser> {
  const browser = await signedIn(fixture, username)
  await prove(fixture, browser, username)
  await addPasskey(browser, key)
  // What was open before a change is over.
  fixture.clock.advance(1)
  return browser
}

/** A flow in a browser, up to where it asks for the passkey. */
export async function atPasskey(browser: Browser, username: string): Promise<Page> {
  const choice = await browser.submit(await browser.open('/'), { username })
  return await browser.submit(choice, { authenticator: 'passkey', action: 'submit' })
}

/** Signs what a page asks for, and sends it. */
export async function sign(
  browser: Browser,
  page: Page,
  key: SoftwareKey,
  twist?: Twist,
): Promise<Page> {
  const passkey = key.sign(askedOn(page), twist)
  return await browser.submit(page, { passkey, action: 'submit' })
}
