import { expect, test } from 'vitest'
import { isLong, LONG_CODES, longCodeIn, UNMISTAKABLE } from './long-code.ts'

const RIGHT = '7K0Q1XZ2M9AB3CDE'

test.each([
  ['as it was printed', '7K0Q-1XZ2-M9AB-3CDE'],
  ['in small letters', '7k0q-1xz2-m9ab-3cde'],
  ['with blanks', ' 7K0Q 1XZ2\u00a0M9AB\t3CDE '],
  ['with the dashes of a word processor', '7K0Q\u20131XZ2\u2011M9AB\u20143CDE'],
  ['without groups', '7K0Q1XZ2M9AB3CDE'],
  ['with O for 0, I for 1', '7KOQ-IXZ2-M9AB-3CDE'],
  ['with o for 0, l for 1', '7koq-lxz2-m9ab-3cde'],
  ['in full-width letters', '７Ｋ０Ｑ－１ＸＺ２－Ｍ９ＡＢ－３ＣＤＥ'],
])('a recovery code is read %s', (_, typed) => {
  expect(longCodeIn(typed, 'recovery-code')).toBe(RIGHT)
})

test.each([
  ['nothing', ''],
  ['six digits', '123456'],
  ['one sign too few', '7K0Q-1XZ2-M9AB-3CD'],
  ['one sign too many', '7K0Q-1XZ2-M9AB-3CDE5'],
  ['a letter that is in none', '7K0Q-1XZ2-M9AB-3CDU'],
  ['a sign that is no letter', '7K0Q-1XZ2-M9AB-3CD*'],
  ['letters of another script', 'ДДДДДДДДДДДДДДДД'],
])('%s is no recovery code', (_, typed) => {
  expect(longCodeIn(typed, 'recovery-code')).toBeUndefined()
})

test('the two kinds cannot be taken for each other', () => {
  expect(longCodeIn(RIGHT, 'helpdesk-pass')).toBeUndefined()
  expect(longCodeIn(RIGHT.slice(0, 12), 'helpdesk-pass')).toBe(RIGHT.slice(0, 12))
  expect(longCodeIn(RIGHT.slice(0, 12), 'recovery-code')).toBeUndefined()
})

test('a recovery code has 80 bits, a pass at least 12 signs', () => {
  expect(UNMISTAKABLE).toHaveLength(32)
  expect(new Set(UNMISTAKABLE).size).toBe(32)
  expect(5 * LONG_CODES['recovery-code']).toBeGreaterThanOrEqual(80)
  expect(LONG_CODES['helpdesk-pass']).toBeGreaterThanOrEqual(12)
})

test('no other kind has a long code', () => {
  expect((['email', 'totp', 'password'] as const).filter(isLong)).toEqual([])
})
