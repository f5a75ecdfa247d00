import { describe, expect, test } from 'vitest'
import { freezePerson } from '../src/app/administer-person.ts'
import { issuePass, revokePass } from '../src/app/helpdesk-pass.ts'
import { SEEDED_NUMBER } from '../src/app/seed-people.ts'
import { createApplication } from '../src/application.ts'
import { forEveryClient } from '../src/config/config.ts'
import { keepHouse } from '../src/store/housekeeping.ts'
import { NEW_PASSWORD, signIn, startFlow, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openBrowser } from './browser.ts'
import { DAY, type Fixture, HOUR, MINUTE, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import { asked, codesOf, NO_PASS, passFor } from './long-codes.ts'
import { inbox, linkIn, mailedCode, messages } from './messages.ts'
import { addEmail, bindingsOf, NEW_ADDRESS, prove, signedIn } from './security-info.ts'
import { likeOnTheNetwork } from './slow-store.ts'
import { resetByMail, twice } from './walks.ts'

const WISH = { checkedHow: 'saw the badge', validMs: HOUR, locale: 'en' } as const

async function isRefused(fixture: Fixture, username: string, pass: string): Promise<boolean> {
  const flow = await asked(fixture, 'helpdesk-pass', { username })
  return (await flow.submit({ code: pass })).refusal?.code === 'code-not-accepted'
}

describe('a pass of the help desk', () => {
  test.each([
    ['browser', 'who has everything', 'alice'],
    ['api', 'who has nothing enrolled', 'frank'],
    ['windows-logon', 'who has nothing enrolled', 'frank'],
  ] as const)('opens a reset by %s to a person %s', async (kind, _, username) => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, username)
    const flow = await asked(fixture, 'helpdesk-pass', { username, client: { kind } })
    expect(flow.step.fields).toMatchObject([{ name: 'code', kind: 'text', label: 'Pass' }])
    expect((await flow.submit({ code: pass.toLowerCase() })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, username, NEW_PASSWORD)).status).toBe(201)
  })

  test('opens nothing a second time', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'alice')
    await (await asked(fixture, 'helpdesk-pass', { username: 'alice' })).submit({ code: pass })
    expect(await isRefused(fixture, 'alice', pass)).toBe(true)
  })

  test('opens one of ten flows that bring it at once', async () => {
    await using fixture = await openFixture({
      wrap: ({ deps }) => ({ store: likeOnTheNetwork(deps.store) }),
    })
    const pass = await passFor(fixture, 'alice')
    const flows = await inParallel(upTo(10), 1, () =>
      asked(fixture, 'helpdesk-pass', { username: 'alice' }),
    )
    const answers = await Promise.all(
      flows.map((flow, at) => flow.trySubmit({ code: pass }, { from: `192.0.2.${at}` })),
    )
    expect(tally(answers.map((answer) => stepIn(answer).kind))).toEqual({
      'new-password': 1,
      'answer-challenge': 9,
    })
  })

  test('is good up to its end, and not a millisecond longer', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'frank', { validMs: 15 * MINUTE })
    fixture.clock.advance(15 * MINUTE - 1)
    const flow = await asked(fixture, 'helpdesk-pass', { username: 'frank' })
    fixture.clock.advance(1)
    expect((await flow.submit({ code: pass })).refusal?.code).toBe('code-not-accepted')
    const other = await passFor(fixture, 'frank', { validMs: 15 * MINUTE })
    fixture.clock.advance(15 * MINUTE - 1)
    const last = await asked(fixture, 'helpdesk-pass', { username: 'frank' })
    expect((await last.submit({ code: other })).kind).toBe('new-password')
  })

  test.each(['bob', 'nobody'])('of alice opens nothing for %s', async (username) => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'alice')
    expect(await isRefused(fixture, username, pass)).toBe(true)
    expect(await isRefused(fixture, 'alice', pass)).toBe(false)
  })

  test.each(['email', 'totp', 'recovery-code'] as const)(
    'is no answer where %s is asked',
    async (authenticator) => {
      await using fixture = await openFixture()
      const pass = await passFor(fixture, 'alice')
      const flow = await startFlow(fixture, { username: 'alice' })
      await flow.submit({ authenticator })
      expect((await flow.submit({ code: pass })).refusal?.code).toBe('code-malformed')
    },
  )

  test('is ended by the next one', async () => {
    await using fixture = await openFixture()
    const first = await passFor(fixture, 'frank')
    const second = await passFor(fixture, 'frank')
    expect(await isRefused(fixture, 'frank', first)).toBe(true)
    expect(await isRefused(fixture, 'frank', second)).toBe(false)
  })

  test('is ended by a word of the help desk, once', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'frank')
    const { deps } = fixture.house
    expect(await revokePass(deps, 'frank')).toEqual({ outcome: 'done' })
    expect(await revokePass(deps, 'frank')).toEqual({ outcome: 'nothing-to-do' })
    expect(await revokePass(deps, 'nobody')).toEqual({ outcome: 'unknown-person' })
    expect(await isRefused(fixture, 'frank', pass)).toBe(true)
    expect(inWords(await auditTrail(fixture))).toContain(
      'helpdesk-pass.revoked succeeded by-administrator',
    )
  })

  test('is ended by a reset that went another way', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'alice')
    await resetByMail(fixture, 'alice')
    expect(await isRefused(fixture, 'alice', pass)).toBe(true)
  })

  test('is ended by "it wasn’t me", which its notice offers', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'alice')
    const [notice] = await inbox(fixture, 'alice')
    expect(notice?.subject).toBe('The help desk made a pass for you')
    expect(notice?.text).not.toContain(pass)
    const browser = openBrowser(fixture)
    await browser.submit(await browser.open(linkIn(notice, 'not-me')))
    expect(await isRefused(fixture, 'alice', pass)).toBe(true)
  })

  test('opens nothing on the day after strangers guessed at it from everywhere but to its owner', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'frank')
    await inParallel(upTo(30), 1, async (at) => {
      const from = `198.51.100.${at}`
      const flow = await asked(fixture, 'helpdesk-pass', { username: 'frank', from })
      for (let tries = 0; tries < 4; tries += 1) await flow.submit({ code: NO_PASS })
    })
    expect(await isRefused(fixture, 'frank', pass)).toBe(false)
  })

  test('is not enough for an administrator, and the first of two gates', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'erin')
    const flow = await asked(fixture, 'helpdesk-pass', { username: 'erin' })
    expect(await flow.submit({ code: pass })).toMatchObject({
      kind: 'choose-authenticator',
      progress: { gate: 2, of: 2 },
    })
    await flow.submit({ authenticator: 'email' })
    await flow.submit({ code: await mailedCode(fixture, 'erin') })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })

  test.each(['pass first', 'e-mail first'])(
    'and an address that is all a person has are two gates: %s',
    async (order) => {
      await using fixture = await openFixture({ policy: { gates: 2 } })
      const pass = await passFor(fixture, 'bob')
      const flow = await startFlow(fixture, { username: 'bob' })
      const byPass = async () => {
        await flow.submit({ authenticator: 'helpdesk-pass' })
        await flow.submit({ code: pass })
      }
      const byMail = async () => {
        await flow.submit({ authenticator: 'email' })
        await flow.submit({ code: await mailedCode(fixture, 'bob') })
      }
      for (const way of order === 'pass first' ? [byPass, byMail] : [byMail, byPass]) await way()
      expect(flow.step.kind).toBe('new-password')
    },
  )

  test('and a recovery code are two gates, in either order', async () => {
    await using fixture = await openFixture({ policy: { gates: 2 } })
    const codes = await codesOf(fixture, 'alice')
    const passFirst = await asked(fixture, 'helpdesk-pass', { username: 'alice' })
    await passFirst.submit({ code: await passFor(fixture, 'alice') })
    await passFirst.submit({ authenticator: 'recovery-code' })
    expect((await passFirst.submit({ code: codes[0] ?? '' })).kind).toBe('new-password')
    const codeFirst = await asked(fixture, 'recovery-code', { username: 'alice' })
    const pass = await passFor(fixture, 'alice')
    await codeFirst.submit({ code: codes[1] ?? '' })
    await codeFirst.submit({ authenticator: 'helpdesk-pass' })
    expect((await codeFirst.submit({ code: pass })).kind).toBe('new-password')
  })
})

