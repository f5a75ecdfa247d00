import { describe, expect, test } from 'vitest'
import { begin, type Walk } from './flow.fixture.ts'
import { asEnded, cancel } from './outside.ts'

function atPassword(): Walk {
  const walk = begin()
  walk.identify()
  walk.pass('email')
  return walk
}

describe('a flow that was ended from outside', () => {
  test('is stopped and says why, once its person has proven something', () => {
    const flow = asEnded(atPassword().flow(), 'overtaken')
    expect(flow.stage).toMatchObject({ kind: 'stopped', reason: 'overtaken' })
  })

  test('looks as before until then: its end would tell a stranger that the person exists', () => {
    const walk = begin()
    walk.identify()
    walk.choose('email')
    expect(asEnded(walk.flow(), 'overtaken')).toBe(walk.flow())
  })

  test('keeps the end that it had already', () => {
    const walk = begin({ policy: { gates: 3 } })
    walk.identify()
    walk.pass('email')
    expect(asEnded(walk.flow(), 'ended-by-owner')).toBe(walk.flow())
  })
})

describe('a flow that its claimant gave up', () => {
  test('ends, its codes are dead, and the audit says so', () => {
    const walk = begin()
    walk.identify()
    walk.choose('email')
    const decided = cancel(walk.flow(), walk.now())
    expect(decided.flow.stage.kind).toBe('stopped')
    expect(decided.flow.challenges).toEqual({})
    expect(decided.happenings).toEqual([
      { activity: 'flow.cancelled', outcome: 'cancelled', reason: 'gave-up' },
    ])
  })

  test('stays as it is when it had ended', () => {
    const walk = begin({ policy: { purposes: [] } })
    expect(cancel(walk.flow(), walk.now())).toEqual({
      flow: walk.flow(),
      happenings: [],
      effects: [],
    })
  })

  test('goes on where its password is being written', () => {
    const walk = atPassword()
    walk.password()
    expect(cancel(walk.flow(), walk.now()).flow).toBe(walk.flow())
  })
})
