import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import { begin, MINUTE, momentAt, NOON, POLICY } from './flow.fixture.ts'

test('gives every step an id of its own, a refused one too', () => {
  const walk = begin()
  const ids = [walk.flow().stage.step]
  ids.push(walk.identify('').flow.stage.step)
  ids.push(walk.identify().flow.stage.step)
  expect(new Set(ids).size).toBe(3)
})

test('refuses the step before the present one', () => {
  const { flow } = begin().identify()
  const submission = { step: 'stp_before', action: 'submit', values: {} } as const
  expect(decide({ flow, submission, facts: {}, policy: POLICY, moment: momentAt(NOON) })).toEqual({
    refused: 'stale-step',
  })
})

test('refuses everything after fifteen minutes', () => {
  const walk = begin()
  walk.wait(15 * MINUTE)
  expect(walk.submit('submit', { username: 'alice' })).toEqual({ refused: 'flow-expired' })
})

test('takes a submission a millisecond before', () => {
  const walk = begin()
  walk.wait(15 * MINUTE - 1)
  expect(walk.identify().flow.stage.kind).toBe('choose-authenticator')
})

test.each(['resend', 'other-authenticator', 'keep-password'] as const)(
  'knows no %s where a name is asked for',
  (action) => {
    expect(begin().submit(action)).toEqual({ refused: 'malformed' })
  },
)

test('knows no resend at the new password', () => {
  const walk = begin()
  walk.identify()
  walk.pass('email')
  expect(walk.submit('resend')).toEqual({ refused: 'malformed' })
})

test('knows no keeping of the password before a proof', () => {
  const walk = begin()
  walk.identify()
  walk.choose('email')
  expect(walk.submit('keep-password')).toEqual({ refused: 'malformed' })
})

test('stops a flow at its hundred and first submission, whatever it is', () => {
  const walk = begin()
  for (let round = 0; round < 100; round += 1) walk.identify('')
  expect(walk.flow().stage.kind).toBe('identify')
  walk.identify()
  expect(walk.flow().stage).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
})
