import { expect, test } from 'vitest'
import { presentName } from './present-name.ts'

const isolated = (name: string) => `\u2068${name}\u2069`

test('isolates a name from the sentence around it', () => {
  expect(presentName('CORP\\alice')).toBe(isolated('CORP\\alice'))
})

test.each([
  ['bidi overrides and isolates', 'a\u202eb\u2069c\u2068', 'abc'],
  ['NUL, line ends and other controls', 'a\0b\r\nc\u0085d\u2028e', 'abcde'],
  ['invisible characters', 'a\u200bb\ufeffc\u{e0041}', 'abc'],
  ['lone surrogates', 'a\ud800b', 'ab'],
])('takes out %s', (_, name, shown) => {
  expect(presentName(name)).toBe(isolated(shown))
})

test('shows at most 64 code points and marks the cut', () => {
  expect(presentName('😀'.repeat(10_000))).toBe(isolated(`${'😀'.repeat(63)}…`))
  expect(presentName('a'.repeat(64))).toBe(isolated('a'.repeat(64)))
})
