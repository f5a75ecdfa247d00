import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { addressOf } from './client-address.ts'

const from = (ip: string) =>
  // as: of a request, these two are looked at.
  addressOf({ ip, socket: { remoteAddress: '10.0.0.1' } } as FastifyRequest)

test('an address is taken as it is', () => {
  expect(from('192.0.2.1')).toBe('192.0.2.1')
  expect(from('2001:db8::1')).toBe('2001:db8::1')
  expect(from('::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1')
})

test('an address loses the port that a proxy wrote behind it', () => {
  expect(from('192.0.2.1:50123')).toBe('192.0.2.1')
  expect(from('[2001:db8::1]:50123')).toBe('2001:db8::1')
  expect(from('[2001:db8::1]')).toBe('2001:db8::1')
})

test('what is no address counts as the address of the proxy', () => {
  for (const text of ['unknown', '_hidden', '<script>', '', '192.0.2.999', '192.0.2.1:x'])
    expect(from(text)).toBe('10.0.0.1')
})
