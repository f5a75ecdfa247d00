import { describe, expect, test } from 'vitest'
import {
  createSoftwareKey,
  type SoftwareKey,
  type Twist,
} from '../src/authenticator/software-key.fixture.ts'
import { type ApiFlow, startFlow, stepIn, type Values } from './api-client.ts'
import { type Browser, headingOf, openBrowser, type Page } from './browser.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { AT_SIGN_IN, sendSigned, startSigned, trustedMachine } from './machine.ts'
import { askedOn, withPasskey } from './passkeys.ts'
import { activitiesOf, bindingsOf, signedIn } from './security-info.ts'

const ELSEWHERE = '198.51.100.7'

/** A flow at a sign-in screen, with its letters. */
async function atSignIn(fixture: Fixture, username: string): Promise<ApiFlow> {
  const flow = await startFlow(fixture, { username, client: AT_SIGN_IN, from: '192.0.2.42' })
  await flow.submit({ authenticator: 'passkey' })
  return flow
}

function lettersOf({ step }: Pick<ApiFlow, 'step'>): string {
  const letters = /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(step.text)?.[0]
  if (letters === undefined) throw new Error(`no letters in: ${step.text}`)
  return letters
}

async function type(browser: Browser, code: string): Promise<Page> {
  return await browser.submit(await browser.open('/approve'), { code })
}

async function approve(
  browser: Browser,
  page: Page,
  key: SoftwareKey,
  twist?: Twist,
): Promise<Page> {
  const passkey = key.sign(askedOn(page), twist)
  return await browser.submit(page, { passkey }, '/approve/passkey')
}

function numberOn({ html }: Page): string {
  const number = /<code class="key code"[^>]*>(\d{3} \d{3})</.exec(html)?.[1]
  if (number === undefined) throw new Error('no number on this page')
  return number
}

const wrongNumber = (right: string) => (right === '000 000' ? '000001' : '000000')

/** Frank with a passkey, and another device that he holds. */
async function opened() {
  const fixture = await openFixture()
  const key = createSoftwareKey()
  const owner = await withPasskey(fixture, 'frank', key)
  return { fixture, key, owner, phone: openBrowser(fixture, { from: ELSEWHERE }) }
}

describe('a sign-in screen', () => {
  test('is answered by a passkey on another device, and the number that it gets there', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    expect(flow.step.fields).toMatchObject([{ name: 'code', kind: 'code', maxLength: 6 }])
    expect(flow.step.actions.map(({ name }) => name)).toEqual([
      'submit',
      'resend',
      'other-authenticator',
    ])
    expect(flow.step.text).toContain('http://localhost:8080/approve')
    const check = await type(phone, lettersOf(flow).toLowerCase().replace('-', ' '))
    expect(check.html).toContain('CLAIMED')
    expect(check.html).toContain('192.0.2.42')
    expect(check.html).toContain('The name is what the device says of itself')
    const approved = await approve(phone, check, key)
    expect(approved.html).toContain('Tell it to nobody')
    expect((await flow.submit({ code: numberOn(approved) })).kind).toBe('new-password')
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining(['flow.approved succeeded passkey', 'gate.passed succeeded passkey']),
    )
  })

  test('that is trusted is named without a doubt', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const machine = await trustedMachine(fixture)
    const { flow, token, step } = await startSigned(fixture, machine, { username: 'frank' })
    const submit = async (at: string, values: Values) => {
      const url = `/api/v1/flows/${flow}/submissions`
      const body = { step: at, action: 'submit', values }
      return stepIn(await sendSigned(fixture, machine, { method: 'POST', url, body, token }))
    }
    const asked = await submit(step.id, { authenticator: 'passkey' })
    const check = await type(phone, lettersOf({ step: asked }))
    expect(check.html).toContain('PC-0042')
    expect(check.html).not.toContain('The name is what the device says of itself')
    const code = numberOn(await approve(phone, check, key))
    expect((await submit(asked.id, { code })).kind).toBe('new-password')
  })
})

