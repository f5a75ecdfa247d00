import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brokenRules, type PasswordRule, RULE_CODES } from './rules.ts'
import { Secret } from './secret.ts'

function broken(rules: readonly PasswordRule[], password: string, names: readonly string[] = []) {
  return brokenRules(rules, new Secret(password), names)
}

describe('brokenRules', () => {
  test('names every broken rule, in the order of the rules', () => {
    const rules: PasswordRule[] = [
      { code: 'min-length', least: 10 },
      { code: 'max-length', most: 4 },
      { code: 'character-classes', least: 3 },
      { code: 'no-names' },
    ]
    expect(broken(rules, 'alice', ['alice'])).toEqual(RULE_CODES.slice(0, 4))
    expect(broken(rules.toReversed(), 'alice', ['alice'])).toEqual(RULE_CODES.slice(0, 4).reverse())
  })

  test('names nothing where no rule is in force', () => {
    expect(broken([], '')).toEqual([])
  })

  test('leaves history and minimum age to the directory', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (password) => {
        const rules: PasswordRule[] = [
          { code: 'history', remembered: 5 },
          { code: 'min-age', hours: 24 },
        ]
        expect(broken(rules, password)).toEqual([])
      }),
    )
  })
})

describe('the rules of length', () => {
  const rules: PasswordRule[] = [
    { code: 'min-length', least: 3 },
    { code: 'max-length', most: 4 },
  ]

  test.each(['abc', 'abcd', '💡💡💡', 'añb'])('take %s', (password) => {
    expect(broken(rules, password)).toEqual([])
  })

  test.each(['', 'ab', '💡💡'])('call %j too short', (password) => {
    expect(broken(rules, password)).toEqual(['min-length'])
  })

  test.each(['abcde', '💡💡💡💡💡'])('call %s too long', (password) => {
    expect(broken(rules, password)).toEqual(['max-length'])
  })

  test('count a letter once, however its accent is spelled', () => {
    expect(broken(rules, 'éé'.normalize('NFD'))).toEqual(['min-length'])
    expect(broken(rules, 'éééé'.normalize('NFD'))).toEqual([])
  })
})

describe('the rule of character classes', () => {
  const rules: PasswordRule[] = [{ code: 'character-classes', least: 3 }]

  test.each([
    ['upper, lower, digit', 'Abc1'],
    ['upper, lower, sign', 'Abc-'],
    ['lower, digit, sign', 'abc1-'],
    ['upper, digit, sign', 'ABC1-'],
    ['a blank as a sign', 'Ab c'],
    ['letters beyond ASCII', 'Éé5'],
    ['letters without case', 'Aa漢'],
    ['letters without case as a class of their own', '漢字-123'],
    ['digits of another script', 'Aa٣'],
  ])('takes %s', (_, password) => {
    expect(broken(rules, password)).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['one class', 'abcdef'],
    ['two classes', 'abcDEF'],
    ['signs of two kinds', 'abc-💡'],
    ['an accent spelled apart', 'Abcé'.normalize('NFD')],
  ])('refuses %s', (_, password) => {
    expect(broken(rules, password)).toEqual(['character-classes'])
  })
})

describe('the rule against names', () => {
  const rules: PasswordRule[] = [{ code: 'no-names' }]

  test.each([
    ['the account name', 'x-alice-x', ['alice']],
    ['the account name in another case', 'xALICEx', ['alice']],
    ['the whole of a name that has parts', 'xjean-paulx', ['jean-paul']],
    ['a part between hyphens', 'xpaulx', ['jean-paul']],
    ['a part of the display name', 'My-FERRAND-1', ['alice', 'Alice Ferrand']],
    ['a part before a comma', 'Ferrand2031', ['Ferrand, Alice']],
    ['a part before an at sign', 'ferrand-2031', ['ferrand@corp']],
    ['a name with an accent spelled apart', 'x-renée-x'.normalize('NFD'), ['renée']],
    ['a name stored with its accent spelled apart', 'x-renée-x', ['renée'.normalize('NFD')]],
    ['a Greek name whose last letter has two lower cases', 'xΑΛΕΞΗΣx', ['αλεξης']],
    ['three letters', 'xannx', ['Ann']],
  ])('refuses %s', (_, password, names) => {
    expect(broken(rules, password, names)).toEqual(['no-names'])
  })

  test.each([
    ['another name', 'x-bob-x', ['alice', 'Alice Ferrand']],
    ['a name of two letters', 'x-al-x', ['al']],
    ['a name of two letters that has three in upper case', 'xassx', ['aß']],
    ['parts of two letters', 'x-li-x', ['Li Wu']],
    ['no names at all', 'anything', []],
    ['an empty name', 'anything', ['']],
    ['a name with a letter between', 'al-ice', ['alice']],
  ])('takes a password beside %s', (_, password, names) => {
    expect(broken(rules, password, names)).toEqual([])
  })

  test('refuses whatever a name is put into', () => {
    const text = fc.string({ unit: 'grapheme' })
    const name = fc.stringMatching(/^[a-zà-ý]{3,12}$/)
    fc.assert(
      fc.property(text, name, text, (before, one, after) => {
        expect(broken(rules, `${before} ${one.toUpperCase()} ${after}`, [one])).toEqual([
          'no-names',
        ])
      }),
    )
  })
})
