import { describe, expect, test } from 'vitest'
import { findByName } from '../src/app/find-person.ts'
import { NEW_PASSWORD, OLD_PASSWORD, startFlow } from './api-client.ts'
import { formsOf, headingOf, openBrowser } from './browser.ts'
import { DAY, type Fixture, HOUR, MINUTE, openFixture, SECOND } from './fixture.ts'
import { inbox, linkIn, messages, wrongCode } from './messages.ts'
import { addSomebody } from './people.ts'
import { addEmail, codeOf, keyOn, newestCode, prove, saidOn, signedIn } from './security-info.ts'
import { twice } from './walks.ts'

const NEW_ADDRESS = 'frank@home.test'

async function bindingsOf({ house }: Fixture, name: string) {
  return (await findByName(house.deps, name)).found?.kept.bindings ?? []
}

async function activitiesOf({ house }: Fixture): Promise<string[]> {
  const rows = await house.deps.store.db
    .selectFrom('audit_event')
    .select(['activity', 'outcome', 'reason', 'gates'])
    .orderBy('seq')
    .execute()
  return rows.map(({ activity, outcome, reason, gates }) =>
    [activity, outcome, reason, gates].filter(Boolean).join(' '),
  )
}

describe('a person who has nothing', () => {
  test('enrols an address with the code that was sent to it, and resets with it at once', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const page = await addEmail(fixture, browser, { address: NEW_ADDRESS, name: 'private' })
    expect(saidOn(page)).toBe('Added. Any other address of yours gets a notice.')
    expect(page.html).toContain('private')
    expect(page.html).not.toContain(NEW_ADDRESS)
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'session.proven succeeded',
        'code.sent contacted email',
        'authenticator.enrolled succeeded email',
      ]),
    )
    fixture.clock.advance(MINUTE)
    const flow = await startFlow(fixture, { username: 'frank' })
    await flow.submit({ authenticator: 'email' })
    const step = await flow.submit({ code: await newestCode(fixture, NEW_ADDRESS) })
    expect(step.kind).toBe('new-password')
  })

  test('is told that by the directory’s own address, and not by the new one', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    await fixture.drain()
    const told = messages(fixture).filter(({ subject }) => subject.includes('way back in'))
    expect(told.map(({ to }) => to)).toEqual(['frank@corp.test'])
    expect(linkIn(told[0], 'not-me')).toMatch(/^\/not-me\//)
  })

  test('confirms the address that the directory has, without typing it', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    expect((await browser.open('/account')).html).toContain('Confirm f•••@c•••.test')
    await prove(fixture, browser, 'frank')
    const asked = await browser.submit(await browser.open('/account/email?confirms=yes'))
    const page = await browser.submit(asked, { code: await newestCode(fixture, 'frank@corp.test') })
    expect(page.html).not.toContain('Confirm f•••')
    expect((await bindingsOf(fixture, 'frank')).map(({ value }) => value)).toEqual([
      'frank@corp.test',
    ])
  })

  test('enrols an app with its first code, which opens nothing else after', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const offered = await browser.open('/account/app')
    const key = keyOn(offered)
    expect(keyOn(await browser.open('/account/app'))).toBe(key)
    const code = codeOf(fixture, key)
    expect(saidOn(await browser.submit(offered, { code, name: 'phone' }))).toMatch(/^Added/)
    fixture.clock.advance(SECOND)
    const flow = await startFlow(fixture, { username: 'frank' })
    await flow.submit({ authenticator: 'totp' })
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
    fixture.clock.advance(MINUTE)
    expect((await flow.submit({ code: codeOf(fixture, key) })).kind).toBe('new-password')
  })
})

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
    const [mail] = await bindingsOf(fixture, 'alice')
    const one = `/account/authenticators/${mail?.id}`
    const csrf = formsOf(await browser.open('/account'))[0]?.hidden._csrf ?? ''
    const posted = [
      await browser.post('/account/email', { _csrf: csrf, address: NEW_ADDRESS }),
      await browser.post(`${one}/name`, { _csrf: csrf, name: 'mine' }),
      await browser.post(`${one}/default`, { _csrf: csrf }),
      await browser.post(`${one}/remove`, { _csrf: csrf, warned: 'yes' }),
    ]
    for (const { headers } of posted) expect(headers.location).toMatch(/^\/account\/proof\?next=/)
    expect(await bindingsOf(fixture, 'alice')).toHaveLength(2)
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
    expect(saidOn(page)).toBe('That address is registered already.')
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