describe('an approval', () => {
  test('opens nothing by itself: without its number the screen waits', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const number = numberOn(await approve(phone, await type(phone, lettersOf(flow)), key))
    expect(JSON.parse((await flow.get()).body).step).toEqual(flow.step)
    const step = await flow.submit({ code: wrongNumber(number) })
    expect(step.refusal).toMatchObject({ code: 'code-not-accepted' })
    expect((await flow.submit({ code: number })).kind).toBe('new-password')
  })

  test('of one screen is worth nothing at another', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const [mine, other] = [await atSignIn(fixture, 'frank'), await atSignIn(fixture, 'frank')]
    const number = numberOn(await approve(phone, await type(phone, lettersOf(mine)), key))
    expect((await other.submit({ code: number })).refusal?.code).toBe('code-not-accepted')
  })

  test('is given once: the letters are used up', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const check = await type(phone, lettersOf(flow))
    await approve(phone, check, key)
    expect((await approve(phone, check, key)).html).toContain('Nothing waits for these letters.')
    expect((await type(phone, lettersOf(flow))).html).toContain('Nothing waits for these letters.')
  })

  test('comes too late after five minutes, at either end, and new letters help', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const number = numberOn(await approve(phone, await type(phone, lettersOf(flow)), key))
    fixture.clock.advance(5 * MINUTE)
    const late = await flow.submit({ code: number })
    expect(late.refusal).toMatchObject({
      code: 'code-expired',
      text: expect.stringContaining('New letters'),
    })
    const before = lettersOf(flow)
    await flow.submit({}, { action: 'resend' })
    expect(lettersOf(flow)).not.toBe(before)
    expect((await type(phone, before)).html).toContain('Nothing waits for these letters.')
    const again = numberOn(await approve(phone, await type(phone, lettersOf(flow)), key))
    expect((await flow.submit({ code: again })).kind).toBe('new-password')
  })

  test('waits for nobody past five minutes', async () => {
    const { fixture, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    fixture.clock.advance(5 * MINUTE)
    expect((await type(phone, lettersOf(flow))).html).toContain('Nothing waits for these letters.')
  })

  test('of letters that were replaced is worth nothing', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const check = await type(phone, lettersOf(flow))
    fixture.clock.advance(MINUTE)
    await flow.submit({}, { action: 'resend' })
    expect((await approve(phone, check, key)).html).toContain('Nothing waits for these letters.')
  })

  test('by a passkey that was removed before the number was typed is worth nothing', async () => {
    const { fixture, key, owner, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const number = numberOn(await approve(phone, await type(phone, lettersOf(flow)), key))
    const [first] = await bindingsOf(fixture, 'frank')
    const at = `/account/authenticators/${first?.id}`
    const warned = await owner.open(at)
    await owner.submit(warned, {}, `${at}/remove`)
    expect(await bindingsOf(fixture, 'frank')).toEqual([])
    expect((await flow.submit({ code: number })).refusal?.code).toBe('code-not-accepted')
  })

  test.each<[string, Twist]>([
    ['given on a false site', { origin: 'https://localhost.example:8080' }],
    ['for another host', { rpId: 'example.org' }],
    ['without user verification', { isVerified: false }],
    ['with a counter that went back', { counter: 1 }],
    ['of a challenge that we never gave', { challenge: 'c29tZXRoaW5n' }],
  ])('%s is refused', async (_name, twist) => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const page = await approve(phone, await type(phone, lettersOf(flow)), key, twist)
    expect(page.html).toContain('That passkey wasn’t accepted.')
    const reason = twist.counter === undefined ? 'passkey-wrong' : 'counter-rolled-back'
    expect(await activitiesOf(fixture)).toContain(`flow.approved failed ${reason}`)
  })

  test('by another person’s passkey is refused, and tried five times at most', async () => {
    const { fixture, phone } = await opened()
    await using _ = fixture
    const alices = createSoftwareKey()
    await withPasskey(fixture, 'alice', alices)
    const flow = await atSignIn(fixture, 'frank')
    let page = await type(phone, lettersOf(flow))
    for (let tries = 0; tries < 5; tries += 1) {
      page = await approve(phone, page, alices)
      expect(page.html).toContain('That passkey wasn’t accepted.')
    }
    expect((await approve(phone, page, alices)).html).toContain('Nothing waits for these letters.')
  })

  test('is refused for a flow that began before the person ended everything', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const owner = await signedIn(fixture, 'frank')
    await owner.submit(await owner.open('/account/not-me'))
    const page = await approve(phone, await type(phone, lettersOf(flow)), key)
    expect(page.html).toContain('That passkey wasn’t accepted.')
  })

  test('cannot be given from a browser that signed for something else', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const own = openBrowser(fixture)
    const step = await own.submit(await own.submit(await own.open('/'), { username: 'frank' }), {
      authenticator: 'passkey',
      action: 'submit',
    })
    const passkey = key.sign(askedOn(step))
    const check = await type(phone, lettersOf(flow))
    const page = await phone.submit(check, { passkey }, '/approve/passkey')
    expect(page.html).toContain('That passkey wasn’t accepted.')
  })
})

