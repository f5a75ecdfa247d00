import { expect, test } from 'vitest'
import { activitiesOf, begin, effectsOf, reasonOf } from './flow.fixture.ts'

test('leads every name to the choice of kinds that policy allows, and sends nothing', () => {
  const walk = begin()
  const decided = walk.identify('  alice ')
  expect(decided.flow.username).toBe('alice')
  expect(decided.flow.stage).toMatchObject({
    kind: 'choose-authenticator',
    offered: ['email', 'totp'],
  })
  expect(effectsOf(decided)).toEqual([])
  expect(activitiesOf(decided)).toEqual(['flow.identified'])
})

test('leaves the person unknown', () => {
  const { flow } = begin().identify()
  expect(flow.principal).toBeUndefined()
  expect(flow.required).toBeUndefined()
})

test('asks for the current password where the purpose is a change', () => {
  const { flow } = begin({ purpose: 'change' }).identify()
  expect(flow.stage).toMatchObject({ kind: 'answer-challenge', asks: 'password' })
})

test('refuses a name of nothing but spaces', () => {
  const { flow } = begin().identify('   ')
  expect(flow.stage.kind).toBe('identify')
  expect(flow.refusal).toEqual({ code: 'username-missing' })
})

test('stops where this name from this source has no proofs left', () => {
  const decided = begin().identify('alice', { isBudgetSpent: true })
  expect(decided.flow.stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  expect(reasonOf(decided)).toBe('budget-spent')
})
