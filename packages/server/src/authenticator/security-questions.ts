import { type Drawing, normalisedAnswer } from '@latchkey/core'
import {
  DEFAULT_HASHING_COST,
  type HashingCost,
  hashPassword,
  matchesHash,
} from '@latchkey/directory'
import { type AuthenticatorId, Secret, type SecurityQuestion } from '@latchkey/protocol'
import { z } from 'zod'
import type { KeyRing } from '../store/key-ring.ts'
import type { Binding } from '../store/principal.ts'
import type { Authenticator, Trial } from './authenticator.ts'

type Keys = Pick<KeyRing, 'hash'>

const words = z.strictObject({ en: z.string(), fr: z.string() })

/** A set as it is bound: questions, and of each answer what recognises it. */
const KeptSet = z.array(z.strictObject({ id: z.string(), own: words.optional(), hash: z.string() }))
type Kept = z.infer<typeof KeptSet>[number]

/** Answers to questions that the person chose, asked a few at a time and judged together. */
export function createSecurityQuestions(
  keys: Keys,
  cost: HashingCost = DEFAULT_HASHING_COST,
): Authenticator {
  let standIn: Promise<string> | undefined
  // As costly to compare with as any; made once, when it is first needed.
  const nobodys = () => {
    standIn ??= hashPassword(new Secret(pepper(keys, 'nobody')), cost)
    return standIn
  }
  return {
    kind: 'security-questions',
    isSent: false,
    keep: () => '',
    judge: async (trial) => {
      const binding = trial.bindings.find(({ id }) => id === trial.drawing?.authenticator)
      const isRight = await areRight(nobodys, trial, binding && keptIn(binding))
      return binding && isRight ? { verdict: 'right', binding: binding.id } : { verdict: 'wrong' }
    },
    mask: () => '•••',
  }
}

// Every answer is compared, after a wrong one too, and somebody's hash stands in for those that are missing: how
// long it takes tells neither which answer was wrong nor whether there is a set.
async function areRight(
  nobodys: () => Promise<string>,
  { drawing, answer }: Trial,
  kept: readonly Kept[] = [],
): Promise<boolean> {
  const given = answer.split(' ')
  const questions = drawing?.questions ?? []
  let right = 0
  for (const [at, { id }] of questions.entries()) {
    const hash = kept.find((one) => one.id === id)?.hash
    const matches = await matchesHash(new Secret(given[at] ?? ''), hash ?? (await nobodys()))
    if (matches && hash !== undefined) right += 1
  }
  return right > 0 && right === questions.length && given.length === questions.length
}

/**
 * What a flow keeps of an answer until the set is complete, and what is hashed then: an HMAC under the key ring.
 * Few people's answers would stand a search by somebody who has a copy of the database and no key (a pepper in
 * the words of NIST SP 800-63B-4). Bound to its place, it is worth nothing at another.
 */
export function keepAnswer(
  keys: Keys,
  of: { readonly authenticator: AuthenticatorId; readonly question: SecurityQuestion['id'] },
  typed: string,
): string {
  return pepper(keys, JSON.stringify([of.authenticator, of.question, normalisedAnswer(typed)]))
}

function pepper(keys: Keys, text: string): string {
  return Buffer.from(keys.hash('security-answer', text)).toString('base64url')
}

export type NewAnswer = { readonly question: SecurityQuestion; readonly answer: Secret<string> }

/** What is bound of a set that a person registers: argon2id of the HMAC of each answer. */
export async function keepSet(
  keys: Keys,
  authenticator: AuthenticatorId,
  answers: readonly NewAnswer[],
  cost: HashingCost = DEFAULT_HASHING_COST,
): Promise<string> {
  const kept: Kept[] = []
  for (const { question, answer } of answers) {
    const of = { authenticator, question: question.id }
    const peppered = new Secret(answer.use((text) => keepAnswer(keys, of, text)))
    kept.push({ ...question, hash: await hashPassword(peppered, cost) })
  }
  return JSON.stringify(kept)
}

/** How many questions a set has. */
export function questionsIn(binding: Pick<Binding, 'value'>): number {
  return keptIn(binding).length
}

/**
 * The questions of a set that are asked now. Drawn by an HMAC over the round, and not by chance: the same ones
 * until a set is judged, so that nobody loads again or begins anew until those come up that they can answer.
 */
export function drawQuestions(
  keys: Keys,
  binding: Binding,
  count: number,
  round: number = binding.lastStep,
): Drawing {
  const place = (id: string) =>
    Buffer.from(keys.hash('drawing', `${binding.id}:${round}:${id}`)).toString('hex')
  const drawn = keptIn(binding)
    .map((one) => ({ one, at: place(one.id) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
  return { authenticator: binding.id, round, questions: drawn.map(({ one }) => questionOf(one)) }
}

// as: written by `keepSet` from questions, and sealed since.
function questionOf({ hash: _, ...question }: Kept): SecurityQuestion {
  return question as SecurityQuestion
}

function keptIn({ value }: Pick<Binding, 'value'>): readonly Kept[] {
  return KeptSet.parse(JSON.parse(value))
}
