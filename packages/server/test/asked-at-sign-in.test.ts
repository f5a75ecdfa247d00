import { describe, expect, test } from 'vitest'
import { freezePerson } from '../src/app/administer-person.ts'
import { appendPolicy } from '../src/store/policy.ts'
import { OLD_PASSWORD, sessionIn, signIn } from './api-client.ts'
import { formsOf, headingOf, openBrowser } from './browser.ts'
import { DAY, type Fixture, MINUTE, openFixture, type Wishes } from './fixture.ts'
import { activitiesOf, addEmail, NEW_ADDRESS, prove, saidOn, signedIn } from './security-info.ts'

const REGISTER = 'Register how you get back in'
const CONFIRM = 'Is this still right?'

const required = (more: Wishes['policy'] = {}): Wishes => ({
  policy: { enrolment: { isRequired: true, graceDays: 14, reconfirmDays: 0 }, ...more },
})
const reconfirming: Wishes = {
  policy: { enrolment: { isRequired: false, graceDays: 14, reconfirmDays: 90 } },
}

async function signInAs(fixture: Fixture, username: string) {
  const browser = openBrowser(fixture)
  const form = await browser.open('/account/sign-in')
  return { browser, page: await browser.submit(form, { username, password: OLD_PASSWORD }) }
}

const later = '/account/register/later'
const confirm = '/account/register/confirm'

describe('whoever has too little at sign-in', () => {
  test('is asked to register, may put it off, and is told until when', async () => {
    await using fixture = await openFixture(required())
    const { browser, page } = await signInAs(fixture, 'frank')
    expect(headingOf(page)).toBe(REGISTER)
    expect(page.html).toContain('You can put it off until')
    const account = await browser.submit(page, {}, later)
    expect(account.path).toBe('/account')
    expect(account.html).toContain('Please register by 15 Jan 2030')
    expect(headingOf(await browser.open('/account'))).toContain('Hello')
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'enrolment.required succeeded too-few-authenticators',
        'enrolment.postponed succeeded',
      ]),
    )
  })

  test('is asked at each sign-in, has the first deadline all along, and is counted', async () => {
    await using fixture = await openFixture(required())
    for (let day = 0; day < 14; day += 5) {
      const { browser, page } = await signInAs(fixture, 'frank')
      expect(page.html).toContain('You can put it off until 15 Jan 2030')
      await browser.submit(page, {}, later)
      fixture.clock.advance(5 * DAY)
    }
    const trail = await fixture.house.deps.store.db
      .selectFrom('audit_event')
      .select(['activity', 'detail'])
      .orderBy('seq')
      .execute()
    const asked = trail.filter(({ activity }) =>
      ['enrolment.required', 'enrolment.postponed'].includes(activity),
    )
    expect(asked.map(({ detail }) => detail)).toEqual([null, '1', '2', '3'])
  })

  test('can do nothing else once the deadline has passed, until they have registered', async () => {
    await using fixture = await openFixture(required())
    await signInAs(fixture, 'frank')
    fixture.clock.advance(14 * DAY)
    const { browser, page } = await signInAs(fixture, 'frank')
    expect(page.html).toContain('nothing else is possible on your page')
    expect(formsOf(page).map(({ action }) => action)).toEqual(['/account/sign-out'])
    const [form] = formsOf(page)
    const fields = form?.hidden ?? {}
    for (const path of ['/account', '/account/authenticators/aut_one'])
      expect(headingOf(await browser.open(path))).toBe(REGISTER)
    for (const path of [
      later,
      '/account/change-password',
      '/account/authenticators/aut_one/remove',
    ])
      expect(
        await browser.post(path, { ...fields, ...(path.endsWith('remove') && { warned: 'no' }) }),
      ).toMatchObject({
        status: 303,
        headers: { location: '/account/register' },
      })
    await prove(fixture, browser, 'frank', '/account/email')
    expect(saidOn(await addEmail(fixture, browser, { address: NEW_ADDRESS }))).toMatch(/^Added/)
    expect(headingOf(await browser.open('/account'))).toContain('Hello')
  })

  test('may still say that it was not them', async () => {
    await using fixture = await openFixture(required())
    await signInAs(fixture, 'frank')
    fixture.clock.advance(14 * DAY)
    const { browser } = await signInAs(fixture, 'frank')
    const page = await browser.submit(await browser.open('/account/not-me'))
    expect(page.html).toContain('your administrators know')
  })

  test('is not shut out by a deadline while self-service is off', async () => {
    await using fixture = await openFixture(required())
    await signInAs(fixture, 'frank')
    fixture.clock.advance(14 * DAY)
    await freezePerson(fixture.house.deps, 'frank')
    expect(headingOf((await signInAs(fixture, 'frank')).page)).toContain('Hello')
  })

  test('is not asked where policy does not ask for it', async () => {
    await using fixture = await openFixture()
    expect(headingOf((await signInAs(fixture, 'frank')).page)).toContain('Hello')
  })

  test('is asked at once, in the same session, when a removal leaves them short', async () => {
    await using fixture = await openFixture(required())
    const browser = await signedIn(fixture, 'bob')
    const own = await prove(fixture, browser, 'bob')
    const path = /\/account\/authenticators\/aut_[A-Za-z0-9_-]+/.exec(own.html)?.[0] ?? ''
    const removed = await browser.submit(
      await browser.open(path),
      { warned: 'yes' },
      `${path}/remove`,
    )
    expect(headingOf(removed)).toBe(REGISTER)
    expect(saidOn(removed)).toMatch(/^Removed/)
  })

  test('is asked at once when policy asks for more, though they put off something before', async () => {
    await using fixture = await openFixture(required())
    expect(headingOf((await signInAs(fixture, 'bob')).page)).toContain('Hello')
    const { browser, page } = await signInAs(fixture, 'frank')
    await browser.submit(page, {}, later)
    const two = required({ gates: 2 })
    const before = await fixture.house.deps.policy.read()
    const { deps } = fixture.house
    const { version: _, ...rest } = before
    await appendPolicy(deps.store.db, deps.tenant, { ...rest, ...two.policy }, deps.now())
    fixture.clock.advance(3 * MINUTE)
    expect(headingOf(await browser.open('/account'))).toBe(REGISTER)
    expect((await signInAs(fixture, 'bob')).page.html).toContain('one more way')
  })
})