describe('issuing', () => {
  test('is audited with how the person was checked, and never with the pass', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'alice', WISH)
    const trail = await auditTrail(fixture)
    expect(trail.at(-1)).toMatchObject({
      activity: 'helpdesk-pass.issued',
      outcome: 'succeeded',
      actor: 'command-line',
      targetName: 'alice',
      gates: ['helpdesk-pass'],
      detail: 'saw the badge',
    })
    expect(JSON.stringify(trail)).not.toContain(pass)
  })

  test('tells every address of the person, or the one that the directory has', async () => {
    await using fixture = await openFixture()
    await passFor(fixture, 'alice', { validMs: 24 * HOUR })
    await passFor(fixture, 'frank')
    await fixture.drain()
    const told = messages(fixture).map(({ to }) => to)
    expect(told.toSorted()).toEqual([SEEDED_NUMBER, 'alice@corp.test', 'frank@corp.test'])
    const [toAlice] = await inbox(fixture, 'alice')
    expect(toAlice?.text).toContain('until 2 Jan 2030')
  })

  test('tells the person in their language, and again when the pass is used, in the flow’s', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'frank', { locale: 'fr' })
    const [issued] = await inbox(fixture, 'frank')
    expect(issued?.subject).toBe('L’assistance a créé un laissez-passer pour vous')
    const flow = await asked(fixture, 'helpdesk-pass', { username: 'frank', locale: 'fr' })
    await flow.submit({ code: pass })
    const [used] = await inbox(fixture, 'frank')
    expect(used?.subject).toBe('Votre laissez-passer de l’assistance a servi')
  })

  test('makes nothing else the second: what is enrolled after a pass is the first', async () => {
    await using fixture = await openFixture()
    await passFor(fixture, 'frank')
    const browser = await signedIn(fixture, 'frank')
    expect((await browser.open('/account')).html).toContain('Good once, until')
    await prove(fixture, browser, 'frank')
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    const own = (await bindingsOf(fixture, 'frank')).filter(({ kind }) => kind === 'email')
    expect(own).toMatchObject([{ value: NEW_ADDRESS, isFirst: true }])
  })

  test('is refused where nobody could get in with it', async () => {
    await using fixture = await openFixture({
      policy: { authenticators: forEveryClient(['email', 'totp']) },
    })
    const { deps } = fixture.house
    expect(await issuePass(deps, { ...WISH, name: 'alice' })).toEqual({ outcome: 'not-allowed' })
  })

  test.each([
    ['nobody', 'unknown-person'],
    ['dave', 'disabled'],
    ['alice', 'frozen'],
  ])('is refused for %s: %s', async (name, outcome) => {
    await using fixture = await openFixture()
    const { deps } = fixture.house
    await freezePerson(deps, 'alice')
    expect(await issuePass(deps, { ...WISH, name })).toEqual({ outcome })
  })

  test('works from the command line', async () => {
    await using fixture = await openFixture()
    const application = createApplication(fixture.house)
    const issued = await application.issuePass({ ...WISH, name: 'frank' })
    const pass = issued.outcome === 'issued' ? issued.pass : ''
    expect(pass).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(await application.revokePass('frank')).toEqual({ outcome: 'done' })
  })
})

