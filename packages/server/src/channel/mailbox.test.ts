import { expect, test } from 'vitest'
import { isAddress, parseMailbox } from './mailbox.ts'

test.each([
  ['reset@example.org', '', 'reset@example.org'],
  ['Password reset <reset@example.org>', 'Password reset', 'reset@example.org'],
  [
    '"Réinitialisation, mot de passe" <a.b+c@example.org>',
    'Réinitialisation, mot de passe',
    'a.b+c@example.org',
  ],
])('reads %s', (text, name, address) => {
  expect(parseMailbox(text)).toEqual({ name, address })
})

test.each([
  '',
  'nobody',
  'a@b, c@d',
  'Name <a@b> <c@d>',
  'Name <a@b',
  'Name\r\nBcc: x@y <a@b.test>',
])('refuses %j as a mailbox', (text) => {
  expect(parseMailbox(text)).toBeUndefined()
})

test.each([
  'a@b@c',
  'a b@c',
  'a@b\r\nRCPT TO:<x@y>',
  'a@b\n',
  'a@b,c@d',
  '<a@b>',
  'a@b\0',
  'a\u202e@b',
  `${'a'.repeat(65)}@b`,
])('takes %j for no address', (text) => {
  expect(isAddress(text)).toBe(false)
})

test('takes addresses with letters of any language', () => {
  expect(isAddress('zoé@exämple.org')).toBe(true)
})
