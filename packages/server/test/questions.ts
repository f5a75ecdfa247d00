import { type AuthenticatorKind, SECURITY_QUESTIONS, type Step } from '@latchkey/protocol'
import { createTexts, questionText } from '@latchkey/web'
import { SEEDED_ANSWERS } from '../src/app/seed-people.ts'
import { forEveryClient } from '../src/config/config.ts'
import type { ApiFlow } from './api-client.ts'
import type { Fixture, Wishes } from './fixture.ts'
import { proveByMail } from './walks.ts'

const KINDS: readonly AuthenticatorKind[] = ['email', 'totp', 'security-questions']

/** A policy that has security questions, for a second gate. */
export const WITH_QUESTIONS = {
  gates: 2,
  authenticators: forEveryClient(KINDS),
} as const satisfies Wishes['policy']

const ANSWER_TO = new Map(
  SECURITY_QUESTIONS.flatMap((id) =>
    (['en', 'fr'] as const).map(
      (locale) => [questionText({ id }, createTexts(locale)), SEEDED_ANSWERS[id]] as const,
    ),
  ),
)

/** What a step asks. */
export function questionOn({ fields, text }: Step): string {
  if (!fields.some(({ name }) => name === 'answer')) throw new Error('no question on this step')
  return text
}

/** What the seeded person registered as the answer to a question. */
export function seededAnswer(question: string): string {
  const answer = ANSWER_TO.get(question)
  if (answer === undefined) throw new Error(`nobody answered ${question}`)
  return answer
}

/** Alice at the first question of a set, after her mail. */
export async function askQuestions(fixture: Fixture, from?: string): Promise<ApiFlow> {
  const flow = await proveByMail(fixture, { username: 'alice', ...(from && { from }) })
  await flow.submit({ authenticator: 'security-questions' })
  return flow
}

/** Gives the three answers of a set, and says what was asked. */
export async function answerSet(
  flow: ApiFlow,
  say: (question: string, at: number) => string = seededAnswer,
): Promise<string[]> {
  const asked: string[] = []
  for (let at = 0; at < 3; at += 1) {
    const question = questionOn(flow.step)
    asked.push(question)
    await flow.submit({ answer: say(question, at) })
  }
  return asked
}

export const WRONG_SET = () => 'Something else'
