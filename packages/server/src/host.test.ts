import { expect, test } from 'vitest'
import { isLoopback, isThisMachine, unbracketed } from './host.ts'

test.each([
  ['[::1]', '::1'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['127.0.0.1', '127.0.0.1'],
  ['db.example.org', 'db.example.org'],
])('%s is %s to a socket', (host, address) => {
  expect(unbracketed(host)).toBe(address)
})

test('knows the addresses that only this machine reaches', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '10.0.0.1', '127.example.org', 'localhost'].some(isLoopback)).toBe(false)
})

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['127.0.0.1.example.org', false],
  ['10.0.0.1', false],
  ['db.example.org', false],
])('what is sent to %s stays here: %s', (host, isHere) => {
  expect(isThisMachine(host)).toBe(isHere)
})
