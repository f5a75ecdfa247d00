import { AUTHENTICATOR_KINDS } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { ALICE, activitiesOf, begin, effectsOf, RIGHT, reasonOf } from './flow.fixture.ts'

function passed(setting: Parameters<typeof begin>[0], kind: 'email' | 'totp' = 'email') {
  const walk = begin(setting)
  walk.identify()
  walk.pass(kind)
  return walk
}

test('one gate is enough where policy asks for one', () => {
  const { flow } = passed({}).last()
  expect(flow).toMatchObject({
    principal: 'prn_alice',
    required: 1,
    gates: [{ kind: 'email', authenticator: 'aut_one' }],
    stage: { kind: 'new-password' },
  })
})

test('a second gate is chosen among the other kinds of this person', () => {
  const walk = passed({ policy: { gates: 2 } })
  expect(walk.flow().stage).toMatchObject({ kind: 'choose-authenticator', offered: ['totp'] })
  walk.pass('totp')
  expect(walk.flow().stage.kind).toBe('new-password')
  expect(walk.flow().gates.map(({ kind }) => kind)).toEqual(['email', 'totp'])
})

test('the gates may be passed in the other order', () => {
  const walk = passed({ policy: { gates: 2 } }, 'totp')
  walk.pass('email')
  expect(walk.flow().gates.map(({ kind }) => kind)).toEqual(['totp', 'email'])
})

test('a kind that was passed is not offered again', () => {
  const walk = passed({ policy: { gates: 2 } })
  expect(walk.choose('email').flow.refusal).toEqual({ code: 'choose-one' })
})

test('a passed gate gives the next one its own five tries, and its code is dead', () => {
  const { flow } = passed({ policy: { gates: 2 } }).last()
  expect(flow.tries).toBe(0)
  expect(flow.challenges.email).toBeUndefined()
})

describe('administrators', () => {
  test.each([
    ['of an administrators’ group', { groups: ['admins'] }],
    ['appointed here', { isAppointed: true }],
    ['whose groups nobody may see', { groupsUnseen: true as const }],
  ])('%s pass two gates whatever policy says of the others', (_, person) => {
    const walk = passed({ person })
    expect(walk.flow()).toMatchObject({ required: 2, stage: { kind: 'choose-authenticator' } })
  })

  test('with one kind only are told to register more', () => {
    const walk = passed({ person: { groups: ['admins'], enrolled: ['email'] } })
    expect(walk.flow().stage).toMatchObject({ reason: 'more-security-info-needed' })
  })
})

describe('stops', () => {
  test('a person who has fewer kinds than policy asks for', () => {
    const walk = passed({ policy: { gates: 2 }, person: { enrolled: ['email'] } })
    expect(walk.flow().stage).toMatchObject({ reason: 'more-security-info-needed' })
    expect(reasonOf(walk.last())).toBe('too-few-authenticators')
  })

  test('everybody where policy asks for three gates, as there are two kinds', () => {
    const walk = passed({ policy: { gates: 3 } })
    expect(walk.flow().stage).toMatchObject({ reason: 'more-security-info-needed' })
  })

  test.each([
    ['isFrozen', 'frozen'],
    ['isDisabled', 'disabled'],
    ['isExpired', 'expired'],
  ])('a person whose account has %s, after the proof and not before', (fact, reason) => {
    const walk = passed({ person: { [fact]: true } })
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(activitiesOf(walk.last())).toEqual(['gate.passed', 'flow.stopped'])
    expect(reasonOf(walk.last())).toBe(reason)
  })
})

describe('to unlock', () => {
  test('is written as soon as the gates are passed, with the intent audited first', () => {
    const walk = passed({ purpose: 'unlock', person: { isLocked: true } })
    expect(walk.flow().stage).toMatchObject({ kind: 'writing', writes: 'unlock' })
    expect(activitiesOf(walk.last())).toEqual(['gate.passed', 'account.unlock-intended'])
    expect(effectsOf(walk.last()).slice(-2)).toEqual(['claim-principal', 'write'])
  })

  test('stops where the account is not locked', () => {
    const walk = passed({ purpose: 'unlock' })
    expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'not-locked' })
  })
})

