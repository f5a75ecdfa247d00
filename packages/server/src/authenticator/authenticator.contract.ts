import type { Challenge } from '@latchkey/core'
import { describe, expect, test } from 'vitest'
import type { Binding } from '../store/principal.ts'
import type { Authenticator, Trial } from './authenticator.ts'

/** How a kind is tried: what is bound to a person, and what that person would answer. */
export type AuthenticatorFixture = {
  readonly authenticator: Authenticator
  /** Something of the kind that a person may have enrolled; another each time. */
  readonly enrol: () => Binding
  /** A trial of the right answer, of a person with this binding, at this time. */
  readonly rightTrial: (binding: Binding, now: number) => Trial | Promise<Trial>
}

export const NOON = Date.UTC(2030, 0, 1, 12)

export const CHALLENGE: Challenge = {
  id: 'chl_one',
  issuedAt: NOON,
  expiresAt: NOON + 300_000,
}

/** What a binding says of itself beside its secret, when it was enrolled first and never used. */
export const AS_ENROLLED = {
  createdAt: 0,
  usedAt: null,
  lastStep: 0,
  name: null,
  isPreferred: false,
  isFirst: true,
} as const satisfies Partial<Binding>

/** What every kind promises, whatever it asks for. */
export function describeAuthenticator(name: string, makeFixture: () => AuthenticatorFixture): void {
  describe(`the contract of authenticators, kept by ${name}`, () => {
    test('accepts the right answer, and names the binding that it proves', async () => {
      const { authenticator, enrol, rightTrial } = makeFixture()
      const binding = enrol()
      const verdict = await authenticator.judge(await rightTrial(binding, NOON))
      expect(verdict).toMatchObject({ verdict: 'right', binding: binding.id })
    })

    test('refuses another answer', async () => {
      const { authenticator, enrol, rightTrial } = makeFixture()
      const trial = await rightTrial(enrol(), NOON)
      const answer = trial.answer === '000000' ? '000001' : '000000'
      expect((await authenticator.judge({ ...trial, answer })).verdict).toBe('wrong')
    })

    test('refuses the right answer of a person who has nothing of the kind', async () => {
      const { authenticator, enrol, rightTrial } = makeFixture()
      const trial = await rightTrial(enrol(), NOON)
      expect((await authenticator.judge({ ...trial, bindings: [] })).verdict).toBe('wrong')
    })

    test('shows nothing that could be used, masked', () => {
      const { authenticator, enrol } = makeFixture()
      const { value } = enrol()
      expect(authenticator.mask(value)).not.toContain(value)
    })
  })
}
