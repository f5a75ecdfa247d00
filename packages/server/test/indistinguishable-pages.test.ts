import { describe, expect, test } from 'vitest'
import { addEverybody, NAMES, OTHERS, type Seen, watcher } from './alike.ts'
import { openBrowser, type Page } from './browser.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { wrongCode } from './messages.ts'

async function walk(fixture: Fixture, name: string): Promise<Seen[]> {
  const { seen, watch } = watcher(fixture, name)
  const browser = openBrowser(fixture)
  const show = async (what: string, work: () => Promise<Page>): Promise<Page> => {
    let page: Page | undefined
    await watch(what, async () => {
      page = await work()
      const { status, headers, html } = page
      return { status, headers, body: html }
    })
    if (!page) throw new Error('no page')
    return page
  }
  const start = await browser.open('/')
  const choose = await show('the name', () => browser.submit(start, { username: name }))
  const email = { action: 'submit', authenticator: 'email' }
  const challenge = await show('e-mail', () => browser.submit(choose, email))
  await fixture.drain()
  const code = { action: 'submit', code: wrongCode() }
  await show('a wrong code', () => browser.submit(challenge, code))
  const signIn = await browser.open('/account/sign-in')
  const credentials = { username: name, password: 'Wrong-Passw0rd-1!' }
  await show('a wrong password', () => browser.submit(signIn, credentials))
  return seen
}

describe('before a proof, the pages are the same as for a known person', () => {
  for (const [who, name] of OTHERS)
    test(`for a name that is ${who}`, async () => {
      await using fixture = await openFixture()
      await addEverybody(fixture)
      const known = await walk(fixture, NAMES.known)
      expect(known.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(await walk(fixture, name)).toEqual(known)
    })
})
