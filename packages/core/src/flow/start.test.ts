import { expect, test } from 'vitest'
import { activitiesOf, begin, beginChange, MINUTE, NOON, reasonOf } from './flow.fixture.ts'

test('begins by asking for a name, for fifteen minutes', () => {
  const walk = begin()
  expect(walk.flow().stage.kind).toBe('identify')
  expect(walk.flow().expiresAt).toBe(NOON + 15 * MINUTE)
  expect(activitiesOf(walk.last())).toEqual(['flow.started'])
})

test('stops at once where policy does not know the purpose', () => {
  const walk = begin({ purpose: 'unlock', policy: { purposes: ['reset'] } })
  expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
  expect(reasonOf(walk.last())).toBe('purpose-not-allowed')
})

test('begins a change at the new password for somebody whose password was just accepted', () => {
  const walk = beginChange()
  expect(walk.flow()).toMatchObject({
    purpose: 'change',
    principal: 'prn_alice',
    stage: { kind: 'new-password' },
  })
})
