import type { SecurityQuestionId } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { findByName } from '../src/app/find-person.ts'
import { keepCodes } from '../src/authenticator/recovery-code.ts'
import { insertBindings } from '../src/store/authenticator.ts'
import { OLD_PASSWORD } from './api-client.ts'
import type { Browser, Page } from './browser.ts'
import { DAY, type Fixture, HOUR, openFixture } from './fixture.ts'
import { inbox, messages } from './messages.ts'
import { addSomebody } from './people.ts'
import { answerSet, askQuestions, questionOn, WITH_QUESTIONS } from './questions.ts'
import {
  activitiesOf,
  addEmail,
  bindingsOf,
  NEW_ADDRESS,
  prove,
  saidOn,
  signedIn,
} from './security-info.ts'
import { proveByMail } from './walks.ts'

const THREE = { ...WITH_QUESTIONS, questions: { register: 3, answer: 3, own: [] } } as const

const OWN = {
  id: 'own-room-12',
  own: { en: 'What hung on the wall of room 12?', fr: 'Qu’y avait-il au mur de la salle 12 ?' },
} as const

type Set = readonly (readonly [SecurityQuestionId | `own-${string}` | '', string])[]

const GOOD: Set = [
  ['first-pet-name', 'Bucéphale'],
  ['song-lullaby', 'À la claire fontaine'],
  ['lost-thing', 'the green umbrella'],
]

function fieldsOf(set: Set): Record<string, string> {
  return Object.fromEntries(
    set.flatMap(([question, answer], at) => [
      [`question-${at + 1}`, question],
      [`answer-${at + 1}`, answer],
    ]),
  )
}

/** Bob or somebody else on their page, freshly proven. */
async function proven(fixture: Fixture, name = 'bob'): Promise<Browser> {
  const browser = await signedIn(fixture, name)
  await prove(fixture, browser, name)
  return browser
}

async function register(browser: Browser, set: Set, query = ''): Promise<Page> {
  return await browser.submit(await browser.open(`/account/questions${query}`), fieldsOf(set))
}

/** What is left of a set of recovery codes once each was used. */
async function addUsedUpCodes({ house, clock }: Fixture, name: string): Promise<void> {
  const { store, keys, tenant } = house.deps
  const principal = (await findByName(house.deps, name)).found?.principal ?? 'prn_none'
  const id = 'aut_used-up'
  const set = { id, principal, kind: 'recovery-code', value: keepCodes(keys, id, []) } as const
  await store.db
    .transaction()
    .execute((tx) => insertBindings(tx, keys, tenant, [set], clock.now() - 2 * DAY))
}

const refusalOn = ({ html }: Page) => /id="refusal"[^>]*>(?:<[^>]*>)*([^<]*)</.exec(html)?.[1]

const setOf = async (fixture: Fixture, name = 'bob') =>
  (await bindingsOf(fixture, name)).find(({ kind }) => kind === 'security-questions')

