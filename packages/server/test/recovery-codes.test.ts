import { describe, expect, test, vi } from 'vitest'
import { freezePerson } from '../src/app/administer-person.ts'
import { forEveryClient } from '../src/config/config.ts'
import { NEW_PASSWORD, OLD_PASSWORD, signIn, startFlow, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { formsOf, headingOf, openBrowser, type Page } from './browser.ts'
import { DAY, type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import { asked, codesOf, NO_CODE } from './long-codes.ts'
import { inbox, mailedCode } from './messages.ts'
import { addSomebody } from './people.ts'
import { activitiesOf, bindingsOf, prove, saidOn, signedIn } from './security-info.ts'
import { likeOnTheNetwork } from './slow-store.ts'
import { twice } from './walks.ts'

// Strangers guess more than a hundred times in one of them.
vi.setConfig({ testTimeout: 30_000 })

const PATH = '/account/recovery-codes'

describe('a recovery code', () => {
  test('opens a reset, as it was printed', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesOf(fixture, 'alice')
    const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
    expect(flow.step.fields).toMatchObject([{ name: 'code', kind: 'text' }])
    expect((await flow.submit({ code })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
    const reset = (await auditTrail(fixture)).find((one) => one.activity === 'password.reset')
    expect(reset?.gates).toEqual(['recovery-code'])
  })

  test('opens one at the sign-in screen of a PC, in small letters and without groups', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesOf(fixture, 'alice')
    const client = { kind: 'windows-logon' } as const
    const flow = await asked(fixture, 'recovery-code', { username: 'alice', client })
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')
    expect((await flow.submit({ code: typed })).kind).toBe('new-password')
  })

  test('opens nothing a second time, and the attempt is counted', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesOf(fixture, 'alice')
    await (await asked(fixture, 'recovery-code', { username: 'alice' })).submit({ code })
    const again = await asked(fixture, 'recovery-code', { username: 'alice' })
    const step = await again.submit({ code })
    expect(step).toMatchObject({ refusal: { code: 'code-not-accepted' } })
    expect(step.refusal?.text).toContain('4 tries left')
    expect(inWords(await auditTrail(fixture, again.id))).toContain('gate.failed failed code-reused')
    expect(await codesOf(fixture, 'alice')).toHaveLength(9)
  })

  test('of a whole set works once each, and then none does', async () => {
    await using fixture = await openFixture()
    const codes = await codesOf(fixture, 'alice')
    for (const code of codes) {
      const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
      expect((await flow.submit({ code })).kind).toBe('new-password')
    }
    const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
    expect((await flow.submit({ code: codes[3] ?? '' })).refusal?.code).toBe('code-not-accepted')
  })

  test.each(['bob', 'frank', 'nobody'])('of alice opens nothing for %s', async (username) => {
    await using fixture = await openFixture()
    const [code = ''] = await codesOf(fixture, 'alice')
    const flow = await asked(fixture, 'recovery-code', { username })
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
    expect(await codesOf(fixture, 'alice')).toHaveLength(10)
  })

  test.each([
    ['six digits', '123456'],
    ['too short', 'A11C-E000-0000-000'],
    ['a letter that is in none', 'A11C-E000-0000-000U'],
    ['empty', ''],
  ])('that is %s is no code, and costs no try', async (_, code) => {
    await using fixture = await openFixture()
    const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
    const step = await flow.submit({ code })
    expect(step.refusal).toEqual({
      code: 'code-malformed',
      text: 'A recovery code has sixteen letters and digits. Check what you typed.',
    })
    expect((await flow.submit({ code: NO_CODE })).refusal?.text).toContain('4 tries left')
  })

  test.each(['email', 'totp', 'helpdesk-pass'] as const)(
    'is no answer where %s is asked',
    async (authenticator) => {
      await using fixture = await openFixture()
      const [code = ''] = await codesOf(fixture, 'alice')
      const flow = await startFlow(fixture, { username: 'alice' })
      await flow.submit({ authenticator })
      expect((await flow.submit({ code })).refusal?.code).toBe('code-malformed')
      expect(await codesOf(fixture, 'alice')).toHaveLength(10)
    },
  )

  test('opens one of ten flows that bring it at once', async () => {
    await using fixture = await openFixture({
      wrap: ({ deps }) => ({ store: likeOnTheNetwork(deps.store) }),
    })
    const [code = ''] = await codesOf(fixture, 'alice')
    const flows = await inParallel(upTo(10), 1, () =>
      asked(fixture, 'recovery-code', { username: 'alice' }),
    )
    const answers = await Promise.all(
      flows.map((flow, at) => flow.trySubmit({ code }, { from: `192.0.2.${at}` })),
    )
    expect(tally(answers.map((answer) => stepIn(answer).kind))).toEqual({
      'new-password': 1,
      'answer-challenge': 9,
    })
    expect(await codesOf(fixture, 'alice')).toHaveLength(9)
  })

  test('of five that are typed at once in as many flows is accepted, each of them', async () => {
    await using fixture = await openFixture({
      wrap: ({ deps }) => ({ store: likeOnTheNetwork(deps.store) }),
    })
    const codes = (await codesOf(fixture, 'alice')).slice(0, 5)
    const flows = await inParallel(codes, 1, () =>
      asked(fixture, 'recovery-code', { username: 'alice' }),
    )
    const answers = await Promise.all(
      flows.map((flow, at) => flow.trySubmit({ code: codes[at] ?? '' })),
    )
    expect(answers.map((answer) => stepIn(answer).kind)).toEqual(codes.map(() => 'new-password'))
    expect(await codesOf(fixture, 'alice')).toHaveLength(5)
  })

  test('is good when strangers have guessed at the name from everywhere', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesOf(fixture, 'alice')
    await inParallel(upTo(30), 1, async (at) => {
      const from = `198.51.100.${at}`
      const flow = await asked(fixture, 'recovery-code', { username: 'alice', from })
      for (let tries = 0; tries < 4; tries += 1) await flow.submit({ code: NO_CODE })
    })
    const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('is no way at all where policy has none', async () => {
    await using fixture = await openFixture({ policy: withoutCodes() })
    const flow = await startFlow(fixture, { username: 'alice' })
    expect(flow.step.fields[0]?.options?.map(({ value }) => value)).toEqual(['email', 'totp'])
    expect((await flow.submit({ authenticator: 'recovery-code' })).refusal?.code).toBe('choose-one')
  })
})

describe('two gates', () => {
  test('may be the last recovery code and another kind, in either order', async () => {
    await using fixture = await openFixture({ policy: { gates: 2 } })
    const codes = await codesOf(fixture, 'alice')
    const first = await asked(fixture, 'recovery-code', { username: 'alice' })
    expect((await first.submit({ code: codes[0] ?? '' })).kind).toBe('choose-authenticator')
    expect(first.step.fields[0]?.options?.map(({ value }) => value)).toEqual([
      'email',
      'totp',
      'sms',
    ])
    await first.submit({ authenticator: 'email' })
    await first.submit({ code: await mailedCode(fixture, 'alice') })
    expect(first.step.kind).toBe('new-password')
    const other = await startFlow(fixture, { username: 'alice' })
    await other.submit({ authenticator: 'totp' })
    await other.submit({ code: await fixture.appCode('alice') })
    await other.submit({ authenticator: 'recovery-code' })
    expect((await other.submit({ code: codes[1] ?? '' })).kind).toBe('new-password')
  })

  test('are never two recovery codes', async () => {
    await using fixture = await openFixture({ policy: { gates: 2 } })
    const [code = ''] = await codesOf(fixture, 'alice')
    const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
    await flow.submit({ code })
    const again = await flow.submit({ authenticator: 'recovery-code' })
    expect(again.refusal?.code).toBe('choose-one')
  })
})

test('a set whose codes are all used counts for nothing', async () => {
  await using fixture = await openFixture({ policy: { gates: 2 } })
  const code = '7K0Q-1XZ2-M9AB-3CDE'
  await addSomebody(fixture, { name: 'gina', recoveryCodes: [code] })
  const flow = await asked(fixture, 'recovery-code', { username: 'gina' })
  await flow.submit({ code })
  await flow.submit({ authenticator: 'email' })
  expect((await flow.submit({ code: await mailedCode(fixture, 'gina') })).kind).toBe('new-password')
  const next = await startFlow(fixture, { username: 'gina' })
  await next.submit({ authenticator: 'email' })
  expect((await inbox(fixture, 'gina'))[0]?.subject).toBe('Register a way back in')
})

describe('the notice', () => {
  test('of each use says how many codes are left', async () => {
    await using fixture = await openFixture()
    const codes = await codesOf(fixture, 'alice')
    for (const code of codes) {
      await (await asked(fixture, 'recovery-code', { username: 'alice' })).submit({ code })
      // One by one: messages that are due at once leave in any order.
      await fixture.drain()
    }
    const subjects = (await inbox(fixture, 'alice')).map(({ subject }) => subject).toReversed()
    expect(subjects).toHaveLength(10)
    expect(subjects[0]).toBe('A recovery code was used, 9 are left')
    expect(subjects[9]).toBe('Your last recovery code was used')
    const texts = (await inbox(fixture, 'alice')).map(({ text }) => text).toReversed()
    expect(texts[5]).not.toContain('make a new set')
    expect(texts[6]).toContain('Three are left: make a new set on your page soon.')
    expect(texts.join()).not.toContain(codes[0])
    expect(texts[0]).toMatch(/\/not-me\//)
  })
})

describe('the page of recovery codes', () => {
  test('makes ten new ones after a fresh proof, shows them once, and ends the old', async () => {
    await using fixture = await openFixture()
    const [old = ''] = await codesOf(fixture, 'alice')
    const browser = await signedIn(fixture, 'alice')
    const page = await prove(fixture, browser, 'alice', PATH)
    expect(page.html).toContain('10 of 10 are left.')
    const made = await browser.submit(page, {}, PATH)
    const codes = codesIn(made)
    expect(new Set(codes).size).toBe(10)
    expect(made.headers['cache-control']).toBe('no-store')
    expect((await browser.open(PATH)).html).not.toContain(codes[0])
    fixture.clock.advance(DAY)
    const ended = await asked(fixture, 'recovery-code', { username: 'alice' })
    expect((await ended.submit({ code: old })).refusal?.code).toBe('code-not-accepted')
    expect((await ended.submit({ code: codes[9] ?? '' })).kind).toBe('new-password')
    const account = await (await signedIn(fixture, 'alice')).open('/account')
    expect(account.html).toContain('9 are left')
  })

  test('makes codes that are not enough alone on their first day, but beside another way', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesMadeBy(fixture, 'bob')
    fixture.clock.advance(MINUTE)
    const flow = await asked(fixture, 'recovery-code', { username: 'bob' })
    expect((await flow.submit({ code })).kind).toBe('choose-authenticator')
    await flow.submit({ authenticator: 'email' })
    expect((await flow.submit({ code: await mailedCode(fixture, 'bob') })).kind).toBe(
      'new-password',
    )
  })

  test('makes codes that are enough at once where a person had nothing', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesMadeBy(fixture, 'frank')
    fixture.clock.advance(MINUTE)
    const flow = await asked(fixture, 'recovery-code', { username: 'frank' })
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('saves them as text without being asked again', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const made = await browser.submit(await prove(fixture, browser, 'alice', PATH), {}, PATH)
    const href = /href="data:text\/plain;charset=utf-8,([^"]+)" download="recovery-codes.txt"/.exec(
      made.html,
    )?.[1]
    const text = decodeURIComponent(href ?? '')
    for (const code of codesIn(made)) expect(text).toContain(`. ${code}\r\n`)
    expect(text).toContain('Recovery codes of alice at corp.test, made 1 Jan 2030')
  })

  test('tells the person, and the audit', async () => {
    await using fixture = await openFixture()
    await codesMadeBy(fixture, 'bob')
    expect((await inbox(fixture, 'bob'))[0]?.subject).toBe('New recovery codes were made')
    expect(await activitiesOf(fixture)).toContain('authenticator.enrolled succeeded recovery-code')
    await codesMadeBy(fixture, 'alice')
    expect(await activitiesOf(fixture)).toContain('authenticator.replaced succeeded recovery-code')
  })

  test('makes none without a fresh proof, and the old ones stay good', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    expect((await browser.open(PATH)).path).toMatch(/^\/account\/proof/)
    const _csrf = formsOf(await browser.open('/account'))[0]?.hidden._csrf ?? ''
    const posted = await browser.post(PATH, { _csrf })
    expect(posted.headers.location).toBe(`/account/proof?next=${encodeURIComponent(PATH)}`)
    expect(await codesOf(fixture, 'alice')).toHaveLength(10)
  })

  test('removes them, and they let nobody in any more', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesOf(fixture, 'alice')
    const browser = await signedIn(fixture, 'alice')
    const page = await prove(fixture, browser, 'alice', PATH)
    const [set] = (await bindingsOf(fixture, 'alice')).filter(
      ({ kind }) => kind === 'recovery-code',
    )
    const left = await browser.submit(page, {}, `/account/authenticators/${set?.id}/remove`)
    expect(saidOn(left)).toMatch(/^Removed/)
    const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
  })

  test('is for those who are signed in', async () => {
    await using fixture = await openFixture()
    const browser = openBrowser(fixture)
    expect(headingOf(await browser.open(PATH))).toBe('Sign in to your page')
  })

  test('takes no form that is not its own', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice', PATH)
    expect((await browser.post(PATH, { _csrf: 'x' })).status).toBe(403)
    expect(await codesOf(fixture, 'alice')).toHaveLength(10)
  })

  test('does not exist where policy has no recovery codes', async () => {
    await using fixture = await openFixture({ policy: withoutCodes() })
    const browser = await signedIn(fixture, 'alice')
    expect((await browser.open(PATH)).status).toBe(404)
    const account = await browser.open('/account')
    const _csrf = formsOf(account)[0]?.hidden._csrf ?? ''
    expect((await browser.post(PATH, { _csrf })).status).toBe(404)
    expect(account.html).not.toContain('Make recovery codes')
  })

  test('makes none for somebody whose self-service is off', async () => {
    await using fixture = await openFixture()
    await freezePerson(fixture.house.deps, 'alice')
    fixture.clock.advance(MINUTE)
    const browser = await signedIn(fixture, 'alice')
    expect(saidOn(await prove(fixture, browser, 'alice', PATH))).toMatch(/^Nothing was changed/)
  })

  test('speaks French', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice', { language: 'fr' })
    const made = await browser.submit(await prove(fixture, browser, 'alice', PATH), {}, PATH)
    expect(headingOf(made)).toBe('Vos nouveaux codes de secours')
    expect(made.html).toContain('download="codes-de-secours.txt"')
  })
})

