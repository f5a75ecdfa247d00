import { createTexts } from '@latchkey/web'
import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, send, sessionIn, signIn, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { headingOf, openBrowser } from './browser.ts'
import { DAY, type Fixture, openFixture, type Wishes } from './fixture.ts'
import { inbox, linkIn, mailedCodes } from './messages.ts'
import { askByMail, proveByMail, resetByMail } from './walks.ts'

const QUESTION = createTexts('en').text('page.disown.title')
const PASSWORD = 'Copper-Lantern-42'

async function afterReset(wishes?: Wishes) {
  const fixture = await openFixture(wishes)
  await resetByMail(fixture, 'alice', PASSWORD)
  const [notice] = await inbox(fixture, 'alice')
  return { fixture, link: linkIn(notice, 'not-me') }
}

async function press(fixture: Fixture, link: string) {
  const browser = openBrowser(fixture, { from: '192.0.2.9' })
  return await browser.submit(await browser.open(link))
}

describe('“it wasn’t me”', () => {
  test('changes nothing by being opened', async () => {
    const { fixture, link } = await afterReset()
    await using _ = fixture
    const before = inWords(await auditTrail(fixture))
    const page = await openBrowser(fixture).open(link)
    expect(headingOf(page)).toBe(QUESTION)
    expect(inWords(await auditTrail(fixture))).toEqual(before)
    expect((await signIn(fixture, 'alice', PASSWORD)).status).toBe(201)
  })

  test('ends flows and sessions, freezes self-service and is audited', async () => {
    const { fixture, link } = await afterReset()
    await using _ = fixture
    const { token } = sessionIn(await signIn(fixture, 'alice', PASSWORD))
    fixture.clock.advance(1)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const page = await press(fixture, link)
    expect(page.status).toBe(200)
    expect(inWords(await auditTrail(fixture)).slice(-2)).toEqual([
      'reset.disowned contacted disowned',
      'principal.frozen succeeded disowned',
    ])
    expect((await auditTrail(fixture)).at(-1)?.address).toBe('192.0.2.9')
    expect(stepIn(await flow.get())).toMatchObject({ kind: 'stopped', reason: 'ended-by-owner' })
    const out = { method: 'DELETE', url: '/api/v1/sessions/current', token } as const
    expect((await send(fixture, out)).status).toBe(401)
    const codes = (await mailedCodes(fixture, 'alice')).length
    await askByMail(fixture, { username: 'alice' })
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(codes)
  })

  test('leaves the sign-in open where policy says nothing else', async () => {
    const { fixture, link } = await afterReset()
    await using _ = fixture
    await press(fixture, link)
    expect((await signIn(fixture, 'alice', PASSWORD)).status).toBe(201)
  })

  test('has the directory refuse sign-in where policy says so', async () => {
    const { fixture, link } = await afterReset({ policy: { disownedBlocksSignIn: true } })
    await using _ = fixture
    await press(fixture, link)
    expect((await signIn(fixture, 'alice', PASSWORD)).status).toBe(401)
    expect((await signIn(fixture, 'bob', OLD_PASSWORD)).status).toBe(201)
  })

  test('alerts the addresses of the policy and the administrators', async () => {
    const { fixture, link } = await afterReset({ policy: { alertAddresses: ['soc@corp.test'] } })
    await using _ = fixture
    await press(fixture, link)
    for (const who of ['soc', 'erin']) {
      const [alert] = await inbox(fixture, who)
      expect(alert?.subject).toMatch(/^A password reset was disowned: .?alice.?$/)
      expect(alert?.text).toContain('Address: 192.0.2.9')
      expect(alert?.text).toContain('/admin/audit?person=alice')
    }
  })

  test('works once', async () => {
    const { fixture, link } = await afterReset()
    await using _ = fixture
    const browser = openBrowser(fixture)
    const page = await browser.open(link)
    await browser.submit(page)
    const again = await browser.submit(page)
    expect(headingOf(again)).toBe(headingOf(await browser.open(link)))
    expect(headingOf(again)).not.toBe(headingOf(page))
    const disowned = (await auditTrail(fixture)).filter(
      ({ activity }) => activity === 'reset.disowned',
    )
    expect(disowned).toHaveLength(1)
  })

  test('works for seven days', async () => {
    const { fixture, link } = await afterReset()
    await using _ = fixture
    fixture.clock.advance(7 * DAY - 2)
    expect(headingOf(await openBrowser(fixture).open(link))).toBe(QUESTION)
    fixture.clock.advance(1)
    expect(headingOf(await openBrowser(fixture).open(link))).not.toBe(QUESTION)
  })

  test('is not the link of anybody who made one up', async () => {
    await using fixture = await openFixture()
    const page = await openBrowser(fixture).open(`/not-me/${'A'.repeat(43)}`)
    expect(page.status).toBe(200)
    expect(headingOf(page)).not.toBe(QUESTION)
  })
})
