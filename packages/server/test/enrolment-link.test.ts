import { describe, expect, test } from 'vitest'
import { freezePerson } from '../src/app/administer-person.ts'
import type { IssuedLink } from '../src/app/issue-enrolment-link.ts'
import { createApplication } from '../src/application.ts'
import { createSoftwareKey } from '../src/authenticator/software-key.fixture.ts'
import { startFlow } from './api-client.ts'
import { type Browser, formsOf, headingOf, openBrowser } from './browser.ts'
import { DAY, type Fixture, HOUR, MINUTE, openFixture, SECOND } from './fixture.ts'
import { inbox, linkIn, messages } from './messages.ts'
import { addPasskey, askedOn, atPasskey, sign } from './passkeys.ts'
import {
  activitiesOf,
  addEmail,
  bindingsOf,
  NEW_ADDRESS,
  newestCode,
  prove,
  saidOn,
  signedIn,
} from './security-info.ts'
import { resetByMail } from './walks.ts'

async function issue(
  { house }: Fixture,
  name: string,
  more: { readonly replaces?: boolean } = {},
): Promise<IssuedLink> {
  return await createApplication(house).issueEnrolmentLink({
    name,
    checkedHow: 'called back on the number in the file',
    issuer: 'helga',
    validMs: HOUR,
    replaces: false,
    locale: 'en',
    ...more,
  })
}

/** The path of a new link. */
async function linkFor(fixture: Fixture, name: string, more = {}): Promise<string> {
  const issued = await issue(fixture, name, more)
  if (issued.outcome !== 'issued') throw new Error(issued.outcome)
  return new URL(issued.url).pathname
}

async function begin(fixture: Fixture, path: string): Promise<Browser> {
  const browser = openBrowser(fixture)
  await browser.submit(await browser.open(path))
  return browser
}

const SPENT = 'This link no longer works'

