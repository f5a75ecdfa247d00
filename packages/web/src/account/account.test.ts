import { expect, test } from 'vitest'
import { samplePage } from '../sample-pages.ts'
import { accountPage } from './account.tsx'
import { signInPage } from './sign-in.tsx'

const page = samplePage('en', '/account')
const person = {
  ...page,
  csrf: 'c',
  name: 'alice',
  displayName: 'Alice',
  mayChangePassword: true,
  authenticators: [],
  activity: [],
}

test('an account page offers to change the password and to sign out', () => {
  const html = accountPage(person)
  expect(html).toContain('<form method="post" action="/account/change-password">')
  expect(html).toContain('<form method="post" action="/account/sign-out">')
})

test('an account page does not offer a change that is not allowed', () => {
  expect(accountPage({ ...person, mayChangePassword: false })).not.toContain('change-password')
})

test('an account page shows when and from where, in words and with the zone named', () => {
  const at = Date.UTC(2026, 10, 24, 10, 8)
  const html = accountPage({
    ...person,
    authenticators: [{ kind: 'email', masked: 'a•••@corp.test', createdAt: at }],
    activity: [
      {
        at,
        activity: 'password.reset',
        outcome: 'succeeded',
        clientType: 'Browser',
        address: '192.0.2.7',
      },
    ],
  })
  expect(html).toContain('<b>E-mail</b> <bdi>a•••@corp.test</bdi>')
  expect(html).toContain('<b>Password reset</b> · Succeeded')
  expect(html).toContain(
    '<time datetime="2026-11-24T10:08:00.000Z">24 Nov 2026, 10:08 UTC</time> · Browser · 192.0.2.7',
  )
})

test('an account page keeps a hostile display name from being markup, in the title too', () => {
  const html = accountPage({ ...person, displayName: '</title><script>\u202e' })
  expect(html).not.toContain('<script')
  expect(html).toContain('<title>Hello, &lt;/title>&lt;script> · Corp</title>')
})

test('a person with nothing registered is told what to do', () => {
  expect(accountPage(person)).toContain('Add a way below.')
})

test('the console has a door of its own', () => {
  expect(signInPage({ ...page, csrf: 'c', place: 'account' })).toContain(
    'action="/account/sign-in"',
  )
  expect(signInPage({ ...page, csrf: 'c', place: 'administration' })).toContain(
    'action="/admin/sign-in"',
  )
})

test('a refused sign-in keeps the name, never the password, and starts in the password', () => {
  const html = signInPage({
    ...page,
    csrf: 'c',
    place: 'account',
    username: 'alice',
    refusal: 'No.',
  })
  expect(html).toMatch(/value="alice" id="username"/)
  expect(html).toMatch(
    /<input type="password" autocomplete="current-password" id="password" name="password" required autofocus/,
  )
})

test('an account page says what policy still asks for, and offers to add only what there is room for', () => {
  const one = { id: 'aut_one', kind: 'email', masked: 'a•••@c•••.test', createdAt: 1 } as const
  const html = accountPage({
    ...person,
    authenticators: [one],
    missing: 1,
    mayAdd: { email: false, totp: true, passkey: true },
  })
  expect(html).toContain('You need one more way')
  expect(html).toContain('href="/account/app"')
  expect(html).toContain('href="/account/passkey"')
  expect(html).not.toContain('href="/account/email"')
  expect(html).toContain('href="/account/authenticators/aut_one"')
})

test('an account page of a frozen person offers no change', () => {
  const one = { id: 'aut_one', kind: 'email', createdAt: 1 } as const
  const html = accountPage({
    ...person,
    authenticators: [one],
    isFrozen: true,
    mayAdd: { email: true, totp: true, passkey: true },
  })
  expect(html).not.toMatch(/href="\/account\/(email|app|passkey|authenticators)/)
  expect(html).toContain('Self-service is switched off')
})
