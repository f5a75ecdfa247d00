import { expect, test } from 'vitest'
import { jsonLine, printable } from './printable.ts'

test('a printable text has no escape sequence, no turned direction and no lone surrogate', () => {
  expect(printable('a\u001b[2J\u009b\u202eb\ud800\r\nc')).toBe(
    'a\uFFFD[2J\uFFFD\uFFFDb\uFFFD\uFFFD\nc',
  )
})

test('a printable text keeps what people are called', () => {
  expect(printable('Zoë Müller 山田 👩')).toBe('Zoë Müller 山田 👩')
})

test('a line of JSON means the same and has no control character', () => {
  const value = { name: 'a\u001b\u009b\u202e\u2028\u{e0001}b' }
  const line = jsonLine(value)
  expect(line).toMatch(/^[\u0020-\u007e]+\n$/)
  expect(JSON.parse(line)).toEqual(value)
})
