import { AUTHENTICATOR_KINDS } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { createSoftwareKey } from '../src/authenticator/software-key.fixture.ts'
import { NEW_PASSWORD, OLD_PASSWORD, signIn, startFlow } from './api-client.ts'
import { headingOf, openBrowser } from './browser.ts'
import { DAY, HOUR, openFixture } from './fixture.ts'
import { inbox } from './messages.ts'
import { addPasskey, askedOn, atPasskey, sign, withPasskey } from './passkeys.ts'
import { activitiesOf, bindingsOf, prove, saidOn, signedIn } from './security-info.ts'

describe('a passkey', () => {
  test('is enrolled on one’s own page, with a name, a notice and a line in the audit', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const page = await addPasskey(browser, createSoftwareKey(), { name: 'my phone' })
    expect(saidOn(page)).toBe('Added. Any other address of yours gets a notice.')
    expect(page.html).toContain('my phone')
    expect(await activitiesOf(fixture)).toContain('authenticator.enrolled succeeded passkey')
    expect((await inbox(fixture, 'alice'))[0]?.text).toContain('Passkey')
  })

  test('is enrolled beside others, which the browser is told not to make again', async () => {
    await using fixture = await openFixture()
    const [one, two] = [createSoftwareKey(), createSoftwareKey()]
    const browser = await withPasskey(fixture, 'alice', one)
    expect(askedOn(await browser.open('/account/passkey')).exclude).toEqual([one.id])
    await addPasskey(browser, two)
    const kept = (await bindingsOf(fixture, 'alice')).filter(({ kind }) => kind === 'passkey')
    expect(kept).toHaveLength(2)
  })

  test('resets a password in the browser, and is marked as used', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    await withPasskey(fixture, 'frank', key)
    const browser = openBrowser(fixture)
    const chosen = await sign(browser, await atPasskey(browser, 'frank'), key)
    expect(headingOf(chosen)).toBe('Choose a new password')
    const password = { password: NEW_PASSWORD, 'password-again': NEW_PASSWORD, action: 'submit' }
    expect(headingOf(await browser.submit(chosen, password))).toBe('Your password is changed')
    expect((await signIn(fixture, 'frank', NEW_PASSWORD)).status).toBe(201)
    expect((await bindingsOf(fixture, 'frank'))[0]).toMatchObject({ usedAt: expect.any(Number) })
  })

  test('is fresh: where it is not the first, it is not the only gate for a day', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    await withPasskey(fixture, 'alice', key)
    const early = openBrowser(fixture)
    expect(headingOf(await sign(early, await atPasskey(early, 'alice'), key))).toBe(
      'One more check',
    )
    fixture.clock.advance(DAY + HOUR)
    const late = openBrowser(fixture)
    expect(headingOf(await sign(late, await atPasskey(late, 'alice'), key))).toBe(
      'Choose a new password',
    )
  })

  test('is removed by its person, and proves nothing after', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    const browser = await withPasskey(fixture, 'alice', key)
    const [mine] = (await bindingsOf(fixture, 'alice')).filter(({ kind }) => kind === 'passkey')
    const at = `/account/authenticators/${mine?.id}`
    const page = await browser.open(at)
    expect(page.html).not.toContain('Make it the default')
    expect(saidOn(await browser.submit(page, {}, `${at}/remove`))).toContain('Removed')
    fixture.clock.advance(1)
    const other = openBrowser(fixture)
    const refused = await sign(other, await atPasskey(other, 'alice'), key)
    expect(refused.html).toContain('That passkey wasn’t accepted')
  })

  test('proves anew, after the password, who changes what they have enrolled', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    await withPasskey(fixture, 'frank', key)
    const browser = await signedIn(fixture, 'frank')
    const asked = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    expect(asked.html).toContain('Use a passkey that you registered before.')
    const wrong = await browser.submit(asked, { passkey: createSoftwareKey().sign(askedOn(asked)) })
    expect(wrong.html).toContain('That passkey wasn’t accepted')
    await browser.submit(wrong, { passkey: key.sign(askedOn(wrong)) })
    expect(headingOf(await browser.open('/account/email'))).toBe('Add an e-mail address')
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'session.proof-refused failed passkey-wrong',
        'session.proven succeeded passkey',
      ]),
    )
  })
})

describe('no passkey is enrolled', () => {
  test('without a fresh proof', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    expect((await browser.open('/account/passkey')).path).toBe(
      '/account/proof?next=%2Faccount%2Fpasskey',
    )
  })

  test('that was made for another challenge, or twice for the same', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const twist = { challenge: 'c29tZXRoaW5nIGVsc2U' }
    const page = await addPasskey(browser, createSoftwareKey(), { twist })
    expect(page.html).toContain('No passkey was added.')
    expect(await activitiesOf(fixture)).toContain(
      'authenticator.not-enrolled failed passkey-wrong passkey',
    )
    const { challenge, rp, user } = askedOn(page)
    const make = () => createSoftwareKey().make({ challenge, rpId: rp.id, user: user.id })
    expect(saidOn(await browser.submit(page, { passkey: make() }))).toContain('Added')
    expect(saidOn(await browser.submit(page, { passkey: make() }))).toContain('Nothing was changed')
    const kept = (await bindingsOf(fixture, 'alice')).filter(({ kind }) => kind === 'passkey')
    expect(kept).toHaveLength(1)
  })

  test('by a browser without scripts, which is told so', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const page = await browser.open('/account/passkey')
    expect(/<noscript>.*?<\/noscript>/s.exec(page.html)?.[0]).toContain('needs JavaScript')
    expect((await browser.submit(page, { passkey: '' })).html).toContain('No passkey was added.')
  })

  test('beyond ten', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    for (let many = 0; many < 10; many += 1) await addPasskey(browser, createSoftwareKey())
    const page = await browser.open('/account/passkey')
    expect(saidOn(page)).toContain('as many of that kind as one person may have')
  })
})

