import { describe, expect, test, vi } from 'vitest'
import { OLD_PASSWORD, startFlow } from './api-client.ts'
import { headingOf } from './browser.ts'
import { HOUR, MINUTE, openFixture } from './fixture.ts'
import { inbox, messages, textedCode, wrongCode } from './messages.ts'
import { addSomebody } from './people.ts'
import { activitiesOf, bindingsOf, prove, saidOn, signedIn } from './security-info.ts'

// Eleven people ask for codes to one number in one of them.
vi.setConfig({ testTimeout: 30_000 })

const PATH = '/account/phone'
const TYPED = '+1 (202) 555-0144'
const NUMBER = '+12025550144'

describe('a new phone', () => {
  test('is enrolled with the code that was sent to it, and resets at once where it is the first', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    expect((await browser.open('/account')).html).toContain('Add a mobile phone')
    const form = await prove(fixture, browser, 'frank', PATH)
    const asked = await browser.submit(form, { address: TYPED, name: 'private' })
    expect(asked.html).toContain('+1 •••• 44')
    const code = await textedCode(fixture, NUMBER)
    expect(messages(fixture)[0]?.text).toContain('confirms this phone for corp.test')
    const page = await browser.submit(asked, { code })
    expect(saidOn(page)).toMatch(/^Added/)
    expect(page.html).toContain('+1 •••• 44')
    expect(page.html).not.toContain(NUMBER)
    expect(await bindingsOf(fixture, 'frank')).toMatchObject([
      { kind: 'sms', value: NUMBER, name: 'private', isFirst: true },
    ])
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining(['code.sent contacted sms', 'authenticator.enrolled succeeded sms']),
    )
    fixture.clock.advance(MINUTE)
    const flow = await startFlow(fixture, { username: 'frank' })
    await flow.submit({ authenticator: 'sms' })
    const step = await flow.submit({ code: await textedCode(fixture, NUMBER) })
    expect(step.kind).toBe('new-password')
  })

  test('is told of at the address that the person has, and not at itself', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'bob')
    const form = await prove(fixture, browser, 'bob', PATH)
    const asked = await browser.submit(form, { address: TYPED })
    await browser.submit(asked, { code: await textedCode(fixture, NUMBER) })
    expect((await inbox(fixture, 'bob'))[0]?.subject).toBe('A new way back in was registered')
    expect(messages(fixture).filter(({ to }) => to === NUMBER)).toHaveLength(1)
  })

  test.each(['555', '+33 1 42 68 53 00', 'bob@corp.test', ''])(
    '%j is refused in words, and nothing is sent',
    async (address) => {
      await using fixture = await openFixture()
      const browser = await signedIn(fixture, 'frank')
      const page = await browser.submit(await prove(fixture, browser, 'frank', PATH), { address })
      expect(page.html).toContain('That isn’t a mobile number')
      await fixture.drain()
      expect(messages(fixture)).toEqual([])
    },
  )

  test('that the organisation’s rules shut out is refused at once', async () => {
    await using fixture = await openFixture({
      wrap: ({ deps }) => ({ smsRules: { ...deps.smsRules, mayReach: () => false } }),
    })
    const browser = await signedIn(fixture, 'frank')
    const form = await prove(fixture, browser, 'frank', PATH)
    const page = await browser.submit(form, { address: TYPED })
    expect(page.html).toContain('sends no text messages to numbers like this one')
    await fixture.drain()
    expect(messages(fixture)).toEqual([])
  })

  test('is refused where it is registered already, however it is written', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    const form = await prove(fixture, browser, 'alice', PATH)
    const page = await browser.submit(form, { address: '+1 202-555-0123' })
    expect(saidOn(page)).toBe('That is registered already.')
  })

  test('is not enrolled by a wrong code, nor by the code of an address', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    const form = await prove(fixture, browser, 'frank', PATH)
    const asked = await browser.submit(form, { address: TYPED })
    const code = await textedCode(fixture, NUMBER)
    const wrong = await browser.submit(asked, { code: wrongCode(code) })
    expect(wrong.html).toContain('That code wasn’t right')
    await browser.submit(await browser.open('/account/email'), { address: 'frank@home.test' })
    expect(saidOn(await browser.submit(asked, { code }))).toMatch(/^Nothing was changed/)
    expect(await bindingsOf(fixture, 'frank')).toEqual([])
  })

  test('takes the place of another, and keeps its name', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'gina', mobile: '+12025550155' })
    const browser = await signedIn(fixture, 'gina')
    await prove(fixture, browser, 'gina')
    const [old] = (await bindingsOf(fixture, 'gina')).filter(({ kind }) => kind === 'sms')
    const at = `/account/authenticators/${old?.id}`
    await browser.submit(await browser.open(at), { name: 'mine' }, `${at}/name`)
    expect((await browser.open(at)).html).toContain(`${PATH}?replaces=${old?.id}`)
    const form = await browser.open(`${PATH}?replaces=${old?.id}`)
    const asked = await browser.submit(form, { address: TYPED })
    await browser.submit(asked, { code: await textedCode(fixture, NUMBER) })
    const phones = (await bindingsOf(fixture, 'gina')).filter(({ kind }) => kind === 'sms')
    expect(phones).toMatchObject([{ value: NUMBER, name: 'mine' }])
  })

  test('has no page where nothing can be sent to it', async () => {
    await using fixture = await openFixture({ wrap: () => ({ media: ['email'] }) })
    const browser = await signedIn(fixture, 'frank')
    const form = await prove(fixture, browser, 'frank', PATH)
    const page = await browser.submit(form, { address: TYPED })
    expect(saidOn(page)).toMatch(/^Nothing was changed/)
  })
})

