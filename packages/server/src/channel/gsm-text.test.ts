import { expect, test } from 'vitest'
import { firstThatFits, SEPTETS, septetsOf, toGsmText } from './gsm-text.ts'

test.each([
  ['Code 314159 é à ù è', 'Code 314159 é à ù è'],
  ['C’est « prêt » : ça y est…', 'C\'est " pret " : ca y est...'],
  ['Œuvre naïve — déjà', 'OEuvre naive - déjà'],
  ['Škoda', 'Skoda'],
  ['a\u00a0b\nc', 'a b\nc'],
])('writes %j as a phone does', (text, written) => {
  expect(toGsmText(text)).toBe(written)
})

test.each(['東京', 'Прага', 'code 🔑', 'a\u0000b', 'a`b'])('has no letters for %j', (text) => {
  expect(toGsmText(text)).toBeUndefined()
})

test('counts what needs an escape twice', () => {
  expect(septetsOf('a€[b]')).toBe(8)
})

test('takes the first text that one message holds', () => {
  const long = 'x'.repeat(SEPTETS + 1)
  expect(firstThatFits([long, '東京', 'x'.repeat(SEPTETS), 'short'])).toBe('x'.repeat(SEPTETS))
  expect(septetsOf(firstThatFits([long, '€'.repeat(200)]))).toBeLessThanOrEqual(SEPTETS)
})
