import { describe, expect, test } from 'vitest'
import { startFlow } from './api-client.ts'
import { headingOf } from './browser.ts'
import { MINUTE, openFixture, SECOND } from './fixture.ts'
import { linkIn, messages } from './messages.ts'
import {
  activitiesOf,
  addEmail,
  bindingsOf,
  codeOf,
  keyOn,
  NEW_ADDRESS,
  newestCode,
  prove,
  saidOn,
  signedIn,
} from './security-info.ts'

describe('a person who has nothing', () => {
  test('enrols an address with the code that was sent to it, and resets with it at once', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const page = await addEmail(fixture, browser, { address: NEW_ADDRESS, name: 'private' })
    expect(saidOn(page)).toBe('Added. Any other address of yours gets a notice.')
    expect(page.html).toContain('private')
    expect(page.html).not.toContain(NEW_ADDRESS)
    expect(await activitiesOf(fixture)).toEqual(
      expect.arrayContaining([
        'session.proven succeeded',
        'code.sent contacted email',
        'authenticator.enrolled succeeded email',
      ]),
    )
    fixture.clock.advance(MINUTE)
    const flow = await startFlow(fixture, { username: 'frank' })
    await flow.submit({ authenticator: 'email' })
    const step = await flow.submit({ code: await newestCode(fixture, NEW_ADDRESS) })
    expect(step.kind).toBe('new-password')
  })

  test('is told that by the directory’s own address, and not by the new one', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    await fixture.drain()
    const told = messages(fixture).filter(({ subject }) => subject.includes('way back in'))
    expect(told.map(({ to }) => to)).toEqual(['frank@corp.test'])
    expect(linkIn(told[0], 'not-me')).toMatch(/^\/not-me\//)
  })

  test('confirms the address that the directory has, without typing it', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    expect((await browser.open('/account')).html).toContain('Confirm f•••@c•••.test')
    await prove(fixture, browser, 'frank')
    const asked = await browser.submit(await browser.open('/account/email?confirms=yes'))
    const page = await browser.submit(asked, { code: await newestCode(fixture, 'frank@corp.test') })
    expect(page.html).not.toContain('Confirm f•••')
    expect((await bindingsOf(fixture, 'frank')).map(({ value }) => value)).toEqual([
      'frank@corp.test',
    ])
  })

  test('enrols an app with its first code, which opens nothing else after', async () => {
    await using fixture = await openFixture()
    const browser = await signedIn(fixture, 'frank')
    await prove(fixture, browser, 'frank')
    const offered = await browser.open('/account/app')
    const key = keyOn(offered)
    expect(keyOn(await browser.open('/account/app'))).toBe(key)
    const code = codeOf(fixture, key)
    expect(saidOn(await browser.submit(offered, { code, name: 'phone' }))).toMatch(/^Added/)
    fixture.clock.advance(SECOND)
    const flow = await startFlow(fixture, { username: 'frank' })
    await flow.submit({ authenticator: 'totp' })
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
    fixture.clock.advance(MINUTE)
    expect((await flow.submit({ code: codeOf(fixture, key) })).kind).toBe('new-password')
  })
})

test('whoever says on their page that it was not them ends their sessions and self-service', async () => {
  await using fixture = await openFixture()
  const browser = await signedIn(fixture, 'alice')
  const other = await signedIn(fixture, 'alice')
  const page = await browser.submit(await browser.open('/account/not-me'))
  expect(headingOf(page)).toBe('Thank you. We have stopped it')
  expect((await other.open('/account')).path).toBe('/account/sign-in')
  expect(await activitiesOf(fixture)).toContain('principal.frozen succeeded disowned')
  const again = await signedIn(fixture, 'alice')
  expect((await again.open('/account')).html).toContain('Self-service is switched off')
  await prove(fixture, again, 'alice')
  expect(saidOn(await again.open('/account/email'))).toMatch(/^Nothing was changed/)
})

test('in French the pages are French', async () => {
  await using fixture = await openFixture()
  const browser = await signedIn(fixture, 'frank', { language: 'fr' })
  expect(headingOf(await browser.open('/account/email'))).toBe('D’abord, vérifions que c’est vous')
})