describe('security questions on one’s own page', () => {
  test('are registered, with a notice to the address and an event in the audit', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await proven(fixture)
    const page = await register(browser, GOOD)
    expect(saidOn(page)).toMatch(/^Added/)
    expect(page.html).toContain('Security questions')
    expect(await activitiesOf(fixture)).toContain(
      'authenticator.enrolled succeeded security-questions',
    )
    const subject = 'A new way back in was registered'
    const told = (await inbox(fixture, 'bob')).find((one) => one.subject === subject)
    expect(told?.text).toContain('Security questions')
  })

  test('are not shown with their answers, on no page', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await proven(fixture)
    const account = await register(browser, GOOD)
    const one = await browser.open(`/account/authenticators/${(await setOf(fixture))?.id}`)
    const again = await browser.open(`/account/questions?replaces=${(await setOf(fixture))?.id}`)
    for (const { html } of [account, one, again]) {
      for (const [, answer] of GOOD) expect(html).not.toContain(answer)
      expect(html).not.toContain('argon2')
    }
  })

  test('answered by their person reset the password, a day later by themselves as second proof', async () => {
    await using fixture = await openFixture({ policy: THREE })
    await register(await proven(fixture), GOOD)
    fixture.clock.advance(25 * HOUR)
    const flow = await proveByMail(fixture, { username: 'bob', locale: 'fr' })
    await flow.submit({ authenticator: 'security-questions' })
    const answers = ['bucephale', 'a la claire fontaine', 'THE GREEN UMBRELLA']
    const known = new Map([
      ['Comment s’appelait', answers[0]],
      ['Avec quelle chanson', answers[1]],
      ['Quel objet', answers[2]],
    ])
    await answerSet(
      flow,
      (question) => [...known].find(([words]) => question.startsWith(words))?.[1] ?? 'nothing',
    )
    expect(flow.step.kind).toBe('new-password')
  })

  test('that the organisation asks are asked in its own words', async () => {
    const questions = { register: 3, answer: 3, own: [OWN] } as const
    await using fixture = await openFixture({ policy: { ...THREE, questions } })
    const page = await register(await proven(fixture), [...GOOD.slice(0, 2), [OWN.id, 'a mirror']])
    expect(saidOn(page)).toMatch(/^Added/)
    fixture.clock.advance(1)
    const flow = await proveByMail(fixture, { username: 'bob' })
    await flow.submit({ authenticator: 'security-questions' })
    const asked = [questionOn(flow.step)]
    for (const _ of [1, 2]) asked.push(questionOn(await flow.submit({ answer: 'whatever' })))
    expect(asked).toContain(OWN.own.en)
  })

  test.each([
    ['an answer that is too short', [['first-pet-name', 'a.']], /^Question 1: the answer needs/],
    [
      'one that is too long',
      [['first-pet-name', 'a'.repeat(41)]],
      /^Question 1: an answer has at most/,
    ],
    ['a question twice', [GOOD[0], ['first-pet-name', 'Rex']], /^Question 2: you chose/],
    ['one answer twice', [GOOD[0], ['lost-thing', 'BUCEPHALE']], /^Question 2: that is the answer/],
    ['words of the question', [['song-lullaby', 'sleep']], /^Question 1: the answer stands/],
    ['a question that there is not', [['own-room-12', 'a mirror']], /^Question 1: choose/],
    ['fewer than policy asks', GOOD.slice(0, 2), /^Question 3: choose/],
  ] as const)(
    'are refused in words with %s, and nothing is registered',
    async (_, given, words) => {
      await using fixture = await openFixture({ policy: THREE })
      // as: the table's rows are sets, and fewer than the whole of one.
      const page = await register(await proven(fixture), given as Set)
      expect(page.status).toBe(200)
      expect(refusalOn(page)).toMatch(words)
      expect(page.html).not.toContain('BUCEPHALE')
      expect(await setOf(fixture)).toBeUndefined()
      await fixture.drain()
      expect(messages(fixture).filter(({ subject }) => subject.startsWith('A new way'))).toEqual([])
    },
  )

  test('keep what was chosen when they are refused', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const page = await register(await proven(fixture), [...GOOD.slice(0, 2), ['lost-thing', 'x']])
    expect(page.html.match(/<option[^>]* selected/g)).toHaveLength(3)
  })

  test('are replaced all at once: the old answers are worth nothing', async () => {
    await using fixture = await openFixture({ policy: WITH_QUESTIONS })
    const browser = await proven(fixture, 'alice')
    const before = await setOf(fixture, 'alice')
    const five: Set = [...GOOD, ['first-crush', 'Dulcinée'], ['first-bicycle', 'red, three wheels']]
    expect(saidOn(await register(browser, five, `?replaces=${before?.id}`))).toBeDefined()
    const after = (await bindingsOf(fixture, 'alice')).filter(
      ({ kind }) => kind === 'security-questions',
    )
    expect(after).toHaveLength(1)
    expect(after[0]?.id).not.toBe(before?.id)
    fixture.clock.advance(1)
    const flow = await askQuestions(fixture)
    await answerSet(flow, () => 'Hector')
    expect(flow.step.refusal?.code).toBe('answers-not-accepted')
  })

  test('are registered once: another set takes the place of the first, or none', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await proven(fixture)
    await register(browser, GOOD)
    expect(saidOn(await browser.open('/account/questions'))).toMatch(/^You have as many/)
  })

  test('are removed, and a flow that asks them is over', async () => {
    await using fixture = await openFixture({ policy: WITH_QUESTIONS })
    const browser = await proven(fixture, 'alice')
    const flow = await askQuestions(fixture)
    const at = `/account/authenticators/${(await setOf(fixture, 'alice'))?.id}`
    const page = await browser.submit(await browser.open(at), {}, `${at}/remove`)
    expect(saidOn(page)).toMatch(/^Removed/)
    expect(await setOf(fixture, 'alice')).toBeUndefined()
    expect((await flow.submit({ answer: 'Hector' })).kind).toBe('stopped')
  })

  test('count as added lately beside an earlier way, and never as a person’s first', async () => {
    await using fixture = await openFixture({ policy: THREE })
    await addSomebody(fixture, { name: 'gina', enrolsMail: false })
    const browser = await proven(fixture, 'gina')
    await addEmail(fixture, browser, { address: NEW_ADDRESS })
    await register(browser, GOOD)
    expect((await bindingsOf(fixture, 'gina')).map(({ isFirst }) => isFirst)).toEqual([true, false])
  })

  test('are offered to no administrator, nor where policy does not have them', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const erin = await proven(fixture, 'erin')
    expect((await erin.open('/account')).html).not.toContain('/account/questions')
    expect(saidOn(await erin.open('/account/questions'))).toMatch(/^Nothing was changed/)
    await using usual = await openFixture()
    const bob = await proven(usual)
    expect((await bob.open('/account')).html).not.toContain('/account/questions')
    expect(saidOn(await bob.open('/account/questions'))).toMatch(/^Nothing was changed/)
  })

  test('need a fresh proof, to be seen and to be changed', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await signedIn(fixture, 'bob')
    expect((await browser.open('/account/questions')).path).toBe(
      '/account/proof?next=%2Faccount%2Fquestions',
    )
  })
})

