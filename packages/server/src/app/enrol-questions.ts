import { type Answered, type AnswerMistake, mayEnrol, mistakeIn, type Policy } from '@latchkey/core'
import {
  type AuthenticatorId,
  LOCALES,
  SECURITY_QUESTIONS,
  type Secret,
  type SecurityQuestion,
} from '@latchkey/protocol'
import { createTexts, questionText } from '@latchkey/web'
import { keepSet } from '../authenticator/security-questions.ts'
import type { Caller } from './caller.ts'
import { changeEnrolment, mayChange, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { barredFrom, bind } from './enrol-authenticator.ts'
import { personOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

/** What there is to choose from, and how many have to be chosen. */
export type QuestionOffer = {
  readonly questions: readonly SecurityQuestion[]
  readonly register: number
}

type Replaces = AuthenticatorId | undefined

/** The questions that a person may register, in the place of an earlier set or for the first time. */
export async function offerQuestions(
  deps: Deps,
  signedIn: SignedInPerson,
  replaces: Replaces,
): Promise<QuestionOffer | NotChanged> {
  const policy = await deps.policy.read()
  const barred = mayChange(deps, signedIn) ?? barredNow(policy, signedIn, replaces)
  if (barred) return barred
  const { register, own } = policy.questions
  return { questions: [...SECURITY_QUESTIONS.map((id) => ({ id })), ...own], register }
}

function barredNow(policy: Policy, signedIn: SignedInPerson, replaces: Replaces) {
  const { found } = signedIn
  if (!mayEnrol(policy, personOf(found), 'security-questions')) return 'stale'
  return barredFrom(found.kept, signedIn, { kind: 'security-questions', replaces })
}

export type GivenAnswer = { readonly question: string; readonly answer: Secret<string> }

/**
 * Binds answers to a person, all or none. Nothing proves them but that they were typed: what they are worth is
 * for policy to say.
 */
export async function enrolQuestions(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  given: { readonly answers: readonly GivenAnswer[]; readonly replaces: Replaces },
): Promise<'changed' | NotChanged | AnswerMistake> {
  const offer = await offerQuestions(deps, signedIn, given.replaces)
  if (typeof offer === 'string') return offer
  const set = Array.from({ length: offer.register }, (_, at) => chosenOf(offer, given.answers[at]))
  const mistake = mistakeIn(set.map(answeredOf))
  if (mistake) return mistake
  const { replaces } = given
  const id = `aut_${deps.chance.id()}` as const
  const value = await keepSet(deps.keys, id, set.flatMap(complete), deps.hashing)
  const one = { kind: 'security-questions', id, value, replaces } as const
  return await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
    return barredFrom(kept, signedIn, one) ?? (await bind(tx, deps, signedIn, kept, one))
  })
}

type Chosen = {
  readonly question: SecurityQuestion | undefined
  readonly answer: Secret<string> | undefined
}

function chosenOf({ questions }: QuestionOffer, given: GivenAnswer | undefined): Chosen {
  return { question: questions.find(({ id }) => id === given?.question), answer: given?.answer }
}

function answeredOf({ question, answer }: Chosen): Answered {
  const wordings = question
    ? LOCALES.map((locale) => questionText(question, createTexts(locale)))
    : []
  return { question, wordings, answer: answer?.use((text) => text) ?? '' }
}

function complete({ question, answer }: Chosen) {
  return question && answer ? [{ question, answer }] : []
}