describe('a pass whose time is over', () => {
  test('is audited as expired, and to whoever types it a wrong one', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'frank', { validMs: 15 * MINUTE })
    fixture.clock.advance(15 * MINUTE)
    const answers = []
    for (const code of [pass, NO_PASS]) {
      const flow = await asked(fixture, 'helpdesk-pass', {
        username: 'frank',
        from: `192.0.2.${answers.length}`,
      })
      const { id: _, ...answer } = await flow.submit({ code })
      answers.push(answer)
    }
    expect(answers[0]).toEqual(answers[1])
    const failed = (await auditTrail(fixture)).filter((one) => one.activity === 'gate.failed')
    expect(failed.map(({ reason }) => reason)).toEqual(['code-expired', 'code-wrong'])
  })

  test('is audited as wrong where it is another person’s', async () => {
    await using fixture = await openFixture()
    const pass = await passFor(fixture, 'frank', { validMs: 15 * MINUTE })
    fixture.clock.advance(15 * MINUTE)
    expect(await isRefused(fixture, 'bob', pass)).toBe(true)
    expect((await auditTrail(fixture)).at(-1)?.reason).toBe('code-wrong')
  })

  test('leaves no row behind a day later', async () => {
    await using fixture = await openFixture()
    await passFor(fixture, 'frank')
    const { store } = fixture.house.deps
    const rows = async () => {
      const all = await store.db.selectFrom('authenticator').select('kind').execute()
      return all.filter(({ kind }) => kind === 'helpdesk-pass')
    }
    await keepHouse(store.db, fixture.clock.now() + HOUR)
    expect(await rows()).toHaveLength(1)
    await keepHouse(store.db, fixture.clock.now() + HOUR + DAY)
    expect(await rows()).toHaveLength(0)
  })
})
