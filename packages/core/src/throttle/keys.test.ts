import { describe, expect, test } from 'vitest'
import { nameKey, sourceOf } from './keys.ts'

describe('the name that a budget is kept for', () => {
  test.each(['alice', ' Alice ', 'ALICE', 'CORP\\alice', 'alice@corp.test', 'ａｌｉｃｅ'])(
    'is the same for %j',
    (typed) => {
      expect(nameKey(typed)).toBe('alice')
    },
  )

  test('is another for another name', () => {
    expect(nameKey('alicf')).not.toBe(nameKey('alice'))
  })

  test('is not empty where only a domain was typed', () => {
    expect(nameKey('@corp.test')).toBe('@corp.test')
  })
})

describe('the source that spends a budget', () => {
  test('is an IPv4 address', () => {
    expect(sourceOf('192.0.2.7')).toBe('192.0.2.7')
  })

  test('is the same address where a socket wraps it into IPv6', () => {
    expect(sourceOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  })

  test('is the /64 of an IPv6 address, however it is written', () => {
    expect(sourceOf('2001:db8::1')).toBe(sourceOf('2001:0DB8:0:0:ffff::9'))
  })

  test('is another for the next /64', () => {
    expect(sourceOf('2001:db8:0:1::1')).not.toBe(sourceOf('2001:db8::1'))
  })

  test('leaves the zone of a link-local address out', () => {
    expect(sourceOf('fe80::1%eth0')).toBe(sourceOf('fe80::2'))
  })
})
