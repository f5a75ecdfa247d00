import { describe, expect, test } from 'vitest'
import { begin, beginChange, effectsOf, reasonOf, type Walk } from './flow.fixture.ts'
import { settleWrite, type Written } from './write.ts'

function writing(setting: Parameters<typeof begin>[0] = {}): Walk {
  const walk = begin(setting)
  walk.identify()
  walk.pass('email')
  if (walk.flow().stage.kind === 'new-password') walk.password()
  return walk
}

const unlocking = () => writing({ purpose: 'unlock', person: { isLocked: true } })

function settle(walk: Walk, written: Written) {
  return walk.put(settleWrite(walk.flow(), written, walk.now()))
}

describe('a write that the directory', () => {
  test('confirmed is done, and what else the person has open ends', () => {
    const walk = writing()
    const decided = settle(walk, { outcome: 'written' })
    expect(decided.flow.stage).toMatchObject({ kind: 'done', wrote: 'reset' })
    expect(effectsOf(decided)).toEqual(['finish'])
    expect(decided.happenings).toMatchObject([
      { activity: 'password.reset', outcome: 'succeeded', gates: ['email'] },
    ])
  })

  test('answered names the operation that its intent named', () => {
    const walk = writing()
    const intent = walk.last().happenings.at(-1)?.operation
    expect(intent).toMatch(/^opr_/)
    expect(settle(walk, { outcome: 'written' }).happenings[0]?.operation).toBe(intent)
  })

  test.each([
    ['a change', () => beginChange(), 'password.changed', 'change'],
    ['an unlock', unlocking, 'account.unlocked', 'unlock'],
  ] as const)('confirmed is named %s by what was written', (_, start, activity, wrote) => {
    const walk = start()
    if (walk.flow().stage.kind === 'new-password') walk.password()
    const decided = settle(walk, { outcome: 'written' })
    expect(decided.happenings[0]?.activity).toBe(activity)
    expect(decided.flow.stage).toMatchObject({ kind: 'done', wrote })
  })

  test('refused by a rule leads back to the new password', () => {
    const { flow } = settle(writing(), { outcome: 'refused', broken: ['history'] })
    expect(flow.stage.kind).toBe('new-password')
    expect(flow.refusal).toEqual({ code: 'password-refused', broken: ['history'] })
    expect(flow.refusedPasswords).toBe(1)
  })

  test('could not take leads back to the new password', () => {
    const decided = settle(writing(), { outcome: 'unavailable' })
    expect(decided.flow.stage.kind).toBe('new-password')
    expect(decided.flow.refusal).toEqual({ code: 'directory-unavailable' })
    expect(decided.happenings).toMatchObject([{ activity: 'password.reset', outcome: 'failed' }])
  })

  test.each([{ outcome: 'unavailable' }, { outcome: 'refused', broken: [] }] as const)(
    'did not take ($outcome) never turns an unlock into a reset',
    (written) => {
      const { flow } = settle(unlocking(), written)
      expect(flow.stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    },
  )

  test('never answered is neither done nor failed', () => {
    const decided = settle(writing(), { outcome: 'lost' })
    expect(decided.flow.stage).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
    expect(decided.happenings[0]).toMatchObject({ outcome: 'unknown', reason: 'outcome-lost' })
  })

  test.each([
    ['wrong-current', 'password-wrong'],
    ['not-found', 'not-found'],
    ['disabled', 'disabled'],
    ['locked-by-administrator', 'locked-by-administrator'],
    ['no-right', 'no-right'],
  ] as const)('refused for good (%s) stops the flow', (outcome, reason) => {
    const decided = settle(writing(), { outcome })
    expect(decided.flow.stage).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(reasonOf(decided)).toBe(reason)
  })
})

test('a flow that writes takes no submission', () => {
  const walk = writing()
  expect(walk.submit('submit', { password: 'x', 'password-again': 'x' })).toEqual({
    refused: 'stale-step',
  })
})

test('a flow that does not write has no write to settle', () => {
  const walk = begin()
  expect(() => settle(walk, { outcome: 'written' })).toThrow('does not write')
})
