import type { SecurityQuestion } from '@latchkey/protocol'
import { normalisedAnswer } from './normalised-answer.ts'

/** Published bounds of an answer (docs/flow.md), in characters. */
export const ANSWER_BOUNDS = { least: 3, most: 40 } as const

/** Why answers are not taken: the first mistake, and where it is. */
export type AnswerMistake = {
  readonly at: number
  readonly mistake:
    | 'question-missing'
    | 'question-twice'
    | 'answer-short'
    | 'answer-long'
    | 'answer-twice'
    | 'answer-in-question'
}

/** One question that was chosen, with its words in every language, and what was answered. */
export type Answered = {
  readonly question: SecurityQuestion | undefined
  readonly wordings: readonly string[]
  readonly answer: string
}

/** The first thing that is wrong with a set that somebody wants to register, or nothing. */
export function mistakeIn(set: readonly Answered[]): AnswerMistake | undefined {
  for (const [at, one] of set.entries()) {
    const mistake = mistakeOf(one, set.slice(0, at))
    if (mistake) return { at, mistake }
  }
  return
}

function mistakeOf(
  { question, wordings, answer }: Answered,
  before: readonly Answered[],
): AnswerMistake['mistake'] | undefined {
  if (!question) return 'question-missing'
  if (before.some((one) => one.question?.id === question.id)) return 'question-twice'
  const counted = normalisedAnswer(answer)
  if ([...counted].length < ANSWER_BOUNDS.least) return 'answer-short'
  if ([...answer.normalize('NFC').trim()].length > ANSWER_BOUNDS.most) return 'answer-long'
  // One answer for all would be one guess for all.
  if (before.some((one) => normalisedAnswer(one.answer) === counted)) return 'answer-twice'
  // The words of the question are the first that a stranger would try.
  const isInQuestion = wordings.some((words) => normalisedAnswer(words).includes(counted))
  return isInQuestion ? 'answer-in-question' : undefined
}
