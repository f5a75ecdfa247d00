import { type PasswordRule, Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { brokenByValue } from './complexity.ts'

const COMPLEX: PasswordRule[] = [{ code: 'character-classes', least: 3 }, { code: 'no-names' }]

function broken(password: string, names: readonly string[] = []) {
  return brokenByValue(COMPLEX, new Secret(password), names)
}

describe('the classes of Windows', () => {
  test.each([
    ['upper, lower, digit', 'Abc1'],
    ['lower, digit, sign', 'abc1-'],
    ['each of the signs', 'ab1~', 'ab1"', 'ab1\\', 'ab1`', 'ab1|', 'ab1/', 'ab1?', 'ab1]'],
    ['letters beyond ASCII', 'Éé5'],
    ['letters without case as a class of their own', 'abc-漢'],
    ['an accent spelled apart as part of its letter', 'E\u0301e\u03015'],
    ['Cyrillic and Greek', 'Жαя9'],
  ])('are met by %s', (_, ...passwords) => {
    for (const password of passwords) expect(broken(password), password).toEqual([])
  })

  test.each([
    ['two classes', 'abcDEF'],
    ['a blank, which is no class', 'Abc def'],
    ['an emoji, which is none', 'Abc💡'],
    ['the sign of a currency, which is none', 'Abc€'],
    ['digits of another script, which are none', 'Abc٣'],
    ['nothing', ''],
  ])('are not met by %s', (_, password) => {
    expect(broken(password)).toEqual(['character-classes'])
  })
})

describe('the rule against names', () => {
  const names = ['jdoe', 'Jean-Paul O_Hara,Dr.#7 Li\tWu']

  test.each(['Xx1-jdoe', 'xJDOE1-', 'Jean2031', 'paul-2031-X', 'hara-2031-X'])(
    'is broken by %s',
    (password) => {
      expect(broken(password, names)).toContain('no-names')
    },
  )

  test.each(['Dr-2031-x', 'Li-Wu-2031-x', 'Jea-n2031'])(
    'is not broken by %s: parts of fewer than three characters don’t count',
    (password) => {
      expect(broken(password, names)).toEqual([])
    },
  )
})

test('rules are named in their order, and those that only the directory can judge never', () => {
  const rules: PasswordRule[] = [
    { code: 'min-length', least: 10 },
    ...COMPLEX,
    { code: 'history', remembered: 5 },
    { code: 'min-age', hours: 24 },
  ]
  expect(brokenByValue(rules, new Secret('alice'), ['alice'])).toEqual([
    'min-length',
    'character-classes',
    'no-names',
  ])
})