describe('the number that the directory has', () => {
  const phones = ['ext. 4000', '+1 (202) 555-0188']

  test('is confirmed without typing it', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'ida', phones })
    const browser = await signedIn(fixture, 'ida')
    expect((await browser.open('/account')).html).toContain('Confirm +1 •••• 88')
    const form = await prove(fixture, browser, 'ida', `${PATH}?confirms=yes`)
    const asked = await browser.submit(form)
    const page = await browser.submit(asked, { code: await textedCode(fixture, '+12025550188') })
    expect(page.html).not.toContain('Confirm +1')
    expect((await bindingsOf(fixture, 'ida')).map(({ value }) => value)).toContain('+12025550188')
  })
})

test('a proof before a change may be a code by text message', async () => {
  await using fixture = await openFixture()
  await addSomebody(fixture, { name: 'kim', enrolsMail: false, mobile: NUMBER })
  const browser = await signedIn(fixture, 'kim')
  const asked = await browser.submit(await browser.open('/account/proof'), {
    password: OLD_PASSWORD,
  })
  expect(asked.html).toContain('Send a code to +1 •••• 44')
  const sent = await browser.submit(asked)
  const proven = await browser.submit(sent, { code: await textedCode(fixture, NUMBER) })
  expect(proven.path).toBe('/account')
  expect(await activitiesOf(fixture)).toContain('session.proven succeeded sms')
})

test('one’s own codes by text message spend what a number may cost', async () => {
  await using fixture = await openFixture()
  for (let at = 0; at < 11; at += 1) {
    const name = `person${at}`
    await addSomebody(fixture, { name, enrolsMail: false, mobile: NUMBER })
    const browser = await signedIn(fixture, name)
    await browser.submit(await browser.open('/account/proof'), { password: OLD_PASSWORD })
    await browser.submit(await browser.open('/account/proof/code'))
    await fixture.drain()
    fixture.clock.advance(HOUR)
  }
  expect(messages(fixture)).toHaveLength(10)
  expect(await activitiesOf(fixture)).toContain('code.not-sent failed budget-spent sms')
})

test('in French the pages are French', async () => {
  await using fixture = await openFixture()
  const browser = await signedIn(fixture, 'frank', { language: 'fr' })
  const form = await prove(fixture, browser, 'frank', PATH)
  expect(headingOf(form)).toBe('Ajouter un téléphone mobile')
  await browser.submit(form, { address: TYPED })
  expect(await textedCode(fixture, NUMBER)).toMatch(/^\d{6}$/)
  expect(messages(fixture)[0]?.text).toContain('confirme ce téléphone')
})
