import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalisedAnswer } from './normalised-answer.ts'

test.each([
  ['other case', 'HECTOR', 'hector'],
  ['spaces around and between', '  Monsieur   Pouf ', 'monsieurpouf'],
  ['accents, composed or not', 'Hélène', 'He\u0301le\u0300ne'],
  ['accents left out', 'Garçonnière', 'garconniere'],
  ['ligatures written as two letters', 'Sœur Lætitia', 'soeur laetitia'],
  ['a sharp s', 'Hauptstraße', 'HAUPTSTRASSE'],
  ['either apostrophe, or none', 'L’Aigle', "l'aigle"],
  ['hyphens and full stops', 'St. Jean-de-Luz', 'st jean de luz'],
  ['a no-break space', 'rue\u00a0Mouffetard', 'rue Mouffetard'],
  ['full-width letters and digits', 'Ａｂｃ１２', 'abc12'],
  ['Greek at the end of a word', 'Οδυσσεύς', 'ΟΔΥΣΣΕΥΣ'],
])('takes for the same: %s', (_, one, other) => {
  expect(normalisedAnswer(one)).toBe(normalisedAnswer(other))
})

test.each([
  ['other letters', 'Hector', 'Victor'],
  ['other digits', 'room 12', 'room 13'],
  ['another order', 'red blue', 'blue red'],
  ['other vowel signs, which are no accents', 'कि', 'की'],
])('tells apart: %s', (_, one, other) => {
  expect(normalisedAnswer(one)).not.toBe(normalisedAnswer(other))
})

test('keeps nothing of what has no letter or digit', () => {
  expect(normalisedAnswer(' \t.-’!?\u200b ')).toBe('')
})

test('does not change what it made, nor depends on case or on how accents were composed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = normalisedAnswer(text)
      expect(normalisedAnswer(once)).toBe(once)
      expect(normalisedAnswer(text.normalize('NFD'))).toBe(once)
      expect(normalisedAnswer(` ${text} `)).toBe(once)
    }),
  )
})
