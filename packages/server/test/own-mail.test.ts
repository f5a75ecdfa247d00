import { describe, expect, test } from 'vitest'
import { startFlow } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { formsOf } from './browser.ts'
import { DAY, openFixture, type Wishes } from './fixture.ts'
import { inbox } from './messages.ts'
import { addSomebody } from './people.ts'
import { addEmail, newestCode, prove, signedIn } from './security-info.ts'
import { askByMail, resetByMail } from './walks.ts'

const OWN: Wishes = { policy: { ownMailDomains: ['corp.test'] } }
const COUNTS: Wishes = { policy: { ownMailDomains: ['corp.test'], ownMailCounts: true } }

describe('an address of the organisation', () => {
  test('gets no code of a reset: its person counts as not able', async () => {
    await using fixture = await openFixture(OWN)
    const flow = await askByMail(fixture, { username: 'bob' })
    expect((await inbox(fixture, 'bob')).map(({ subject }) => subject)).toEqual([
      'Register a way back in',
    ])
    expect(inWords(await auditTrail(fixture, flow.id))).toContain(
      'code.not-sent failed too-few-authenticators',
    )
  })

  test('shows nothing of that before a proof: the steps are those of anybody', async () => {
    await using fixture = await openFixture(OWN)
    const steps = async (username: string) => {
      const flow = await startFlow(fixture, { username })
      const asked = await flow.submit({ authenticator: 'email' })
      const refused = await flow.submit({ code: '000000' })
      const shown = [asked, refused].map(({ id: _, actions: __, ...step }) => step)
      return JSON.stringify(shown).replaceAll(username, 'NAME')
    }
    expect(await steps('bob')).toBe(await steps('nobody'))
  })

  test('is passed over for another address, which gets the code', async () => {
    await using fixture = await openFixture(OWN)
    const browser = await signedIn(fixture, 'bob')
    await prove(fixture, browser, 'bob')
    await addEmail(fixture, browser, { address: 'bob@home.test' })
    fixture.clock.advance(2 * DAY)
    const flow = await startFlow(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'email' })
    const code = await newestCode(fixture, 'bob@home.test')
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('is known however its domain is written', async () => {
    await using fixture = await openFixture({ policy: { ownMailDomains: ['xn--bcher-kva.test'] } })
    await addSomebody(fixture, { name: 'gina', mail: 'gina@bücher.test' })
    const flow = await askByMail(fixture, { username: 'gina' })
    await fixture.drain()
    expect(inWords(await auditTrail(fixture, flow.id))).toContain(
      'code.not-sent failed too-few-authenticators',
    )
  })

  test('counts where policy says so', async () => {
    await using fixture = await openFixture(COUNTS)
    expect((await resetByMail(fixture, 'bob')).step.kind).toBe('done')
  })

  test('does not count because the directory has it and policy trusts the directory', async () => {
    const trusted = { ...OWN.policy, directoryAddresses: 'trust' } as const
    await using fixture = await openFixture({ policy: trusted })
    await askByMail(fixture, { username: 'frank' })
    expect((await inbox(fixture, 'frank')).map(({ subject }) => subject)).toEqual([
      'Register a way back in',
    ])
  })

  test('may be enrolled for notices, with a warning, and leaves its person short', async () => {
    await using fixture = await openFixture(OWN)
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const form = await browser.open('/account/email')
    const asked = await browser.submit(form, { address: 'frank@mail.corp.test' })
    expect(asked.html).toContain('it doesn’t count for a reset')
    const code = await newestCode(fixture, 'frank@mail.corp.test')
    const page = await browser.submit(asked, { code })
    expect(page.html).toContain('You need one more way')
    expect(page.html).toContain('so it doesn’t count for a reset')
    expect(formsOf(page).length).toBeGreaterThan(0)
  })

  test('is no news of one elsewhere: a private address comes without a warning', async () => {
    await using fixture = await openFixture(OWN)
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const asked = await browser.submit(await browser.open('/account/email'), {
      address: 'frank@home.test',
    })
    expect(asked.html).not.toContain('count for a reset')
  })
})
