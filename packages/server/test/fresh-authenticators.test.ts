import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, startFlow } from './api-client.ts'
import { formsOf } from './browser.ts'
import { DAY, type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inbox, messages } from './messages.ts'
import {
  activitiesOf,
  addEmail,
  bindingsOf,
  codeOf,
  keyOn,
  NEW_ADDRESS,
  newestCode,
  prove,
  signedIn,
} from './security-info.ts'

describe('an authenticator that was added lately', () => {
  async function bobWithNewApp(fixture: Fixture) {
    const browser = await signedIn(fixture, 'bob')
    await prove(fixture, browser, 'bob')
    const page = await browser.open('/account/app')
    const key = keyOn(page)
    await browser.submit(page, { code: codeOf(fixture, key) })
    fixture.clock.advance(MINUTE)
    return { browser, key }
  }

  test('is not the only gate of a reset for a day', async () => {
    await using fixture = await openFixture()
    const { key } = await bobWithNewApp(fixture)
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'totp' })
    const step = await flow.submit({ code: codeOf(fixture, key) })
    expect(step).toMatchObject({ kind: 'choose-authenticator', progress: { gate: 2, of: 2 } })
    await flow.submit({ authenticator: 'email' })
    expect((await flow.submit({ code: await newestCode(fixture, 'bob@corp.test') })).kind).toBe(
      'new-password',
    )
  })

  test('is, once the day is over', async () => {
    await using fixture = await openFixture()
    const { key } = await bobWithNewApp(fixture)
    fixture.clock.advance(DAY)
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'totp' })
    expect((await flow.submit({ code: codeOf(fixture, key) })).kind).toBe('new-password')
  })

  test('gets no code of a reset while there is an older one of its kind', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'bob')
    await prove(fixture, browser, 'bob')
    await addEmail(fixture, browser, { address: 'bob@home.test' })
    await fixture.drain()
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'email' })
    await fixture.drain()
    expect(messages(fixture)[0]).toMatchObject({ to: 'bob@corp.test' })
    expect(await inbox(fixture, 'bob')).not.toEqual([])
  })

  test('alone opens nothing, and gets no code, where the older one was removed', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'bob')
    await prove(fixture, browser, 'bob')
    const [old] = await bindingsOf(fixture, 'bob')
    await addEmail(fixture, browser, { address: 'bob@home.test' })
    const page = await browser.open(`/account/authenticators/${old?.id}`)
    expect(page.html).toContain('What is left was added lately')
    await browser.submit(page, {}, `/account/authenticators/${old?.id}/remove`)
    fixture.clock.advance(MINUTE)
    await fixture.drain()
    const sent = messages(fixture).length
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'email' })
    await fixture.drain()
    const later = messages(fixture).slice(0, messages(fixture).length - sent)
    expect(later.filter(({ text }) => /^\d{6}$/m.test(text))).toEqual([])
    expect(await activitiesOf(fixture)).toContain('code.not-sent failed authenticator-fresh email')
  })

  test('counts as new again after it was removed: only the first of all is not', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    const [first] = await bindingsOf(fixture, 'frank')
    expect(first?.isFirst).toBe(true)
    const page = await browser.open(`/account/authenticators/${first?.id}`)
    await browser.submit(page, {}, `/account/authenticators/${first?.id}/remove`)
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    expect((await bindingsOf(fixture, 'frank'))[0]?.isFirst).toBe(false)
  })

  test('proves nothing for a further change while there is an older one', async () => {
    await using fixture = await openFixture()
    const { key } = await bobWithNewApp(fixture)
    const browser = await signedIn(fixture, 'bob')
    const page = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    expect(page.html).not.toContain('name="code"')
    const csrf = formsOf(page)[0]?.hidden._csrf ?? ''
    const posted = await browser.post('/account/proof/code', {
      _csrf: csrf,
      code: codeOf(fixture, key),
    })
    expect(posted.html).toContain('That code wasn’t right')
  })
})
