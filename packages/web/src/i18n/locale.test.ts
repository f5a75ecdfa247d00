import { expect, test } from 'vitest'
import { chooseLocale } from './locale.ts'

test.each([
  ['fr', 'fr'],
  ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  ['en;q=0.3, FR;q=0.7', 'fr'],
  ['de, fr;q=0.5', 'fr'],
  ['fr;q=0, en', 'en'],
  ['*, fr;q=0.1', 'en'],
  ['de', 'en'],
  ['fr;q=banana', 'en'],
  ['fr;q=-1', 'en'],
  [',;=,;q=', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('answers a browser that asks for %s in %s', (header, locale) => {
  expect(chooseLocale(header, undefined)).toBe(locale)
})

test('puts the language that the person chose before the browser’s', () => {
  expect(chooseLocale('fr', 'en')).toBe('en')
})

test('passes over a choice that is no language of ours', () => {
  expect(chooseLocale('fr', '__proto__')).toBe('fr')
})

test('reads no more of an endless header than anyone would write', () => {
  expect(chooseLocale(`${'de,'.repeat(100_000)}fr`, undefined)).toBe('en')
})