describe('a fresh authenticator', () => {
  test('is not the only gate: another kind is asked for, and only one that is not fresh', () => {
    const walk = begin({ person: { fresh: ['email'] } })
    walk.identify()
    walk.choose('email')
    walk.answer({ ...RIGHT, isFresh: true })
    expect(walk.flow()).toMatchObject({
      required: 2,
      stage: { kind: 'choose-authenticator', offered: ['totp'] },
    })
    walk.pass('totp')
    expect(walk.flow().stage.kind).toBe('new-password')
  })

  test('counts as one of two gates where the other is not fresh, in either order', () => {
    const walk = begin({ policy: { gates: 2 }, person: { fresh: ['email'] } })
    walk.identify()
    walk.pass('totp')
    walk.choose('email')
    walk.answer({ ...RIGHT, isFresh: true })
    expect(walk.flow().stage.kind).toBe('new-password')
  })

  test('opens nothing where there is nothing but fresh ones', () => {
    const walk = begin({ person: { fresh: ['email', 'totp'] } })
    walk.identify()
    walk.choose('email')
    walk.answer({ ...RIGHT, isFresh: true })
    expect(walk.flow().stage).toMatchObject({ reason: 'more-security-info-needed' })
    expect(reasonOf(walk.last())).toBe('authenticator-fresh')
  })

  test('opens nothing where the others are of its own kind', () => {
    const walk = begin({ person: { enrolled: ['email'] } })
    walk.identify()
    walk.choose('email')
    walk.answer({ ...RIGHT, isFresh: true })
    expect(reasonOf(walk.last())).toBe('authenticator-fresh')
  })
})

const PAIRS = AUTHENTICATOR_KINDS.flatMap((first) =>
  AUTHENTICATOR_KINDS.filter((kind) => kind !== first).map((second) => [first, second] as const),
)
const EVERY_KIND = {
  browser: AUTHENTICATOR_KINDS,
  'windows-logon': AUTHENTICATOR_KINDS,
  api: AUTHENTICATOR_KINDS,
}

function withEveryKind() {
  const walk = begin({
    policy: { gates: 2, authenticators: EVERY_KIND },
    person: { enrolled: AUTHENTICATOR_KINDS },
    // Nobody else begins with questions.
    signed: {},
  })
  walk.identify('alice', { person: { ...ALICE, enrolled: AUTHENTICATOR_KINDS } })
  return walk
}

describe.each(PAIRS)('the two gates %s, then %s', (first, second) => {
  test('are enough where policy asks for two', () => {
    const walk = withEveryKind()
    walk.pass(first)
    expect(walk.flow().stage.kind).toBe('choose-authenticator')
    walk.pass(second)
    expect(walk.flow().stage.kind).toBe('new-password')
    expect(walk.flow().gates.map(({ kind }) => kind)).toEqual([first, second])
  })
})

test.each(AUTHENTICATOR_KINDS)('%s is not two gates', (kind) => {
  const walk = withEveryKind()
  walk.pass(kind)
  expect(walk.choose(kind).flow.refusal).toEqual({ code: 'choose-one' })
})

test.each(['recovery-code', 'helpdesk-pass'] as const)(
  'a %s that its gate used up still counts at the next gate',
  (kind) => {
    const walk = withEveryKind()
    walk.pass(kind)
    walk.choose('email')
    walk.answer(RIGHT, { person: { ...ALICE, enrolled: ['email'] } })
    expect(walk.flow().stage.kind).toBe('new-password')
  },
)

test('a pass alone is enough for a person who has nothing else, where policy asks for one gate', () => {
  const walk = begin({
    policy: { authenticators: EVERY_KIND },
    person: { enrolled: ['helpdesk-pass'] },
  })
  walk.identify()
  expect(walk.pass('helpdesk-pass').flow.stage.kind).toBe('new-password')
})

test('a pass alone is not enough for an administrator', () => {
  const walk = begin({
    policy: { authenticators: EVERY_KIND },
    person: { enrolled: ['helpdesk-pass'], isAppointed: true },
  })
  walk.identify()
  expect(walk.pass('helpdesk-pass').flow.stage).toMatchObject({
    kind: 'stopped',
    reason: 'more-security-info-needed',
  })
})
