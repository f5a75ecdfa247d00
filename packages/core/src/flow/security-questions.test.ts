import type { AuthenticatorKind } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import type { Facts, Judged, Person } from './decision.ts'
import {
  ALICE,
  activitiesOf,
  begin,
  effectsOf,
  MINUTE,
  RIGHT,
  reasonOf,
  type Walk,
  WRONG,
} from './flow.fixture.ts'
import type { Drawing } from './security-questions.ts'
import { NOTHING_KNOWN, viewOf } from './view.ts'

const KINDS: readonly AuthenticatorKind[] = ['email', 'totp', 'security-questions']
const LISTS = { browser: KINDS, 'windows-logon': KINDS, api: KINDS }
const PERSON = { enrolled: KINDS }
const DRAWN: Drawing = {
  authenticator: 'aut_questions',
  round: 4,
  questions: [{ id: 'first-pet-name' }, { id: 'song-lullaby' }, { id: 'first-crush' }],
}
const REDRAWN: Drawing = { ...DRAWN, round: 5, questions: DRAWN.questions.toReversed() }
const PROVES: Judged = { ...RIGHT, authenticator: 'aut_questions' }

/** At the choice of the second gate of two, after e-mail. */
function afterMail(person: Partial<Person> = {}): Walk {
  const walk = begin({
    policy: { gates: 2, authenticators: LISTS },
    person: { ...PERSON, ...person },
  })
  walk.identify()
  walk.pass('email')
  return walk
}

function asked(person: Partial<Person> = {}): Walk {
  const walk = afterMail(person)
  walk.submit('submit', { authenticator: 'security-questions' }, { drawn: DRAWN })
  return walk
}

const give = (walk: Walk, facts: Facts = {}, answer = 'Hector') =>
  walk.submit('submit', { answer }, { given: `kept ${answer}`, ...facts })

function giveAll(walk: Walk, judged: Judged, facts: Facts = {}) {
  give(walk, {}, 'one')
  give(walk, {}, 'two')
  return give(walk, { person: { ...ALICE, ...PERSON }, judged, drawn: REDRAWN, ...facts }, 'three')
}

const shownBy = (walk: Walk) => viewOf(walk.flow(), NOTHING_KNOWN).challenge?.question

describe('before the first proof', () => {
  test('security questions are not offered to whoever types a name', () => {
    const walk = begin({ policy: { authenticators: LISTS }, person: PERSON })
    const { flow } = walk.identify()
    expect(flow.stage).toMatchObject({ offered: ['email', 'totp'] })
  })

  test('nobody gets them by asking all the same', () => {
    const walk = begin({ policy: { authenticators: LISTS }, person: PERSON })
    walk.identify()
    walk.submit('submit', { authenticator: 'security-questions' }, { drawn: DRAWN })
    expect(walk.flow().stage.kind).toBe('choose-authenticator')
    expect(walk.flow().refusal?.code).toBe('choose-one')
  })

  test('they are offered where policy lets this caller know whom they named', () => {
    const walk = begin({ policy: { authenticators: LISTS }, person: PERSON, signed: {} })
    const { flow } = walk.identify('alice', { person: { ...ALICE, ...PERSON } })
    expect(flow.stage).toMatchObject({ offered: KINDS })
  })

  test('they are not offered again once passed gates were taken back', () => {
    const walk = afterMail()
    walk.wait(5 * MINUTE)
    walk.submit('submit', { authenticator: 'security-questions' }, { drawn: DRAWN })
    expect(walk.flow().stage).toMatchObject({ offered: ['email', 'totp'] })
  })
})

