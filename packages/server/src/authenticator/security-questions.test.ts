import { createHmac } from 'node:crypto'
import type { Drawing } from '@latchkey/core'
import { SECURITY_QUESTIONS, Secret, type SecurityQuestionId } from '@latchkey/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Binding } from '../store/principal.ts'
import { AS_ENROLLED, CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import {
  createSecurityQuestions,
  drawQuestions,
  keepAnswer,
  keepSet,
} from './security-questions.ts'

const keysOf = (key: string) => ({
  hash: (context: string, text: string) =>
    createHmac('sha256', key).update(`${context}\0${text}`).digest(),
})
const keys = keysOf('a key of the test')
// The least that argon2id takes: how long a hash takes is not what is tested here.
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 }
const questions = createSecurityQuestions(keys, CHEAP)

const ANSWERS = {
  'first-pet-name': 'Hector',
  'first-soft-toy': 'Monsieur Pouf',
  'first-concert': 'Les Négresses Vertes',
  'first-sea-place': 'Saint-Malo',
  'song-lullaby': 'Ode to Joy',
} as const satisfies Partial<Record<SecurityQuestionId, string>>
type Asked = keyof typeof ANSWERS

const sets: Binding[] = []

async function enrolled(id: Binding['id']): Promise<Binding> {
  const given = SECURITY_QUESTIONS.filter((one): one is Asked => one in ANSWERS).map((one) => ({
    question: { id: one },
    answer: new Secret(ANSWERS[one]),
  }))
  return {
    id,
    kind: 'security-questions',
    value: await keepSet(keys, id, given, CHEAP),
    ...AS_ENROLLED,
  }
}

beforeAll(async () => {
  for (let one = 0; one < 12; one += 1) sets.push(await enrolled(`aut_${one}`))
})

function takeSet(): Binding {
  const set = sets.pop()
  if (!set) throw new Error('more sets were taken than were made')
  return set
}

const textOf = (id: string) => ANSWERS[id as Asked]

function answersTo(drawing: Drawing, say: (id: string) => string = textOf): string {
  const { authenticator } = drawing
  return drawing.questions
    .map(({ id }) => keepAnswer(keys, { authenticator, question: id }, say(id)))
    .join(' ')
}

function trialOf(binding: Binding, say?: (id: string) => string) {
  const drawing = drawQuestions(keys, binding, 3)
  return {
    flow: 'flw_one' as const,
    challenge: CHALLENGE,
    issued: undefined,
    bindings: [binding],
    answer: answersTo(drawing, say),
    drawing,
    now: NOON,
  }
}

describeAuthenticator('security questions', () => ({
  authenticator: questions,
  enrol: takeSet,
  rightTrial: (binding) => trialOf(binding),
}))

const verdictOf = async (trial: ReturnType<typeof trialOf>) =>
  (await questions.judge(trial)).verdict

describe('a set of answers', () => {
  test('is right in other case, spacing and accents', async () => {
    const loosely = (id: string) =>
      ` ${textOf(id).normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replaceAll(' ', '   ')}. `
    expect(await verdictOf(trialOf(takeSet(), loosely))).toBe('right')
  })

  test('is wrong where any one of the answers is', async () => {
    const set = takeSet()
    for (const { id } of drawQuestions(keys, set, 3).questions) {
      const say = (asked: string) => (asked === id ? 'Victor' : textOf(asked))
      expect(await verdictOf(trialOf(set, say))).toBe('wrong')
    }
  })

  test('is wrong with right answers to other questions', async () => {
    const trial = trialOf(takeSet())
    const answer = trial.answer.split(' ').toReversed().join(' ')
    expect(await verdictOf({ ...trial, answer })).toBe('wrong')
  })

  test('is wrong where an answer is missing or one too many was given', async () => {
    const trial = trialOf(takeSet())
    const answers = trial.answer.split(' ')
    expect(await verdictOf({ ...trial, answer: answers.slice(1).join(' ') })).toBe('wrong')
    expect(await verdictOf({ ...trial, answer: `${trial.answer} more` })).toBe('wrong')
  })

  test('is wrong for a set that took the place of the one that was asked', async () => {
    const [asked, present] = [takeSet(), takeSet()]
    expect(await verdictOf({ ...trialOf(asked), bindings: [present] })).toBe('wrong')
  })

  test('is wrong where nothing was drawn', async () => {
    const { drawing: _, ...trial } = trialOf(takeSet())
    expect((await questions.judge({ ...trial, answer: '' })).verdict).toBe('wrong')
  })

  test('is kept as argon2id, and not to be searched without the key', async () => {
    const { value, id } = takeSet()
    expect(value.match(/\$argon2id\$v=19\$m=8,t=1,p=1\$/g)).toHaveLength(5)
    for (const answer of Object.values(ANSWERS)) expect(value).not.toContain(answer)
    const of = { authenticator: id, question: 'first-pet-name' } as const
    expect(keepAnswer(keysOf('another key'), of, 'Hector')).not.toBe(keepAnswer(keys, of, 'Hector'))
  })
})

describe('a drawing', () => {
  const [set] = [
    {
      id: 'aut_drawn',
      value: JSON.stringify(SECURITY_QUESTIONS.slice(0, 5).map((id) => ({ id, hash: 'none' }))),
      lastStep: 7,
    },
  ]
  // as: what else a binding has does not matter for a drawing.
  const binding = set as unknown as Binding
  const idsOf = ({ questions: drawn }: Drawing) => drawn.map(({ id }) => id)

  test('is the same however often it is asked for', () => {
    expect(drawQuestions(keys, binding, 3)).toEqual(drawQuestions(keys, binding, 3))
    expect(drawQuestions(keys, binding, 3).round).toBe(7)
  })

  test('has as many questions as policy asks, none twice', () => {
    expect(new Set(idsOf(drawQuestions(keys, binding, 4))).size).toBe(4)
  })

  test('asks each question about as often as any other, over many rounds', () => {
    const counts = new Map<string, number>()
    for (let round = 0; round < 1_000; round += 1)
      for (const id of idsOf(drawQuestions(keys, binding, 3, round)))
        counts.set(id, (counts.get(id) ?? 0) + 1)
    for (const count of counts.values()) expect(Math.abs(count - 600)).toBeLessThan(80)
    expect(counts.size).toBe(5)
  })

  test('is not to be foreseen without the key', () => {
    const rounds = Array.from({ length: 20 }, (_, round) => round)
    const drawnBy = (key: string) =>
      rounds.map((round) => idsOf(drawQuestions(keysOf(key), binding, 3, round)).join())
    expect(drawnBy('one')).not.toEqual(drawnBy('other'))
  })
})
