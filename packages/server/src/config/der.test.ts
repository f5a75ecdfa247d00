import { expect, test } from 'vitest'
import { integer, octets, oid, time } from './der.ts'

const hex = (bytes: Buffer) => bytes.toString('hex')

test('writes an object identifier with arcs above 127', () => {
  expect(hex(oid('1.2.840.113549'))).toBe('06062a864886f70d')
})

test('keeps an integer positive whose first bit is set', () => {
  expect(hex(integer(Buffer.from([0x80])))).toBe('02020080')
})

test('writes a length above 127 in more bytes', () => {
  expect(hex(octets(Buffer.alloc(200))).slice(0, 6)).toBe('0481c8')
  expect(hex(octets(Buffer.alloc(300))).slice(0, 8)).toBe('0482012c')
})

test('writes the year with four digits from 2050', () => {
  expect(time(Date.UTC(2049, 11, 31, 23, 59, 59)).toString('latin1')).toBe('\x17\x0d491231235959Z')
  expect(time(Date.UTC(2050, 0, 1)).toString('latin1')).toBe('\x18\x0f20500101000000Z')
})
