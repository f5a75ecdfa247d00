import { expect, test } from 'vitest'
import { NEW_PASSWORD, OLD_PASSWORD } from './api-client.ts'
import { headingOf, openBrowser } from './browser.ts'
import { openFixture } from './fixture.ts'
import { mailedCode } from './messages.ts'
import { twice } from './walks.ts'

const SUBMIT = { action: 'submit' }

test('a person resets in forms alone and signs in to the account page', async () => {
  await using fixture = await openFixture()
  const browser = openBrowser(fixture)
  const choose = await browser.submit(await browser.open('/'), { username: 'alice' })
  expect(headingOf(choose)).toBe('How should we check it’s you?')
  const challenge = await browser.submit(choose, { ...SUBMIT, authenticator: 'email' })
  const code = await mailedCode(fixture, 'alice')
  const chosen = await browser.submit(challenge, { ...SUBMIT, code })
  expect(headingOf(chosen)).toBe('Choose a new password')
  const done = await browser.submit(chosen, { ...SUBMIT, ...twice(NEW_PASSWORD) })
  expect(headingOf(done)).toBe('Your password is changed')
  const signIn = await browser.open('/account/sign-in')
  const account = await browser.submit(signIn, { username: 'alice', password: NEW_PASSWORD })
  expect(account).toMatchObject({ path: '/account', status: 200 })
  expect(account.html).toContain('a•••@c•••.test')
})

test('a form that is sent again leads to where the flow stands, and does nothing twice', async () => {
  await using fixture = await openFixture()
  const browser = openBrowser(fixture)
  const choose = await browser.submit(await browser.open('/'), { username: 'alice' })
  const challenge = await browser.submit(choose, { ...SUBMIT, authenticator: 'email' })
  const code = await mailedCode(fixture, 'alice')
  await browser.submit(challenge, { ...SUBMIT, code })
  expect(headingOf(await browser.submit(challenge, { ...SUBMIT, code }))).toBe(
    'Choose a new password',
  )
})

test('a person changes the password from the account page', async () => {
  await using fixture = await openFixture()
  const browser = openBrowser(fixture)
  const credentials = { username: 'bob', password: OLD_PASSWORD }
  const account = await browser.submit(await browser.open('/account'), credentials)
  const current = await browser.submit(account, {}, '/account/change-password')
  expect(headingOf(current)).toBe('Your current password')
  const chosen = await browser.submit(current, { ...SUBMIT, answer: OLD_PASSWORD })
  const done = await browser.submit(chosen, { ...SUBMIT, ...twice(NEW_PASSWORD) })
  expect(headingOf(done)).toBe('Your password is changed')
  // The session ended with the old password.
  expect((await browser.open('/account')).path).toBe('/account/sign-in')
})

test('gives up where the person says so', async () => {
  await using fixture = await openFixture()
  const browser = openBrowser(fixture)
  const choose = await browser.submit(await browser.open('/'), { username: 'alice' })
  const start = await browser.submit(choose, {}, '/flow/cancel')
  expect(start.path).toBe('/')
  expect((await browser.open('/flow')).path).toBe('/')
})

test('speaks the language of the browser, and the one that was switched to', async () => {
  await using fixture = await openFixture()
  const browser = openBrowser(fixture, { language: 'fr-CA,fr;q=0.9' })
  expect((await browser.open('/')).html).toContain('<html lang="fr"')
  expect((await browser.open('/?lang=en')).html).toContain('<html lang="en"')
  expect((await browser.open('/unlock')).html).toContain('<html lang="en"')
})