describe('what is enrolled', () => {
  test('is named, made the default, and removed, each with a notice to every address', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const app = (await bindingsOf(fixture, 'alice')).find(({ kind }) => kind === 'totp')
    const at = `/account/authenticators/${app?.id}`
    const named = await browser.submit(
      await browser.open(at),
      { name: 'old <b>phone' },
      `${at}/name`,
    )
    expect(saidOn(named)).toBe('The name is changed.')
    expect(named.html).toContain('old &lt;b>phone')
    expect(saidOn(await browser.submit(await browser.open(at), {}, `${at}/default`))).toMatch(
      /default of its kind/,
    )
    expect(saidOn(await browser.submit(await browser.open(at), {}, `${at}/remove`))).toMatch(
      /^Removed/,
    )
    expect((await bindingsOf(fixture, 'alice')).map(({ kind }) => kind)).toEqual(['email'])
    const told = await inbox(fixture, 'alice')
    expect(told.map(({ subject }) => subject)).toEqual([
      'A way back in was removed',
      'A way back in was changed',
      'A way back in was changed',
    ])
    expect(linkIn(told[0], 'not-me')).toBeTruthy()
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'authenticator.renamed succeeded totp',
        'authenticator.preferred succeeded totp',
        'authenticator.removed succeeded totp',
      ]),
    )
  })

  test('is not removed without a warning where policy then asks for more', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'erin')
    await prove(fixture, browser, 'erin')
    const [mail] = await bindingsOf(fixture, 'erin')
    const at = `/account/authenticators/${mail?.id}`
    const page = await browser.open(at)
    expect(page.html).toContain('you have too few ways left')
    const csrf = formsOf(page)[0]?.hidden._csrf ?? ''
    const posted = await browser.post(`${at}/remove`, { _csrf: csrf, warned: 'no' })
    expect(posted.headers.location).toBe('/account?said=warning-needed')
    expect(await bindingsOf(fixture, 'erin')).toHaveLength(2)
    const left = await browser.submit(page, {}, `${at}/remove`)
    expect(left.html).toContain('You need one more way')
  })

  test('is replaced by another in one go, which keeps its name and tells the old address', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'bob')
    await prove(fixture, browser, 'bob')
    const [old] = await bindingsOf(fixture, 'bob')
    const at = `/account/authenticators/${old?.id}`
    await browser.submit(await browser.open(at), { name: 'mine' }, `${at}/name`)
    const form = await browser.open(`/account/email?replaces=${old?.id}`)
    const asked = await browser.submit(form, { address: 'bob@home.test' })
    expect(await bindingsOf(fixture, 'bob')).toHaveLength(1)
    await browser.submit(asked, { code: await newestCode(fixture, 'bob@home.test') })
    expect(await bindingsOf(fixture, 'bob')).toMatchObject([
      { value: 'bob@home.test', name: 'mine', isFirst: false },
    ])
    const told = (await inbox(fixture, 'bob')).map(({ subject }) => subject)
    expect(told).toContain('A way back in was replaced')
    expect(await activitiesOf(fixture)).toContain('authenticator.replaced succeeded email')
  })

  test('belongs to its person: nobody changes another’s', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const [hers] = await bindingsOf(fixture, 'alice')
    const at = `/account/authenticators/${hers?.id}`
    expect(saidOn(await browser.open(at))).toMatch(/^Nothing was changed/)
    const csrf = formsOf(await browser.open('/account'))[0]?.hidden._csrf ?? ''
    for (const [what, more] of [
      ['name', { name: 'x' }],
      ['default', {}],
      ['remove', { warned: 'yes' }],
    ] as const) {
      const posted = await browser.post(`${at}/${what}`, { _csrf: csrf, ...more })
      expect(posted.headers.location).toBe('/account?said=stale')
    }
    expect(await bindingsOf(fixture, 'alice')).toHaveLength(2)
  })

  test('does not change under a form that is not ours', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const [mail] = await bindingsOf(fixture, 'alice')
    const at = `/account/authenticators/${mail?.id}`
    for (const path of [
      `${at}/remove`,
      `${at}/name`,
      `${at}/default`,
      '/account/email',
      '/account/app',
      '/account/proof',
      '/account/proof/code',
      '/account/proof/send',
      '/account/not-me',
    ])
      expect((await browser.post(path, { _csrf: 'forged', warned: 'yes' })).status).toBe(403)
    expect(await bindingsOf(fixture, 'alice')).toHaveLength(2)
  })

  test('ends every flow that is open when it changes, with the codes in it', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const flow = await startFlow(fixture, { username: 'alice' })
    await flow.submit({ authenticator: 'email' })
    const code = await newestCode(fixture, 'alice@corp.test')
    await prove(fixture, browser, 'alice')
    const app = (await bindingsOf(fixture, 'alice')).find(({ kind }) => kind === 'totp')
    const at = `/account/authenticators/${app?.id}`
    await browser.submit(await browser.open(at), {}, `${at}/remove`)
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
  })

  test('is as it was after a reset: a reset never enrols', async () => {
    await using fixture = await openFixture()
    const before = await bindingsOf(fixture, 'bob')
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'email' })
    await flow.submit({ code: await newestCode(fixture, 'bob@corp.test') })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    const ids = (all: typeof before) => all.map(({ id, value }) => [id, value])
    expect(ids(await bindingsOf(fixture, 'bob'))).toEqual(ids(before))
  })
})

test('whoever says on their page that it was not them ends their sessions and self-service', async () => {
  await using fixture = await openFixture()
  const browser = await signedIn(fixture, 'alice')
  const other = await signedIn(fixture, 'alice')
  const page = await browser.submit(await browser.open('/account/not-me'))
  expect(headingOf(page)).toBe('Thank you. We have stopped it')
  expect((await other.open('/account')).path).toBe('/account/sign-in')
  expect(await activitiesOf(fixture)).toContain('principal.frozen succeeded disowned')
  const again = await signedIn(fixture, 'alice')
  expect((await again.open('/account')).html).toContain('Self-service is switched off')
  await prove(fixture, again, 'alice')
  expect(saidOn(await again.open('/account/email'))).toMatch(/^Nothing was changed/)
})

test('in French the pages are French', async () => {
  await using fixture = await openFixture()
  const browser = await signedIn(fixture, 'frank', { language: 'fr' })
  expect(headingOf(await browser.open('/account/email'))).toBe('D’abord, vérifions que c’est vous')
})