describe('somebody with nothing but security questions', () => {
  const ALONE: Set = GOOD

  async function withQuestionsOnly(fixture: Fixture): Promise<Browser> {
    await addSomebody(fixture, { name: 'gina', enrolsMail: false })
    await register(await proven(fixture, 'gina'), ALONE)
    const browser = await signedIn(fixture, 'gina')
    const page = await browser.submit(await browser.open('/account/proof'), {
      password: OLD_PASSWORD,
    })
    expect(page.path).toBe('/account/proof/questions')
    return browser
  }

  const RIGHT: Readonly<Record<string, string>> = {
    'What was the name': 'bucephale',
    'Which song': 'a la claire fontaine',
    'Which thing': 'The Green Umbrella',
  }

  function answersOn({ html }: Page, say = (right: string) => right): Record<string, string> {
    const labels = [...html.matchAll(/<label for="(answer-\d)">([^<]*)</g)]
    return Object.fromEntries(
      labels.map(([, name = '', label = '']) => {
        const right = Object.entries(RIGHT).find(([words]) => label.startsWith(words))?.[1] ?? ''
        return [name, say(right)]
      }),
    )
  }

  test('proves themselves by them, and adds an address', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await withQuestionsOnly(fixture)
    const form = await browser.open('/account/proof/questions')
    expect((await browser.submit(form, answersOn(form))).path).toBe('/account')
    const page = await addEmail(fixture, browser, { address: NEW_ADDRESS })
    expect(saidOn(page)).toMatch(/^Added/)
    expect(await activitiesOf(fixture)).toContain('session.proven succeeded security-questions')
  })

  test('is not proven by the password and wrong answers', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await withQuestionsOnly(fixture)
    const form = await browser.open('/account/proof/questions')
    const page = await browser.submit(
      form,
      answersOn(form, () => 'something else'),
    )
    expect(refusalOn(page)).toMatch(/^Not all of your answers were right/)
    expect((await browser.open('/account/email')).path).toMatch(/^\/account\/proof\?/)
    expect(await activitiesOf(fixture)).toContain('session.proof-refused failed answers-wrong')
  })

  test('is asked no more after five wrong sets, with the right answers neither', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await withQuestionsOnly(fixture)
    let form = await browser.open('/account/proof/questions')
    for (let set = 0; set < 5; set += 1)
      form = await browser.submit(
        form,
        answersOn(form, () => 'something else'),
      )
    expect((await browser.submit(form, answersOn(form))).status).toBe(429)
  })

  test('is told that another way is missing, since nobody begins with questions in a browser', async () => {
    await using fixture = await openFixture({ policy: { ...THREE, gates: 1 } })
    await addSomebody(fixture, { name: 'gina', enrolsMail: false })
    const browser = await proven(fixture, 'gina')
    const page = await register(browser, ALONE)
    expect(page.html).toContain('class="refusal"')
    const added = await addEmail(fixture, browser, { address: NEW_ADDRESS })
    expect(added.html).not.toContain('class="refusal"')
  })

  test('is asked them beside recovery codes that are all used, and not for one of those', async () => {
    await using fixture = await openFixture({ policy: THREE })
    const browser = await withQuestionsOnly(fixture)
    await addUsedUpCodes(fixture, 'gina')
    const form = await browser.open('/account/proof/code')
    expect(form.path).toBe('/account/proof/questions')
    expect((await browser.submit(form, answersOn(form))).path).toBe('/account')
  })

  test('whoever has an address too is asked for a code instead', async () => {
    await using fixture = await openFixture({ policy: WITH_QUESTIONS })
    const browser = await signedIn(fixture, 'alice')
    await browser.submit(await browser.open('/account/proof'), { password: OLD_PASSWORD })
    expect((await browser.open('/account/proof/questions')).path).toBe('/account/proof')
  })
})