describe('a signature', () => {
  test('is good once: replayed, it meets another challenge', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey({ counts: false })
    await withPasskey(fixture, 'frank', key)
    const first = openBrowser(fixture)
    const page = await atPasskey(first, 'frank')
    const passkey = key.sign(askedOn(page))
    const missed = await first.submit(page, { passkey: '{}', action: 'submit' })
    expect(askedOn(missed).challenge).not.toBe(askedOn(page).challenge)
    expect((await first.submit(missed, { passkey, action: 'submit' })).html).toContain(
      'That passkey wasn’t accepted',
    )
    const second = openBrowser(fixture)
    const other = await atPasskey(second, 'frank')
    expect((await second.submit(other, { passkey, action: 'submit' })).html).toContain(
      'That passkey wasn’t accepted',
    )
  })

  test('of another person’s passkey opens nothing', async () => {
    await using fixture = await openFixture()
    const [alices, franks] = [createSoftwareKey(), createSoftwareKey()]
    await withPasskey(fixture, 'alice', alices)
    await withPasskey(fixture, 'frank', franks)
    const browser = openBrowser(fixture)
    const page = await sign(browser, await atPasskey(browser, 'frank'), alices)
    expect(page.html).toContain('That passkey wasn’t accepted. 4 tries left.')
  })

  test('with a counter that went back is refused, and the audit says so', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    await withPasskey(fixture, 'frank', key)
    const browser = openBrowser(fixture)
    const page = await sign(browser, await atPasskey(browser, 'frank'), key, { counter: 1 })
    expect(page.html).toContain('That passkey wasn’t accepted')
    expect(await activitiesOf(fixture)).toContain('gate.failed failed counter-rolled-back passkey')
  })

  test('of one counter is good for one of two flows at once', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    await withPasskey(fixture, 'frank', key)
    const browsers = [openBrowser(fixture), openBrowser(fixture)]
    const pages = await Promise.all(browsers.map((one) => atPasskey(one, 'frank')))
    const ends = await Promise.all(
      browsers.map(async (one, at) => {
        const page = pages[at]
        return page ? headingOf(await sign(one, page, key, { counter: 7 })) : ''
      }),
    )
    expect(ends.sort()).toEqual(['Choose a new password', 'Use your passkey'])
  })

  test('may be sent through the API for a browser’s flow, if our own page had it signed', async () => {
    await using fixture = await openFixture()
    const key = createSoftwareKey()
    await withPasskey(fixture, 'frank', key)
    const flow = await startFlow(fixture, { username: 'frank', client: { kind: 'browser' } })
    const step = await flow.submit({ authenticator: 'passkey' })
    const ceremony = step.fields[0]?.ceremony
    if (!ceremony) throw new Error('no ceremony')
    expect((await flow.submit({ passkey: key.sign(ceremony) })).kind).toBe('new-password')
  })

  test('is not asked for by a browser without scripts, which is told of another way', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const page = await atPasskey(browser, 'alice')
    expect(/<noscript>.*?<\/noscript>/s.exec(page.html)?.[0]).toContain('use another way')
    const missed = await browser.submit(page, { passkey: '', action: 'submit' })
    expect(missed.html).toContain('Your browser used no passkey.')
    expect(missed.html).toContain('value="other-authenticator"')
  })
})

describe('the script', () => {
  test('is allowed on pages that need it, and on no other', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    const policyOf = (page: { readonly headers: Readonly<Record<string, unknown>> }) =>
      page.headers['content-security-policy']
    expect(policyOf(await browser.open('/'))).not.toContain('script-src')
    const page = await atPasskey(browser, 'alice')
    expect(policyOf(page)).toContain(";base-uri 'none';script-src 'self'")
    const path = /<script src="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const script = await browser.open(path)
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
})

describe('where the server has no name', () => {
  test('nobody is offered a passkey', async () => {
    await using fixture = await openFixture({ publicUrl: 'http://127.0.0.1:8080' })
    const flow = await startFlow(fixture, { username: 'alice' })
    const offered = flow.step.fields[0]?.options?.map(({ value }) => value)
    const elsewhere = AUTHENTICATOR_KINDS.filter((kind) => kind !== 'security-questions')
    expect(offered).toEqual(elsewhere.filter((kind) => kind !== 'passkey'))
    const browser = await signedIn(fixture, 'alice')
    expect((await browser.open('/account')).html).not.toContain('/account/passkey')
  })
})
