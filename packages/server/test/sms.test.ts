import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { SEEDED_NUMBER } from '../src/app/seed-people.ts'
import { createApplication } from '../src/application.ts'
import { SEPTETS, septetsOf, toGsmText } from '../src/channel/gsm-text.ts'
import { NEW_PASSWORD, signIn, startFlow } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openBrowser } from './browser.ts'
import { DAY, type Fixture, HOUR, MINUTE, openFixture, SECOND } from './fixture.ts'
import { linkIn, messages, textedCode, wrongCode } from './messages.ts'
import { addSomebody } from './people.ts'
import { proveByApp, twice } from './walks.ts'

async function askByText(fixture: Fixture, username: string, more: { locale?: 'en' | 'fr' } = {}) {
  const flow = await startFlow(fixture, { username, ...more })
  await flow.submit({ authenticator: 'sms' })
  return flow
}

const texts = (fixture: Fixture) => messages(fixture).filter(({ channel }) => channel === 'sms')

describe('a code by text message', () => {
  test('resets a password, and is told of in the audit', async () => {
    await using fixture = await openFixture()
    const flow = await askByText(fixture, 'alice')
    expect(flow.step.title).toBe('Look at your phone')
    expect((await flow.submit({ code: await textedCode(fixture) })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
    const trail = await auditTrail(fixture, flow.id)
    expect(trail.find(({ activity }) => activity === 'code.sent')?.gates).toEqual(['sms'])
    expect(trail.find(({ activity }) => activity === 'password.reset')?.gates).toEqual(['sms'])
  })

  test.each(['en', 'fr'] as const)(
    'fits one message in %s, bound to our own site',
    async (locale) => {
      await using fixture = await openFixture()
      await askByText(fixture, 'alice', { locale })
      const code = await textedCode(fixture)
      const [{ text, to } = expect.unreachable('nothing was sent')] = texts(fixture)
      expect(to).toBe(SEEDED_NUMBER)
      expect(toGsmText(text)).toBe(text)
      expect(septetsOf(text)).toBeLessThanOrEqual(SEPTETS)
      expect(text.split('\n').at(-1)).toBe(`@localhost #${code}`)
      expect(text).toContain('corp.test')
    },
  )

  test('fits one message whatever the organisation calls itself', async () => {
    for (const organisation of ['x'.repeat(80), '東京都庁', '€'.repeat(80)]) {
      await using fixture = await openFixture({ policy: { organisation } })
      await askByText(fixture, 'alice', { locale: 'fr' })
      const code = await textedCode(fixture)
      const [{ text } = expect.unreachable('nothing was sent')] = texts(fixture)
      expect(septetsOf(text)).toBeLessThanOrEqual(SEPTETS)
      expect(toGsmText(text)).toBe(text)
      expect(text).toMatch(new RegExp(`^${code} .*\\n\\n@localhost #${code}$`))
    }
  })

  test('is refused when it is wrong, late, or of another flow', async () => {
    await using fixture = await openFixture()
    const other = await askByText(fixture, 'alice')
    const codeOfOther = await textedCode(fixture)
    const flow = await askByText(fixture, 'alice')
    const code = await textedCode(fixture)
    expect((await flow.submit({ code: wrongCode(code) })).refusal?.code).toBe('code-not-accepted')
    if (codeOfOther !== code)
      expect((await flow.submit({ code: codeOfOther })).refusal?.code).toBe('code-not-accepted')
    fixture.clock.advance(5 * MINUTE + SECOND)
    expect((await flow.submit({ code })).refusal?.code).toBe('code-expired')
    expect((await other.submit({ code: codeOfOther })).refusal?.code).toBe('code-expired')
  })

  test('dies when another one is asked for', async () => {
    await using fixture = await openFixture()
    const flow = await askByText(fixture, 'alice')
    const early = await textedCode(fixture)
    fixture.clock.advance(MINUTE)
    await flow.submit({}, { action: 'resend' })
    const late = await textedCode(fixture)
    if (early !== late)
      expect((await flow.submit({ code: early })).refusal?.code).toBe('code-not-accepted')
    expect((await flow.submit({ code: late })).kind).toBe('new-password')
  })

  test('is not sent to somebody without a phone, who is not told apart', async () => {
    await using fixture = await openFixture()
    const [bob, nobody] = [await askByText(fixture, 'bob'), await askByText(fixture, 'none')]
    await fixture.drain()
    expect(texts(fixture)).toEqual([])
    const plain = (flow: typeof bob, name: string) =>
      JSON.stringify({ ...flow.step, id: '' }).replaceAll(name, 'NAME')
    const unsaid = (step: string) => step.replace(/"availableAt":"[^"]*"/, '')
    expect(unsaid(plain(bob, 'bob'))).toBe(unsaid(plain(nobody, 'none')))
    const why = (await auditTrail(fixture, bob.id)).find((one) => one.activity === 'code.not-sent')
    expect(why?.reason).toBe('not-enrolled')
  })

  test('is a second gate beside an app, with the number masked', async () => {
    await using fixture = await openFixture({ policy: { gates: 2 } })
    const flow = await proveByApp(fixture, { username: 'alice' })
    const labels = flow.step.fields[0]?.options?.map(({ label }) => label)
    expect(labels).toEqual([
      'E-mail to a•••@c•••.test',
      'Text message to +1 •••• 23',
      'Recovery code',
    ])
    const challenge = await flow.submit({ authenticator: 'sms' })
    expect(challenge.text).toContain('+1 •••• 23')
    await flow.submit({ code: await textedCode(fixture) })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })
})

describe('a notice by text message', () => {
  test('comes beside the one by mail, in one message, with the link that takes it back', async () => {
    await using fixture = await openFixture()
    const flow = await askByText(fixture, 'alice')
    await flow.submit({ code: await textedCode(fixture) })
    await flow.submit(twice(NEW_PASSWORD))
    await fixture.drain()
    const [notice, , mail] = messages(fixture).toSorted((one, two) =>
      two.channel.localeCompare(one.channel),
    )
    expect(mail?.subject).toBe('Your password was reset')
    expect(notice?.text).toContain('Your password was reset')
    expect(septetsOf(notice?.text ?? '')).toBeLessThanOrEqual(SEPTETS)
    const browser = openBrowser(fixture)
    expect((await browser.open(linkIn(notice, 'not-me'))).status).toBe(200)
  })

  test('goes to a number at most five times a day', async () => {
    await using fixture = await openFixture()
    for (let reset = 0; reset < 7; reset += 1) {
      const flow = await proveByApp(fixture, { username: 'alice' })
      await flow.submit(twice(`${NEW_PASSWORD}-${reset}`))
      await fixture.drain()
      fixture.clock.advance(MINUTE)
    }
    expect(texts(fixture)).toHaveLength(5)
    expect(inWords(await auditTrail(fixture))).toContain('notice.not-sent failed budget-spent')
    fixture.clock.advance(DAY)
    const flow = await proveByApp(fixture, { username: 'alice' })
    await flow.submit(twice(`${NEW_PASSWORD}-later`))
    await fixture.drain()
    expect(texts(fixture)).toHaveLength(6)
  })
})

describe('where policy spares text messages that mail makes needless, a notice', () => {
  const SPARED = { noticesByText: 'without-mail' } as const

  async function toldOfReset(fixture: Fixture): Promise<string[]> {
    const flow = await proveByApp(fixture, { username: 'alice' })
    await flow.submit(twice(NEW_PASSWORD))
    await fixture.drain()
    return messages(fixture).map(({ channel }) => channel)
  }

  test('goes by mail alone to whoever has an address', async () => {
    await using fixture = await openFixture({ policy: SPARED })
    expect(await toldOfReset(fixture)).toEqual(['email'])
  })

  test('goes to the phone of whoever has no address', async () => {
    await using fixture = await openFixture({ policy: SPARED })
    await addSomebody(fixture, { name: 'gina', enrolsMail: false, mobile: '+12025550144' })
    const flow = await askByText(fixture, 'gina')
    await flow.submit({ code: await textedCode(fixture, '+12025550144') })
    await flow.submit(twice(NEW_PASSWORD))
    await fixture.drain()
    expect(texts(fixture)).toHaveLength(2)
  })

  test('goes to the phone too where the mailbox may need the password, or has been known for an hour', async () => {
    await using own = await openFixture({ policy: { ...SPARED, ownMailDomains: ['corp.test'] } })
    expect((await toldOfReset(own)).sort()).toEqual(['email', 'sms'])
    await using young = await openFixture({ policy: SPARED })
    const { db } = young.house.deps.store
    const all = await db.selectFrom('authenticator').select(['id', 'kind']).execute()
    for (const { id } of all.filter(({ kind }) => kind === 'email'))
      await db
        .updateTable('authenticator')
        .set({ created_at: young.clock.now() - HOUR })
        .where('tenant', '=', young.house.deps.tenant)
        .where('id', '=', id)
        .execute()
    expect((await toldOfReset(young)).sort()).toEqual(['email', 'sms'])
  })
})

describe('what a number may cost', () => {
  test('is ten codes a day, whoever has it and from wherever they are asked for', async () => {
    await using fixture = await openFixture()
    const number = '+12025550177'
    for (const name of ['ann', 'ben', 'cid', 'dan', 'eve'])
      await addSomebody(fixture, { name, mobile: number })
    for (const username of ['ann', 'ben', 'cid', 'dan', 'eve'])
      for (let n = 0; n < 3; n += 1) {
        await askByText(fixture, username)
        await fixture.drain()
      }
    expect(texts(fixture)).toHaveLength(10)
    const reasons = (await auditTrail(fixture)).filter(
      ({ activity }) => activity === 'code.not-sent',
    )
    expect(reasons.map(({ reason }) => reason)).toEqual(Array(5).fill('budget-spent'))
  })
})

describe('a number of the directory', () => {
  const phones = ['+1 (202) 555-0188']

  test('counts where policy trusts it', async () => {
    await using fixture = await openFixture({ policy: { directoryAddresses: 'trust' } })
    await addSomebody(fixture, { name: 'ida', phones: ['ext. 4000', ...phones] })
    const flow = await askByText(fixture, 'ida')
    const code = await textedCode(fixture, '+12025550188')
    expect((await flow.submit({ code })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })

  test('counts for nothing before it was confirmed', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'ida', phones })
    await askByText(fixture, 'ida')
    await fixture.drain()
    expect(texts(fixture)).toEqual([])
  })

  test('is not written to where the person enrolled another', async () => {
    await using fixture = await openFixture({ policy: { directoryAddresses: 'trust' } })
    await addSomebody(fixture, { name: 'ida', phones, mobile: '+12025550166' })
    await askByText(fixture, 'ida')
    await textedCode(fixture, '+12025550166')
    expect(texts(fixture)).toHaveLength(1)
  })
})

describe('an import', () => {
  const row = {
    line: 2,
    name: 'ida',
    displayName: 'Ida',
    groups: [],
    authenticators: ['sms'],
    password: new Secret('Imported-Secret-9'),
    isDisabled: false,
    mustChange: false,
  } as const

  test('enrols the phone, however it is written', async () => {
    await using fixture = await openFixture()
    const application = createApplication(fixture.house)
    await application.importPeople([{ ...row, phone: '+1 (202) 555-0111' }])
    const shown = await application.showPerson('ida')
    expect(shown?.authenticators).toMatchObject([{ kind: 'sms', hint: '+1 •••• 11' }])
    await askByText(fixture, 'ida')
    expect(await textedCode(fixture, '+12025550111')).toMatch(/^\d{6}$/)
  })

  test.each(['06 12 34 56 78', '+33 1 42 68 53 00', '112', 'none'])(
    'refuses %s, which is no mobile number that could be of one country only',
    async (phone) => {
      await using fixture = await openFixture()
      const application = createApplication(fixture.house)
      expect(await application.importPeople([{ ...row, phone }])).toEqual({
        outcome: 'refused',
        rows: [{ line: 2, reason: 'phone-malformed' }],
      })
      expect(await application.showPerson('ida')).toBeUndefined()
    },
  )
})
