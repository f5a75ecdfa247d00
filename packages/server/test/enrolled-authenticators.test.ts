import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, startFlow } from './api-client.ts'
import { formsOf } from './browser.ts'
import { openFixture } from './fixture.ts'
import { inbox, linkIn } from './messages.ts'
import { activitiesOf, bindingsOf, newestCode, prove, saidOn, signedIn } from './security-info.ts'
import { twice } from './walks.ts'

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
    expect((await bindingsOf(fixture, 'alice')).map(({ kind }) => kind)).not.toContain('totp')
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
    const before = await bindingsOf(fixture, 'alice')
    const [hers] = before
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
    expect(await bindingsOf(fixture, 'alice')).toEqual(before)
  })

  test('does not change under a form that is not ours', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'alice')
    await prove(fixture, browser, 'alice')
    const before = await bindingsOf(fixture, 'alice')
    const [mail] = before
    const at = `/account/authenticators/${mail?.id}`
    for (const path of [
      `${at}/remove`,
      `${at}/name`,
      `${at}/default`,
      '/account/email',
      '/account/app',
      '/account/questions',
      '/account/proof',
      '/account/proof/questions',
      '/account/proof/code',
      '/account/proof/send',
      '/account/not-me',
    ])
      expect((await browser.post(path, { _csrf: 'forged', warned: 'yes' })).status).toBe(403)
    expect(await bindingsOf(fixture, 'alice')).toEqual(before)
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
