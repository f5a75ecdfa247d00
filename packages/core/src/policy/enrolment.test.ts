import { describe, expect, test } from 'vitest'
import { ALICE, NOON, POLICY } from '../flow/flow.fixture.ts'
import { asksMore, attentionTo, demandOf, type EnrolmentHistory } from './enrolment.ts'
import type { Policy } from './policy.ts'

const DAY = 86_400_000
const REQUIRED: Policy = {
  ...POLICY,
  gates: 1,
  enrolment: { isRequired: true, graceDays: 14, reconfirmDays: 90 },
}
const FRANK = { ...ALICE, groups: [], enrolled: [], fresh: [] }
const NOTHING: EnrolmentHistory = { asked: null, confirmedAt: null, oldestAt: null }
const asked = (at: number, policy = REQUIRED) => ({
  ...NOTHING,
  asked: { at, demand: demandOf(policy, FRANK) },
})

describe('a person with too few kinds', () => {
  test('is asked, and has the days of grace from that moment', () => {
    expect(attentionTo(REQUIRED, FRANK, NOTHING, NOON)).toEqual({
      kind: 'enrol',
      missing: 1,
      demand: { gates: 1, ways: ['email', 'totp'] },
      deadline: NOON + 14 * DAY,
      isOver: false,
      isNews: true,
    })
  })

  test('has until the deadline, and not one moment longer', () => {
    const before = attentionTo(REQUIRED, FRANK, asked(NOON), NOON + 14 * DAY - 1)
    expect(before).toMatchObject({ isOver: false, isNews: false, deadline: NOON + 14 * DAY })
    expect(attentionTo(REQUIRED, FRANK, asked(NOON), NOON + 14 * DAY)).toMatchObject({
      isOver: true,
    })
  })

  test('has no time at all where policy gives none', () => {
    const policy = { ...REQUIRED, enrolment: { ...REQUIRED.enrolment, graceDays: 0 } }
    expect(attentionTo(policy, FRANK, NOTHING, NOON)).toMatchObject({ isOver: true })
  })

  test('is not asked where policy does not require it, nor while frozen', () => {
    expect(attentionTo(POLICY, FRANK, NOTHING, NOON)).toBeUndefined()
    expect(attentionTo(REQUIRED, { ...FRANK, isFrozen: true }, NOTHING, NOON)).toBeUndefined()
  })

  test('is not asked for more kinds than there are to enrol', () => {
    const one = ['email'] as const
    const policy: Policy = {
      ...REQUIRED,
      gates: 2,
      authenticators: { browser: one, 'windows-logon': one, api: one },
    }
    expect(attentionTo(policy, FRANK, NOTHING, NOON)).toBeUndefined()
  })

  test('has new days of grace once policy asks for more, and none for a policy that asks for less', () => {
    const later = NOON + 100 * DAY
    const two: Policy = { ...REQUIRED, gates: 2 }
    expect(attentionTo(two, FRANK, asked(NOON), later)).toMatchObject({
      isNews: true,
      deadline: later + 14 * DAY,
    })
    expect(attentionTo(REQUIRED, FRANK, asked(NOON, two), later)).toMatchObject({ isOver: true })
  })

  test('gains nothing by a clock that was ahead when they were asked', () => {
    expect(attentionTo(REQUIRED, FRANK, asked(NOON + 900 * DAY), NOON)).toMatchObject({
      deadline: NOON + 14 * DAY,
    })
  })
})

test('a demand asks for more with another gate, or without a way that it had', () => {
  const before = { gates: 1, ways: ['email', 'totp'] }
  expect(asksMore(before, { gates: 2, ways: ['email', 'totp'] })).toBe(true)
  expect(asksMore(before, { gates: 1, ways: ['email'] })).toBe(true)
  expect(asksMore(before, { gates: 1, ways: ['totp', 'email', 'own-mail'] })).toBe(false)
  expect(asksMore({ gates: 1, ways: ['email', 'own-mail'] }, before)).toBe(true)
})

describe('what is enrolled', () => {
  const enrolled = { ...NOTHING, oldestAt: NOON }

  test('is to be confirmed when the days are over, and not before', () => {
    expect(attentionTo(REQUIRED, ALICE, enrolled, NOON + 90 * DAY - 1)).toBeUndefined()
    expect(attentionTo(REQUIRED, ALICE, enrolled, NOON + 90 * DAY)).toEqual({ kind: 'confirm' })
  })

  test('is so again the same time after it was confirmed', () => {
    const confirmed = { ...enrolled, confirmedAt: NOON + 95 * DAY }
    expect(attentionTo(REQUIRED, ALICE, confirmed, NOON + 100 * DAY)).toBeUndefined()
    expect(attentionTo(REQUIRED, ALICE, confirmed, NOON + 185 * DAY)).toEqual({ kind: 'confirm' })
  })

  test('never is where policy says 0, nor where there is nothing', () => {
    const never = { ...REQUIRED, enrolment: { ...REQUIRED.enrolment, reconfirmDays: 0 } }
    expect(attentionTo(never, ALICE, enrolled, NOON + 9000 * DAY)).toBeUndefined()
    expect(attentionTo(REQUIRED, ALICE, NOTHING, NOON + 9000 * DAY)).toBeUndefined()
  })
})
