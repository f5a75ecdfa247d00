import { generateSecret } from 'otplib'
import { describe, expect, test } from 'vitest'
import { SEEDED_ANSWERS } from '../src/app/seed-people.ts'
import { createApplication } from '../src/application.ts'
import { NEW_PASSWORD, problemIn, send, signIn, startFlow, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { DAY, type Fixture, MINUTE, openFixture } from './fixture.ts'
import { AT_SIGN_IN, sendSigned, startSigned, trustedMachine } from './machine.ts'
import { addSomebody } from './people.ts'
import {
  answerSet,
  askQuestions,
  questionOn,
  seededAnswer,
  WITH_QUESTIONS,
  WRONG_SET,
} from './questions.ts'
import { proveByMail, twice } from './walks.ts'

const openWithQuestions = (policy: object = {}) =>
  openFixture({ policy: { ...WITH_QUESTIONS, ...policy } })

const optionsOf = (step: {
  fields: readonly { options?: readonly { value: string }[] | undefined }[]
}) => step.fields[0]?.options?.map(({ value }) => value)

describe('answers to security questions', () => {
  test('reset a password as the second proof, in whatever case, spacing and accents', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    const loosely = (question: string) =>
      `  ${seededAnswer(question).normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()} .`
    await answerSet(flow, loosely)
    expect(flow.step.kind).toBe('new-password')
    await flow.submit(twice(NEW_PASSWORD))
    expect(flow.step.kind).toBe('done')
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
    const passed = (await auditTrail(fixture, flow.id)).filter(
      ({ activity }) => activity === 'gate.passed',
    )
    expect(passed.map(({ gates }) => gates.at(-1))).toEqual(['email', 'security-questions'])
  })

  test('count as the first proof at an own tile of a trusted machine, and alone where policy asks one', async () => {
    await using fixture = await openWithQuestions({ gates: 1 })
    const machine = await trustedMachine(fixture)
    const client = { ...AT_SIGN_IN, tile: true }
    const started = await startSigned(fixture, machine, { username: 'alice', client })
    let { step } = started
    const submit = async (values: object) => {
      const url = `/api/v1/flows/${started.flow}/submissions`
      const body = { step: step.id, action: 'submit', values }
      const sending = { method: 'POST', url, body, token: started.token } as const
      step = stepIn(await sendSigned(fixture, machine, sending))
    }
    expect(optionsOf(step)).toContain('security-questions')
    await submit({ authenticator: 'security-questions' })
    for (let at = 0; at < 3; at += 1) await submit({ answer: seededAnswer(questionOn(step)) })
    await submit(twice(NEW_PASSWORD))
    expect(step.kind).toBe('done')
  })

  test('that are wrong say not which, and the next questions are drawn anew', async () => {
    await using fixture = await openWithQuestions()
    const drawn = new Set<string>()
    const texts = new Set<string | undefined>()
    for (const wrong of [0, 1, 2]) {
      const flow = await askQuestions(fixture)
      const say = (question: string, at: number) =>
        at === wrong ? 'Something else' : seededAnswer(question)
      drawn.add((await answerSet(flow, say)).join())
      texts.add(flow.step.refusal?.code)
      drawn.add((await answerSet(flow)).join())
      expect(flow.step.kind).toBe('new-password')
    }
    expect([...texts]).toEqual(['answers-not-accepted'])
    expect(drawn.size).toBeGreaterThan(2)
  })

  test('are not told apart before the last one', async () => {
    await using fixture = await openWithQuestions()
    const seen = new Set<string>()
    for (const say of [seededAnswer, WRONG_SET]) {
      const flow = await askQuestions(fixture, say === WRONG_SET ? '10.0.0.2' : '10.0.0.1')
      const first = await flow.submit({ answer: say(questionOn(flow.step)) })
      seen.add(JSON.stringify({ ...first, id: '' }))
    }
    expect(seen.size).toBe(1)
  })

  test('are not counted one by one: an attempt is a set', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    for (let set = 0; set < 4; set += 1) await answerSet(flow, WRONG_SET)
    expect(flow.step.refusal?.text).toContain('One try left')
    await answerSet(flow, WRONG_SET)
    expect(flow.step).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  })

  test('are accepted from nobody any more after five wrong sets, from wherever they came', async () => {
    await using fixture = await openWithQuestions()
    const one = await askQuestions(fixture, '10.0.0.1')
    const other = await askQuestions(fixture, '10.0.0.2')
    for (let set = 0; set < 3; set += 1) await answerSet(one, WRONG_SET)
    for (let set = 0; set < 2; set += 1) await answerSet(other, WRONG_SET)
    const third = await askQuestions(fixture, '10.0.0.3')
    await answerSet(third)
    expect(third.step.refusal?.code).toBe('answers-not-accepted')
    expect(inWords(await auditTrail(fixture, third.id)).at(-1)).toBe(
      'gate.failed failed budget-spent',
    )
    fixture.clock.advance(DAY)
    const later = await askQuestions(fixture, '10.0.0.3')
    await answerSet(later)
    expect(later.step.kind).toBe('new-password')
  })

  test('once given are no answer to a step that went on', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    const { id } = flow.step
    await flow.submit({ answer: seededAnswer(questionOn(flow.step)) })
    const again = await flow.trySubmit({ answer: 'Hector' }, { step: id })
    expect(problemIn(again).kind).toBe('stale-step')
    expect(questionOn(stepIn(await flow.get()))).toBe(questionOn(flow.step))
  })

  test('sent twice under one key move the flow once', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    const { id } = flow.step
    const values = { answer: seededAnswer(questionOn(flow.step)) }
    const first = await flow.trySubmit(values, { key: 'one', step: id })
    const second = await flow.trySubmit(values, { key: 'one', step: id })
    expect(second.body).toBe(first.body)
    expect(stepIn(second).title).toBe('Question 2 of 3')
  })

  test('come too late once the person was away for five minutes', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    fixture.clock.advance(5 * MINUTE)
    const late = await flow.submit({ answer: 'Hector' })
    expect([late.kind, late.refusal?.code]).toEqual(['choose-authenticator', 'gate-taken-back'])
    expect(optionsOf(late)).toEqual(['email', 'totp'])
  })

  test('prove nothing once the account is frozen', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    await createApplication(fixture.house).freezePerson('alice')
    expect((await flow.submit({ answer: 'Hector' })).kind).toBe('stopped')
  })
})