describe('“that isn’t me”', () => {
  test('stops the attempt, and shows it nowhere', async () => {
    const { fixture, key, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const check = await type(phone, lettersOf(flow))
    const declined = await phone.submit(check, {}, '/approve/decline')
    expect(headingOf(declined)).toBe('The attempt is stopped')
    expect(await activitiesOf(fixture)).toContain('flow.stopped cancelled approval-declined')
    expect(JSON.parse((await flow.get()).body).step).toEqual(flow.step)
    expect((await approve(phone, check, key)).html).toContain('That passkey wasn’t accepted.')
  })
})

describe('letters', () => {
  test('that wait for nothing are refused, and twenty in ten minutes are all that an address may try', async () => {
    const { fixture, phone } = await opened()
    await using _ = fixture
    for (let tries = 0; tries < 20; tries += 1)
      expect((await type(phone, 'BCDF-GHJK')).html).toContain('Nothing waits for these letters.')
    const flow = await atSignIn(fixture, 'frank')
    expect((await type(phone, lettersOf(flow))).status).toBe(429)
    const other = openBrowser(fixture, { from: '203.0.113.9' })
    expect(headingOf(await type(other, lettersOf(flow)))).toBe('Is this you?')
  })

  test('are not taken from an address, so that no link spares the look at the screen', async () => {
    const { fixture, phone } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const page = await phone.open(`/approve?code=${lettersOf(flow)}`)
    expect(headingOf(page)).toBe('Approve with your passkey')
    expect(page.html).not.toContain(`value="${lettersOf(flow)}"`)
  })

  test('and what belongs to them lie sealed in the store', async () => {
    const { fixture } = await opened()
    await using _ = fixture
    const flow = await atSignIn(fixture, 'frank')
    const rows = await fixture.house.deps.store.db.selectFrom('approval').selectAll().execute()
    expect(rows).toHaveLength(1)
    const text = JSON.stringify(
      rows.map((row) =>
        Object.values(row).map((one) =>
          one instanceof Uint8Array ? Buffer.from(one).toString('latin1') : one,
        ),
      ),
    )
    for (const secret of [lettersOf(flow).replace('-', ''), 'CLAIMED', '192.0.2.42', 'frank'])
      expect(text).not.toContain(secret)
  })
})

test('a browser is never sent to another device', async () => {
  const { fixture } = await opened()
  await using _ = fixture
  const flow = await startFlow(fixture, { username: 'frank', client: { kind: 'browser' } })
  const step = await flow.submit({ authenticator: 'passkey' })
  expect(step.fields.map(({ kind }) => kind)).toEqual(['passkey'])
})