describe('an enrolment link', () => {
  test('lets a person register without their password, and tells the directory’s address', async () => {
    await using fixture = await openFixture()
    const path = await linkFor(fixture, 'frank')
    const [notice] = await inbox(fixture, 'frank')
    expect(notice?.subject).toBe('A link to register a way back in was made')
    const browser = openBrowser(fixture)
    const shown = await browser.open(path)
    expect(headingOf(shown)).toContain('frank')
    const page = await browser.submit(shown)
    expect(page.html).toContain('Register one more way')
    expect(saidOn(await addEmail(fixture, browser, { address: NEW_ADDRESS }))).toMatch(/^Added/)
    expect((await inbox(fixture, 'frank')).map(({ subject }) => subject)).toContain(
      'A new way back in was registered',
    )
    expect(await bindingsOf(fixture, 'frank')).toMatchObject([
      { value: NEW_ADDRESS, isFirst: false },
    ])
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'enrolment.link-issued succeeded',
        'enrolment.link-opened succeeded',
        'authenticator.enrolled succeeded email',
      ]),
    )
  })

  test('is audited with who issued it and how the person was checked', async () => {
    await using fixture = await openFixture()
    await linkFor(fixture, 'frank')
    const event = await fixture.house.deps.store.db
      .selectFrom('audit_event')
      .select(['actor', 'target_name', 'detail'])
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(event).toEqual({
      actor: 'command-line',
      target_name: 'frank',
      detail: 'helga: called back on the number in the file',
    })
  })

  test('makes no password of the same day: what it enrolled is fresh', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'frank'))
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    await fixture.drain()
    const sent = messages(fixture).length
    // A flow of the very moment of a change is over with it.
    fixture.clock.advance(MINUTE)
    const flow = await startFlow(fixture, { username: 'frank' })
    await flow.submit({ authenticator: 'email' })
    await fixture.drain()
    expect(messages(fixture)).toHaveLength(sent)
    fixture.clock.advance(DAY)
    const later = await startFlow(fixture, { username: 'frank' })
    await later.submit({ authenticator: 'email' })
    const code = await newestCode(fixture, NEW_ADDRESS)
    expect((await later.submit({ code })).kind).toBe('new-password')
  })

  test('takes a passkey as the first, too young to open anything alone', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'frank'))
    const key = createSoftwareKey()
    expect(saidOn(await addPasskey(browser, key))).toMatch(/^Added/)
    expect(await bindingsOf(fixture, 'frank')).toMatchObject([{ kind: 'passkey', isFirst: false }])
    fixture.clock.advance(MINUTE)
    const early = openBrowser(fixture)
    const stopped = await sign(early, await atPasskey(early, 'frank'), key)
    expect(headingOf(stopped)).not.toBe('Choose a new password')
    fixture.clock.advance(DAY)
    const late = openBrowser(fixture)
    expect(headingOf(await sign(late, await atPasskey(late, 'frank'), key))).toBe(
      'Choose a new password',
    )
  })

  test('changes nothing by being opened, however often, and begins once', async () => {
    await using fixture = await openFixture()
    const path = await linkFor(fixture, 'frank')
    const scanner = openBrowser(fixture)
    for (let times = 0; times < 3; times += 1) await scanner.open(path)
    const first = await scanner.open(path)
    const [form] = formsOf(first)
    expect(await scanner.post(path, {})).toMatchObject({ status: 403 })
    const other = openBrowser(fixture)
    const second = await other.open(path)
    await scanner.submit(first)
    expect(headingOf(await other.submit(second))).toBe(SPENT)
    expect(form?.action).toBe(path)
  })

  test('of two browsers that press at once lets one in', async () => {
    await using fixture = await openFixture()
    const path = await linkFor(fixture, 'frank')
    const browsers = [openBrowser(fixture), openBrowser(fixture), openBrowser(fixture)]
    const pages = await Promise.all(browsers.map((one) => one.open(path)))
    const answers = await Promise.all(
      browsers.map((one, at) =>
        one.submit(pages[at] ?? { path, status: 0, headers: {}, html: '' }),
      ),
    )
    expect(answers.filter((page) => headingOf(page) === SPENT)).toHaveLength(2)
  })

  test('opens nothing but the pages of enrolment', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'frank'))
    const asked = await browser.open('/account')
    expect(headingOf(asked)).toBe('Register how you get back in')
    for (const path of ['/account/not-me', '/account/proof', '/admin/audit'])
      expect(headingOf(await browser.open(path))).toContain('Sign in')
    const [form] = formsOf(asked)
    const answer = await browser.post('/account/change-password', form?.hidden ?? {})
    expect(answer.headers.location).toBe('/account/register')
  })

  test('holds half an hour after it was begun', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'frank'))
    for (const passes of [14, 14]) {
      fixture.clock.advance(passes * MINUTE)
      expect((await browser.open('/account/email')).html).toContain('name="address"')
    }
    fixture.clock.advance(2 * MINUTE)
    expect(headingOf(await browser.open('/account/email'))).toContain('Sign in')
  })

  test.each([
    ['too old', async ({ clock }: Fixture) => clock.advance(HOUR)],
    ['followed by another', async (fixture: Fixture) => void (await linkFor(fixture, 'frank'))],
    ['of somebody frozen', ({ house }: Fixture) => freezePerson(house.deps, 'frank')],
    [
      'of somebody who registered since',
      async (fixture: Fixture) => {
        const browser = await signedIn(fixture, 'frank')
        await prove(fixture, browser, 'frank')
        await addEmail(fixture, browser, { address: NEW_ADDRESS })
      },
    ],
  ])('no longer works once it is %s', async (_, happens) => {
    await using fixture = await openFixture()
    const path = await linkFor(fixture, 'frank')
    const browser = openBrowser(fixture)
    const shown = await browser.open(path)
    await happens(fixture)
    expect(headingOf(await browser.open(path))).toBe(SPENT)
    expect(headingOf(await browser.submit(shown))).toBe(SPENT)
  })

  test('that was begun ends when the person enrols by themselves', async () => {
    await using fixture = await openFixture()
    const own = await signedIn(fixture, 'frank')
    await prove(fixture, own, 'frank')
    const intruder = await begin(fixture, await linkFor(fixture, 'frank'))
    const asked = await intruder.submit(await intruder.open('/account/email'), {
      address: 'intruder@home.test',
    })
    const code = await newestCode(fixture, 'intruder@home.test')
    await addEmail(fixture, own, { address: NEW_ADDRESS })
    expect(headingOf(await intruder.submit(asked, { code }))).toContain('Sign in')
    expect((await bindingsOf(fixture, 'frank')).map(({ value }) => value)).toEqual([NEW_ADDRESS])
  })

  test('dies with "it wasn’t me" of the notice about it, and so does its session', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'frank'))
    const [notice] = await inbox(fixture, 'frank')
    const owner = openBrowser(fixture)
    await owner.submit(await owner.open(linkIn(notice, 'not-me')))
    expect(headingOf(await browser.open('/account/email'))).toContain('Sign in')
    expect(await issue(fixture, 'frank')).toEqual({ outcome: 'frozen' })
  })

  test('is made for nobody who is disabled, unknown, or has registered', async () => {
    await using fixture = await openFixture()
    expect(await issue(fixture, 'dave')).toEqual({ outcome: 'disabled' })
    expect(await issue(fixture, 'nobody')).toEqual({ outcome: 'unknown-person' })
    expect(await issue(fixture, 'bob')).toEqual({ outcome: 'enrolled-already' })
    expect(messages(fixture)).toEqual([])
  })

  test('is nowhere in the log or in the database', async () => {
    await using fixture = await openFixture()
    const path = await linkFor(fixture, 'frank')
    await begin(fixture, path)
    const token = path.split('/').at(-1) ?? ''
    expect(fixture.logged.join('')).not.toContain(token)
    const rows = await fixture.house.deps.store.db.selectFrom('permission').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('a link that replaces', () => {
  test('takes away what was there with the first new one, and tells the old address', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'bob', { replaces: true }))
    const begun = await browser.open('/account/register')
    expect(begun.html).toContain('Register one more way')
    expect(begun.html.split('Confirm ')[0]).not.toContain('b•••@c•••.test')
    expect(await bindingsOf(fixture, 'bob')).toHaveLength(1)
    await addEmail(fixture, browser, { address: 'bob@home.test' })
    fixture.clock.advance(SECOND)
    await addEmail(fixture, browser, { address: 'bob@work.test' })
    expect((await bindingsOf(fixture, 'bob')).map(({ value }) => value)).toEqual([
      'bob@home.test',
      'bob@work.test',
    ])
    expect((await inbox(fixture, 'bob')).map(({ subject }) => subject)).toEqual([
      'A way back in was replaced',
      'A link to register a way back in was made',
    ])
    expect(await activitiesOf(fixture)).toContain('authenticator.replaced succeeded email')
  })

  test('takes away every kind that was there, and the audit has all of them', async () => {
    await using fixture = await openFixture()
    const browser = await begin(fixture, await linkFor(fixture, 'alice', { replaces: true }))
    await addEmail(fixture, browser, { address: 'alice@home.test' })
    expect((await bindingsOf(fixture, 'alice')).map(({ kind }) => kind)).toEqual(['email'])
    const replaced = (await activitiesOf(fixture)).find((one) =>
      one.startsWith('authenticator.replaced'),
    )
    expect(replaced?.split(' ').slice(2).toSorted()).toEqual([
      'email',
      'recovery-code',
      'security-questions',
      'sms',
      'totp',
    ])
  })

  test('lets ten passkeys go for a new one, and leaves the browser free to make it again', async () => {
    await using fixture = await openFixture()
    const owner = await signedIn(fixture, 'frank')
    await prove(fixture, owner, 'frank')
    for (let many = 0; many < 10; many += 1) await addPasskey(owner, createSoftwareKey())
    fixture.clock.advance(MINUTE)
    const browser = await begin(fixture, await linkFor(fixture, 'frank', { replaces: true }))
    expect(askedOn(await browser.open('/account/passkey')).exclude).toEqual([])
    expect(saidOn(await addPasskey(browser, createSoftwareKey()))).toMatch(/^Added/)
    expect(await bindingsOf(fixture, 'frank')).toHaveLength(1)
  })

  test('dies with a reset: whoever reset needs none', async () => {
    await using fixture = await openFixture()
    const path = await linkFor(fixture, 'bob', { replaces: true })
    expect((await resetByMail(fixture, 'bob')).step.kind).toBe('done')
    expect(headingOf(await openBrowser(fixture).open(path))).toBe(SPENT)
  })
})