describe('the questions that are drawn', () => {
  const firstSet = async (fixture: Fixture, from?: string) => {
    const flow = await askQuestions(fixture, from)
    return questionOn(flow.step)
  }

  test('are the same in every flow until a set was judged', async () => {
    await using fixture = await openWithQuestions()
    const seen = new Set<string>()
    for (const from of ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'])
      seen.add(await firstSet(fixture, from))
    expect(seen.size).toBe(1)
  })

  test('do not change by going back and forth, loading again or giving up', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    const first = questionOn(flow.step)
    expect(questionOn(stepIn(await flow.get()))).toBe(first)
    await flow.submit({ answer: 'Hector' })
    await flow.submit({}, { action: 'other-authenticator' })
    await flow.submit({ authenticator: 'security-questions' })
    expect(questionOn(flow.step)).toBe(first)
    await flow.cancel()
    expect(await firstSet(fixture)).toBe(first)
  })

  test('survive a restart, and are in the language of the flow', async () => {
    await using fixture = await openWithQuestions()
    const first = await firstSet(fixture)
    await fixture.reopen()
    expect(await firstSet(fixture, '10.0.0.9')).toBe(first)
    const flow = await proveByMail(fixture, { username: 'alice', locale: 'fr', from: '10.0.0.8' })
    await flow.submit({ authenticator: 'security-questions' })
    expect(flow.step.title).toMatch(/^Question 1 sur 3/)
    expect(seededAnswer(questionOn(flow.step))).toBe(seededAnswer(first))
  })
})

describe('who is not asked', () => {
  test('anybody before a proof: the choice is the same with questions and without', async () => {
    await using fixture = await openWithQuestions()
    for (const username of ['alice', 'bob', 'nobody']) {
      const flow = await startFlow(fixture, { username })
      expect(optionsOf(flow.step)).toEqual(['email', 'totp'])
      const forced = await flow.submit({ authenticator: 'security-questions' })
      expect(forced.refusal?.code).toBe('choose-one')
    }
  })

  test('whoever merely says that they are at the sign-in screen', async () => {
    await using fixture = await openWithQuestions()
    const client = { ...AT_SIGN_IN, tile: true }
    const { step } = await startFlow(fixture, { username: 'alice', client })
    expect(optionsOf(step)).toEqual(['email', 'totp'])
  })

  test('an administrator, however many answers they registered', async () => {
    await using fixture = await openWithQuestions({ administratorGroups: ['staff'] })
    const { store } = fixture.house.deps
    await store.db
      .updateTable('principal')
      .set({ administrator: 1 })
      .where('tenant', '=', fixture.house.deps.tenant)
      .where('name', '=', 'alice')
      .execute()
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect(optionsOf(flow.step)).toEqual(['totp'])
  })

  test('whoever registered fewer than policy asks by now', async () => {
    await using fixture = await openWithQuestions({
      questions: { register: 5, answer: 4, own: [] },
    })
    const { 'first-concert': _, 'first-sea-place': __, ...answers } = SEEDED_ANSWERS
    await addSomebody(fixture, { name: 'gina', totpSecret: generateSecret(), answers })
    const flow = await proveByMail(fixture, { username: 'gina' })
    expect(optionsOf(flow.step)).toEqual(['totp'])
  })

  test('anybody where policy does not have them, as it does not by itself', async () => {
    await using fixture = await openFixture({ policy: { gates: 2 } })
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect(optionsOf(flow.step)).toEqual(['totp', 'sms', 'recovery-code'])
  })
})

describe('an answer', () => {
  test('reaches neither the log, nor the audit, nor the store', async () => {
    await using fixture = await openWithQuestions()
    const flow = await askQuestions(fixture)
    const typed = ['Quetzalcoatl-one', 'Quetzalcoatl-two', 'Quetzalcoatl-three']
    await answerSet(flow, (_, at) => typed[at] ?? '')
    const rows = JSON.stringify(await auditTrail(fixture))
    for (const text of [rows, ...fixture.logged])
      expect(text.toLowerCase()).not.toContain('quetzalcoatl')
    const shown = await send(fixture, {
      method: 'GET',
      url: `/api/v1/flows/${flow.id}`,
      token: flow.token,
    })
    expect(shown.body.toLowerCase()).not.toContain('quetzalcoatl')
  })
})