describe('whoever registered long ago', () => {
  test('confirms it with a fresh proof, and is asked again after the same time', async () => {
    await using fixture = await openFixture(reconfirming)
    fixture.clock.advance(90 * DAY)
    const { browser, page } = await signInAs(fixture, 'bob')
    expect(headingOf(page)).toBe(CONFIRM)
    expect(page.html).toContain('b•••@c•••.test')
    expect((await browser.submit(page, {}, confirm)).path).toContain('/account/proof')
    const proven = await prove(fixture, browser, 'bob', '/account/register')
    expect(saidOn(await browser.submit(proven, {}, confirm))).toBe(
      'Thank you. Everything stays as it is.',
    )
    expect(await activitiesOf(fixture)).toContain('enrolment.confirmed succeeded email')
    fixture.clock.advance(89 * DAY)
    expect(headingOf((await signInAs(fixture, 'bob')).page)).toContain('Hello')
    fixture.clock.advance(DAY)
    expect(headingOf((await signInAs(fixture, 'bob')).page)).toBe(CONFIRM)
  })

  test('may put it off, for good if they like: only registering has a deadline', async () => {
    await using fixture = await openFixture(reconfirming)
    fixture.clock.advance(900 * DAY)
    const { browser, page } = await signInAs(fixture, 'bob')
    expect(headingOf(await browser.submit(page, {}, later))).toContain('Hello')
  })

  test('confirms nothing that the page did not show', async () => {
    await using fixture = await openFixture(reconfirming)
    fixture.clock.advance(90 * DAY)
    const { browser, page } = await signInAs(fixture, 'bob')
    await prove(fixture, browser, 'bob')
    await addEmail(fixture, browser, { address: 'bob@home.test' })
    const after = await browser.submit(page, {}, confirm)
    expect(saidOn(after)).toMatch(/^Nothing was changed/)
    expect(await activitiesOf(fixture)).not.toContain('enrolment.confirmed succeeded email')
  })

  test('is asked nothing by default', async () => {
    await using fixture = await openFixture()
    fixture.clock.advance(900 * DAY)
    expect(headingOf((await signInAs(fixture, 'bob')).page)).toContain('Hello')
  })
})

describe('whoever signs in through the API', () => {
  const signInByApi = async (fixture: Fixture, name: string) =>
    sessionIn(await signIn(fixture, name, OLD_PASSWORD)).enrolment

  test('and has too little is told how much is missing and where, which begins no days of grace', async () => {
    await using fixture = await openFixture(required())
    const url = 'http://localhost:8080/account/register'
    expect(await signInByApi(fixture, 'frank')).toEqual({ missing: 1, url })
    fixture.clock.advance(20 * DAY)
    expect(await signInByApi(fixture, 'frank')).toEqual({ missing: 1, url })
    expect((await activitiesOf(fixture)).join()).not.toContain('enrolment.required')
    const { page } = await signInAs(fixture, 'frank')
    expect(page.html).toContain('You can put it off until')
    const deadline = new Date(fixture.clock.now() + 14 * DAY).toISOString()
    expect(await signInByApi(fixture, 'frank')).toEqual({ missing: 1, url, deadline })
  })

  test('is told nothing of it who has enough, or where policy does not ask', async () => {
    await using fixture = await openFixture(required())
    expect(await signInByApi(fixture, 'alice')).toBeUndefined()
    await using usual = await openFixture()
    expect(await signInByApi(usual, 'frank')).toBeUndefined()
  })
})
