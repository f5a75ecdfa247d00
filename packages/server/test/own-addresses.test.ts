import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, startFlow } from './api-client.ts'
import { HOUR, MINUTE, openFixture } from './fixture.ts'
import { messages, wrongCode } from './messages.ts'
import { addSomebody } from './people.ts'
import {
  addEmail,
  bindingsOf,
  NEW_ADDRESS,
  newestCode,
  prove,
  saidOn,
  signedIn,
} from './security-info.ts'

describe('a new address', () => {
  test.each([
    ['not-an-address'],
    ['two@corp.test, three@corp.test'],
    ['a@b@corp.test'],
    ['x@[127.0.0.1]'],
    [''],
  ])('%j is refused in words, and nothing is sent', async (address) => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const page = await browser.submit(await browser.open('/account/email'), { address })
    expect(page.status).toBe(200)
    expect(page.html).toContain('That isn’t an e-mail address')
    await fixture.drain()
    expect(messages(fixture)).toEqual([])
  })

  test('is refused where it is registered already, in whatever case', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const form = await browser.open('/account/email')
    const page = await browser.submit(form, { address: 'Alice@CORP.test' })
    expect(saidOn(page)).toBe('That is registered already.')
  })

  test('is not enrolled by a wrong code, nor by the right one after five wrong ones', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    let page = await browser.submit(await browser.open('/account/email'), { address: NEW_ADDRESS })
    const code = await newestCode(fixture, NEW_ADDRESS)
    for (let tried = 0; tried < 5; tried += 1)
      page = await browser.submit(page, { code: wrongCode(code) })
    expect(page.html).toContain('That code wasn’t right')
    expect(saidOn(await browser.submit(page, { code }))).toMatch(/^Nothing was changed/)
    expect(await bindingsOf(fixture, 'frank')).toEqual([])
  })

  test('is not enrolled by a code that is too old', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const page = await browser.submit(await browser.open('/account/email'), {
      address: NEW_ADDRESS,
    })
    const code = await newestCode(fixture, NEW_ADDRESS)
    fixture.clock.advance(5 * MINUTE)
    expect(saidOn(await browser.submit(page, { code }))).toMatch(/^Nothing was changed/)
  })

  test('is not enrolled twice by one code, nor from a page that was overtaken', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const form = await browser.open('/account/email')
    const first = await browser.submit(form, { address: NEW_ADDRESS })
    const firstCode = await newestCode(fixture, NEW_ADDRESS)
    const second = await browser.submit(form, { address: 'second@home.test' })
    expect(saidOn(await browser.submit(first, { code: firstCode }))).toMatch(/^Nothing/)
    const code = await newestCode(fixture, 'second@home.test')
    expect(saidOn(await browser.submit(second, { code }))).toMatch(/^Added/)
    expect(saidOn(await browser.submit(second, { code }))).toMatch(/^Nothing/)
    expect(await bindingsOf(fixture, 'frank')).toHaveLength(1)
  })

  test('is not enrolled by the code of a reset, of a proof, or of another session', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'gina' })
    const browser = await signedIn(fixture, 'gina')
    await prove(fixture, browser, 'gina')
    const proofCode = await newestCode(fixture, 'gina@corp.test')
    const flow = await startFlow(fixture, { username: 'gina' })
    await flow.submit({ authenticator: 'email' })
    const resetCode = await newestCode(fixture, 'gina@corp.test')
    const other = await signedIn(fixture, 'frank')
    await prove(fixture, other, 'frank')
    await other.submit(await other.open('/account/email'), { address: 'gina@home.test' })
    const othersCode = await newestCode(fixture, 'gina@home.test')
    let page = await browser.submit(await browser.open('/account/email'), {
      address: 'gina@home.test',
    })
    const own = await newestCode(fixture, 'gina@home.test')
    for (const code of [proofCode, resetCode, othersCode].filter((one) => one !== own))
      page = await browser.submit(page, { code })
    expect(await bindingsOf(fixture, 'gina')).toHaveLength(1)
    expect(saidOn(await browser.submit(page, { code: own }))).toMatch(/^Added/)
  })

  test('gets at most five codes an hour, whoever asks', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const form = await browser.open('/account/email')
    for (let asked = 0; asked < 5; asked += 1)
      expect((await browser.submit(form, { address: NEW_ADDRESS })).status).toBe(200)
    expect((await browser.submit(form, { address: NEW_ADDRESS })).status).toBe(429)
  })

  test('is the sixth too many', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    for (let at = 1; at <= 5; at += 1) {
      await prove(fixture, browser, 'frank')
      await addEmail(fixture, browser, { address: `frank${at}@home.test` })
      fixture.clock.advance(HOUR)
      await browser.submit(await browser.open('/account/sign-in'), {
        username: 'frank',
        password: OLD_PASSWORD,
      })
    }
    await prove(fixture, browser, 'frank')
    const page = await browser.open('/account')
    expect(page.html).not.toContain('Add an e-mail address')
    expect(await bindingsOf(fixture, 'frank')).toHaveLength(5)
  })
})
