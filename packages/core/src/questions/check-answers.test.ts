import type { SecurityQuestionId } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { type Answered, mistakeIn } from './check-answers.ts'

const WORDS = [
  'What did you call your favourite soft toy?',
  'Quel nom donniez-vous à votre peluche ?',
]

function answered(answer: string, id: SecurityQuestionId = 'first-soft-toy'): Answered {
  return { question: { id }, wordings: WORDS, answer }
}

test('takes three questions with three answers', () => {
  const set = [
    answered('Monsieur Pouf'),
    answered('Hector', 'first-pet-name'),
    answered('Ode to Joy', 'song-lullaby'),
  ]
  expect(mistakeIn(set)).toBeUndefined()
})

test.each(['abc', 'a'.repeat(40), '  abc  ', 'Été'])('takes the answer %j', (answer) => {
  expect(mistakeIn([answered(answer)])).toBeUndefined()
})

test.each(['', 'ab', ' a b ', '......', 'é.è'])('refuses %j as too short', (answer) => {
  expect(mistakeIn([answered(answer)])).toEqual({ at: 0, mistake: 'answer-short' })
})

test('refuses an answer of more than forty characters', () => {
  expect(mistakeIn([answered('a'.repeat(41))])).toEqual({ at: 0, mistake: 'answer-long' })
})

test('refuses a question that there is not', () => {
  const none = { question: undefined, wordings: [], answer: 'Hector' }
  expect(mistakeIn([answered('Hector'), none])).toEqual({ at: 1, mistake: 'question-missing' })
})

test('refuses one question twice', () => {
  const set = [answered('Monsieur Pouf'), answered('Hector')]
  expect(mistakeIn(set)).toEqual({ at: 1, mistake: 'question-twice' })
})

test('refuses one answer for two questions, however it is written the second time', () => {
  const set = [answered('Hélène'), answered('HELENE', 'first-crush')]
  expect(mistakeIn(set)).toEqual({ at: 1, mistake: 'answer-twice' })
})

test.each(['soft toy', 'SOFT-TOY', 'peluche'])(
  'refuses %j, which stands in the question in some language',
  (answer) => {
    expect(mistakeIn([answered(answer)])).toEqual({ at: 0, mistake: 'answer-in-question' })
  },
)
