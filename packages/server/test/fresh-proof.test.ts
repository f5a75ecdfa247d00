import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, startFlow } from './api-client.ts'
import { formsOf, headingOf, openBrowser } from './browser.ts'
import { MINUTE, openFixture } from './fixture.ts'
import { messages, wrongCode } from './messages.ts'
import { activitiesOf, bindingsOf, NEW_ADDRESS, prove, signedIn } from './security-info.ts'

describe('a fresh proof', () => {
  const CHANGES = ['/account/email', '/account/app'] as const

  test.each(CHANGES)('is asked for before %s: a session alone changes nothing', async (path) => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    expect((await browser.open(path)).path).toBe(`/account/proof?next=${encodeURIComponent(path)}`)
  })

  test('is asked for by every form, posted without its page', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const before = await bindingsOf(fixture, 'alice')
    const one = `/account/authenticators/${before[0]?.id}`
    const csrf = formsOf(await browser.open('/account'))[0]?.hidden._csrf ?? ''
    const posted = [
      await browser.post('/account/email', { _csrf: csrf, address: NEW_ADDRESS }),
      await browser.post('/account/questions', { _csrf: csrf, 'answer-1': 'Hector' }),
      await browser.post(`${one}/name`, { _csrf: csrf, name: 'mine' }),
      await browser.post(`${one}/default`, { _csrf: csrf }),
      await browser.post(`${one}/remove`, { _csrf: csrf, warned: 'yes' }),
    ]
    for (const { headers } of posted) expect(headers.location).toMatch(/^\/account\/proof\?next=/)
    expect(await bindingsOf(fixture, 'alice')).toEqual(before)
    await fixture.drain()
    expect(messages(fixture)).toEqual([])
  })

  test('needs a code as well where the person has an authenticator', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const page = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    expect(headingOf(page)).toBe('And a code')
    expect((await browser.open('/account/email')).path).toMatch(/^\/account\/proof/)
  })

  test('may be given with a code by mail, which only proves and resets nothing', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'bob')
    expect(headingOf(await prove(fixture, browser, 'bob', '/account/app'))).toBe(
      'Add your authenticator app',
    )
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'email' })
    const proof = messages(fixture).find(({ subject }) => subject.includes('change how you get'))
    const code = /^\d{6}$/m.exec(proof?.text ?? '')?.[0] ?? ''
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
  })

  test('holds five minutes', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    fixture.clock.advance(5 * MINUTE - 1)
    expect((await browser.open('/account/email')).path).toBe('/account/email')
    fixture.clock.advance(1)
    expect((await browser.open('/account/email')).path).toMatch(/^\/account\/proof/)
  })

  test('holds in its own session only, and ends the token that was there before', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const other = await signedIn(fixture, 'alice')
    const stolen = openBrowser(fixture)
    const name = '__Host-latchkey-session'
    const before = browser.cookies.get(name) ?? ''
    await prove(fixture, browser, 'alice')
    expect((await other.open('/account/email')).path).toMatch(/^\/account\/proof/)
    // as: the test plants a cookie that was taken.
    ;(stolen.cookies as Map<string, string>).set(name, before)
    expect((await stolen.open('/account')).path).toBe('/account/sign-in')
  })

  test('is not given by a wrong password, a wrong code or a used one', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const wrong = await browser.submit(await browser.open('/account/proof'), { password: 'wrong' })
    expect(wrong.html).toContain('That password wasn’t right')
    const asked = await browser.submit(wrong, { password: OLD_PASSWORD })
    const code = await fixture.appCode('alice')
    const refused = await browser.submit(asked, { code: wrongCode(code) })
    expect(refused.html).toContain('That code wasn’t right')
    await browser.submit(refused, { code })
    const again = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    expect((await browser.submit(again, { code })).html).toContain('That code wasn’t right')
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'session.proof-refused failed password-wrong',
        'session.proof-refused failed code-wrong',
        'session.proof-refused failed code-reused',
      ]),
    )
  })

  test('takes five wrong codes, and then the right one no more', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    let page = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    const code = await fixture.appCode('alice')
    for (let tried = 0; tried < 5; tried += 1)
      page = await browser.submit(page, { code: wrongCode(code) })
    expect((await browser.submit(page, { code })).html).toContain('That code wasn’t right')
    expect((await browser.open('/account/email')).path).toMatch(/^\/account\/proof/)
  })

  test('leads on to pages of ours only', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    for (const next of ['https://evil.test/', '//evil.test', '/admin/audit', '/account/app#x'])
      expect((await prove(fixture, browser, 'frank', next)).path).toBe('/account')
  })
})
