import { expect, test } from 'vitest'
import { begin, beginChange, MINUTE, POLICY, SECOND, type Walk } from './flow.fixture.ts'
import { lapse } from './lapse.ts'

function atPassword(setting: Parameters<typeof begin>[0] = {}): Walk {
  const walk = begin(setting)
  walk.identify()
  walk.pass('email')
  return walk
}

const lapsed = (walk: Walk) => lapse(walk.flow(), POLICY, walk.now())

test('takes the gates back after five minutes without a submission', () => {
  const walk = atPassword()
  walk.wait(5 * MINUTE)
  const { flow } = lapsed(walk) ?? walk.last()
  expect(flow.stage).toMatchObject({ kind: 'choose-authenticator', offered: ['email', 'totp'] })
  expect(flow.refusal).toEqual({ code: 'gate-taken-back' })
  expect(flow.gates).toEqual([])
  expect(flow.challenges).toEqual({})
})

test('forgets who the person is, so that nothing of them is shown again', () => {
  const walk = atPassword()
  walk.wait(5 * MINUTE)
  const flow = lapsed(walk)?.flow
  expect(flow).not.toHaveProperty('principal')
  expect(flow).not.toHaveProperty('required')
})

test('takes back a gate that was passed before the one that is being answered', () => {
  const walk = atPassword({ policy: { gates: 2 } })
  walk.choose('totp')
  walk.wait(5 * MINUTE)
  expect(lapsed(walk)?.flow.gates).toEqual([])
})

test('asks for the current password again in a change', () => {
  const walk = beginChange()
  walk.wait(5 * MINUTE)
  expect(lapsed(walk)?.flow.stage).toMatchObject({ kind: 'answer-challenge', asks: 'password' })
})

test('leaves the gates to whoever submits something in time', () => {
  const walk = atPassword()
  walk.wait(5 * MINUTE - SECOND)
  expect(lapsed(walk)).toBeUndefined()
  walk.password('one', 'other')
  walk.wait(5 * MINUTE - SECOND)
  expect(lapsed(walk)).toBeUndefined()
})

test('has nothing to take back before a proof', () => {
  const walk = begin()
  walk.identify()
  walk.choose('email')
  walk.wait(10 * MINUTE)
  expect(lapsed(walk)).toBeUndefined()
})

test('leaves a write and an end alone', () => {
  const walk = atPassword()
  walk.password()
  walk.wait(10 * MINUTE)
  expect(lapsed(walk)).toBeUndefined()
  const stopped = atPassword({ policy: { gates: 3 } })
  stopped.wait(10 * MINUTE)
  expect(lapsed(stopped)).toBeUndefined()
})

test('happens to a submission that comes too late, whoever forgot to ask before', () => {
  const walk = atPassword()
  walk.wait(5 * MINUTE)
  const { flow, effects } = walk.password()
  expect(flow.stage.kind).toBe('choose-authenticator')
  expect(effects).toEqual([])
})
