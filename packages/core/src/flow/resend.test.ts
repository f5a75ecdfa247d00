import { expect, test } from 'vitest'
import { begin, effectsOf, SECOND, type Walk } from './flow.fixture.ts'

function atChallenge(kind: 'email' | 'totp' = 'email'): Walk {
  const walk = begin()
  walk.identify()
  walk.choose(kind)
  return walk
}

test('sends a new code after thirty seconds, and the one before is dead', () => {
  const walk = atChallenge()
  const first = walk.flow().challenges.email
  walk.wait(30 * SECOND)
  walk.submit('resend')
  expect(effectsOf(walk.last())).toEqual(['issue-challenge'])
  expect(walk.flow().challenges.email?.id).not.toBe(first?.id)
  expect(walk.flow().refusal).toBeUndefined()
})

test('refuses a resend before thirty seconds are over', () => {
  const walk = atChallenge()
  walk.wait(30 * SECOND - 1)
  walk.submit('resend')
  expect(walk.flow().refusal).toEqual({ code: 'resend-too-early' })
  expect(effectsOf(walk.last())).toEqual([])
})

test('counts the thirty seconds from the newest code', () => {
  const walk = atChallenge()
  walk.wait(30 * SECOND)
  walk.submit('resend')
  walk.wait(29 * SECOND)
  walk.submit('resend')
  expect(walk.flow().refusal).toEqual({ code: 'resend-too-early' })
})

test('refuses a third resend in one flow', () => {
  const walk = atChallenge()
  for (let round = 0; round < 3; round += 1) {
    walk.wait(30 * SECOND)
    walk.submit('resend')
  }
  expect(walk.flow().refusal).toEqual({ code: 'no-more-codes' })
  expect(walk.flow().resends).toBe(2)
  expect(effectsOf(walk.last())).toEqual([])
})

test('refuses a resend of what is never sent', () => {
  const walk = atChallenge('totp')
  walk.wait(30 * SECOND)
  walk.submit('resend')
  expect(walk.flow().refusal).toEqual({ code: 'no-more-codes' })
})

test('gives no fresh tries with a fresh code', () => {
  const walk = atChallenge()
  walk.answer({ verdict: 'wrong', used: 1, isWithinBudget: true, isSilenced: false })
  walk.wait(30 * SECOND)
  walk.submit('resend')
  expect(walk.flow().tries).toBe(1)
})
