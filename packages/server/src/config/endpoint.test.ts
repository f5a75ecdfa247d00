import { expect, test } from 'vitest'
import { isNetwork, parseEndpoint } from './endpoint.ts'

test.each([
  ['127.0.0.1:0', '127.0.0.1', 0],
  ['0.0.0.0:443', '0.0.0.0', 443],
  ['[::1]:65535', '::1', 65_535],
])('reads %s', (text, host, port) => {
  expect(parseEndpoint(text)).toEqual({ host, port })
})

test.each([
  'localhost:80',
  '127.0.0.1',
  '127.0.0.1:65536',
  '::1:80',
  '[127.0.0.1]:80',
  ':80',
  '1.2.3.4:x',
  '',
])('refuses %s', (text) => {
  expect(parseEndpoint(text)).toBeUndefined()
})

test('knows networks, and that the whole internet is none', () => {
  expect(['10.0.0.1', '10.0.0.0/8', '2001:db8::/32', '::1/128'].every(isNetwork)).toBe(true)
  expect(
    ['0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/8/8', 'a'].some(isNetwork),
  ).toBe(false)
})