describe('a set', () => {
  test('is asked one question a step', () => {
    const walk = asked()
    expect(shownBy(walk)).toEqual({ question: { id: 'first-pet-name' }, number: 1, of: 3 })
    give(walk)
    expect(shownBy(walk)).toEqual({ question: { id: 'song-lullaby' }, number: 2, of: 3 })
    give(walk)
    expect(shownBy(walk)).toEqual({ question: { id: 'first-crush' }, number: 3, of: 3 })
  })

  test('keeps of an answer what the verifier made of it, and not the answer', () => {
    const walk = asked()
    give(walk, { given: 'made of it' }, 'Hector the Great')
    expect(JSON.stringify(walk.flow())).toContain('made of it')
    expect(JSON.stringify(walk.flow())).not.toContain('Hector')
  })

  test('passes the gate once all were right', () => {
    const walk = asked()
    giveAll(walk, PROVES)
    expect(walk.flow().stage.kind).toBe('new-password')
    expect(activitiesOf(walk.last())).toContain('gate.passed')
    expect(effectsOf(walk.last())).toContain('spend-drawing')
  })

  test('says nothing of an answer before the last one, and counts no try', () => {
    const walk = asked()
    const person = { ...ALICE, ...PERSON }
    give(walk, { person, judged: WRONG })
    expect(walk.flow()).toMatchObject({ tries: 0 })
    expect(walk.flow().refusal).toBeUndefined()
    expect(walk.last().happenings).toEqual([])
  })

  test('that was wrong is drawn anew, from its first question', () => {
    const walk = asked()
    giveAll(walk, WRONG)
    expect(walk.flow().refusal).toEqual({ code: 'answers-not-accepted', left: 4 })
    expect(reasonOf(walk.last())).toBe('answers-wrong')
    expect(shownBy(walk)).toEqual({ question: { id: 'first-crush' }, number: 1, of: 3 })
    expect(walk.last().effects).toContainEqual({ kind: 'spend-drawing', drawing: DRAWN })
  })

  test('that counts as no try leaves the drawing of other flows as it was', () => {
    for (const uncounted of [{ isSilenced: true }, { isWithinBudget: false }]) {
      const walk = asked()
      giveAll(walk, { ...WRONG, ...uncounted })
      expect(effectsOf(walk.last())).not.toContain('spend-drawing')
    }
  })

  test('that is wrong five times stops the flow', () => {
    const walk = asked()
    for (let tries = 0; tries < 5; tries += 1) giveAll(walk, WRONG)
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  })

  test('takes no empty answer, and counts none', () => {
    const walk = asked()
    give(walk, {}, ' - ')
    expect(walk.flow().refusal).toEqual({ code: 'answer-missing' })
    expect(walk.flow().tries).toBe(0)
    expect(shownBy(walk)?.number).toBe(1)
  })

  test('begins at its first question when the person comes back from another way', () => {
    const walk = asked()
    give(walk)
    walk.submit('other-authenticator')
    walk.submit('submit', { authenticator: 'security-questions' }, { drawn: DRAWN })
    expect(shownBy(walk)?.number).toBe(1)
  })

  test('is answered as late as the flow lives, not as a code', () => {
    const walk = asked()
    walk.wait(4 * MINUTE)
    give(walk)
    walk.wait(4 * MINUTE)
    give(walk)
    give(walk, { person: { ...ALICE, ...PERSON }, judged: PROVES })
    expect(walk.flow().stage.kind).toBe('new-password')
  })

  test('of an earlier step is refused', () => {
    const walk = asked()
    const { stage } = walk.flow()
    give(walk)
    expect(walk.flow().stage.step).not.toBe(stage.step)
    expect(walk.flow().stage).toMatchObject({ given: ['kept Hector'] })
  })

  test('is not asked of somebody who has none any more', () => {
    const walk = afterMail()
    walk.submit('submit', { authenticator: 'security-questions' })
    expect(walk.flow().refusal?.code).toBe('choose-one')
  })
})

describe('an administrator', () => {
  test('is not offered security questions', () => {
    const { flow } = afterMail({ isAppointed: true }).last()
    expect(flow.stage).toMatchObject({ offered: ['totp'] })
  })

  test('is short of ways where questions would have to count', () => {
    const walk = afterMail({ isAppointed: true, enrolled: ['email', 'security-questions'] })
    expect(walk.flow().stage).toMatchObject({ reason: 'more-security-info-needed' })
  })

  test('is asked as one where the directory hides the groups', () => {
    expect(afterMail({ groupsUnseen: true }).flow().stage).toMatchObject({ offered: ['totp'] })
  })

  test('who became one meanwhile does not pass with right answers', () => {
    const walk = asked()
    giveAll(walk, PROVES, { person: { ...ALICE, ...PERSON, isAppointed: true } })
    expect(walk.flow().refusal?.code).toBe('answers-not-accepted')
    expect(walk.flow().gates.map(({ kind }) => kind)).toEqual(['email'])
  })
})
