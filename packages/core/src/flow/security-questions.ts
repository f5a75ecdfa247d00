import type { AuthenticatorId, SecurityQuestion } from '@latchkey/protocol'
import type { Stage } from './flow.ts'

/** The questions that one set is answered for, in the order in which they are asked. */
export type Drawing = {
  /** Whose answers count: a set that was replaced meanwhile is another authenticator. */
  readonly authenticator: AuthenticatorId
  /** How many sets were judged before. Nothing but a judged set draws anew. */
  readonly round: number
  readonly questions: readonly SecurityQuestion[]
}

type Asking = Extract<Stage, { kind: 'answer-challenge' }>

/** The question that a step asks, and its place in the set. */
export function askedQuestion({ drawing, given = [] }: Asking) {
  const question = drawing?.questions[given.length]
  return question && drawing
    ? { question, number: given.length + 1, of: drawing.questions.length }
    : undefined
}

/** Whether the next answer completes the set, and with it has all of them judged. */
export function isLastQuestion(stage: Asking): boolean {
  const asked = askedQuestion(stage)
  return asked !== undefined && asked.number === asked.of
}