describe('a proof before a change', () => {
  test('is given with a recovery code by whoever has nothing else, once a code', async () => {
    await using fixture = await openFixture()
    const [code = ''] = await codesMadeBy(fixture, 'frank')
    fixture.clock.advance(6 * MINUTE)
    const browser = await signedIn(fixture, 'frank')
    const page = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    expect(page.html).toContain('Type one of your recovery codes')
    const proven = await browser.submit(page, { 'recovery-code': code })
    expect(proven.path).toBe('/account')
    expect((await browser.open('/account/app')).path).toBe('/account/app')
    expect((await inbox(fixture, 'frank'))[0]?.subject).toBe('A recovery code was used, 9 are left')
    const other = await signedIn(fixture, 'frank')
    const again = await other.submit(await other.open('/account/proof'), { password: OLD_PASSWORD })
    expect((await other.submit(again, { 'recovery-code': code })).html).toContain(
      'That code wasn’t right',
    )
    expect(await activitiesOf(fixture)).toContain('session.proof-refused failed code-reused')
  })
})

test('a set that nobody uses stays good', async () => {
  await using fixture = await openFixture()
  fixture.clock.advance(400 * DAY)
  const [code = ''] = await codesOf(fixture, 'alice')
  const flow = await asked(fixture, 'recovery-code', { username: 'alice' })
  expect((await flow.submit({ code })).kind).toBe('new-password')
})

function withoutCodes() {
  return { authenticators: forEveryClient(['email', 'totp']) }
}

async function codesMadeBy(fixture: Fixture, name: string): Promise<string[]> {
  const browser = await signedIn(fixture, name)
  return codesIn(await browser.submit(await prove(fixture, browser, name, PATH), {}, PATH))
}

function codesIn({ html }: Page): string[] {
  return [...html.matchAll(/<code>([0-9A-Z-]{19})<\/code>/g)].map(([, code = '']) => code)
}
