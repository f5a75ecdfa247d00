import { AUTHENTICATOR_KINDS } from '@latchkey/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALICE, NOON, POLICY } from '../flow/flow.fixture.ts'
import { type Asked, attentionTo } from './enrolment.ts'
import type { Policy } from './policy.ts'

const DAY = 86_400_000
const kinds = fc.subarray([...AUTHENTICATOR_KINDS], { minLength: 1 })
const policy = fc
  .record({ gates: fc.constantFrom(1 as const, 2 as const), graceDays: fc.nat(365), kinds })
  .map(
    ({ gates, graceDays, kinds }): Policy => ({
      ...POLICY,
      gates,
      authenticators: { browser: kinds, 'windows-logon': kinds, api: kinds },
      enrolment: { isRequired: true, graceDays, reconfirmDays: 0 },
    }),
  )
const person = fc.subarray([...AUTHENTICATOR_KINDS]).map((enrolled) => ({
  ...ALICE,
  groups: [],
  enrolled,
}))

test('under one policy nobody gets more than the days of grace, whatever they enrol and remove', () => {
  fc.assert(
    fc.property(
      policy,
      fc.array(fc.record({ person, passes: fc.nat(20 * DAY) }), { minLength: 1, maxLength: 40 }),
      (rules, visits) => {
        let now = NOON
        let asked: Asked | null = null
        let firstAskedAt: number | undefined
        for (const visit of visits) {
          now += visit.passes
          const history = { asked, confirmedAt: null, oldestAt: null }
          const attention = attentionTo(rules, visit.person, history, now)
          if (attention?.kind !== 'enrol') continue
          firstAskedAt ??= now
          // As the store keeps it at a sign-in.
          if (attention.isNews) asked = { at: now, demand: attention.demand }
          const deadline = firstAskedAt + rules.enrolment.graceDays * DAY
          expect(attention.deadline).toBe(deadline)
          expect(attention.isOver).toBe(now >= deadline)
        }
      },
    ),
  )
})

test('whoever could reset is never told to enrol, and whoever could not is, where it can be done', () => {
  fc.assert(
    fc.property(policy, person, (rules, one) => {
      const history = { asked: null, confirmedAt: null, oldestAt: null }
      const attention = attentionTo(rules, one, history, NOON)
      // A pass is lent, and nobody begins with questions.
      const own = rules.authenticators.browser.filter((kind) => kind !== 'helpdesk-pass')
      const isEnough = (kinds: readonly string[]) =>
        kinds.length >= rules.gates && kinds.some((kind) => kind !== 'security-questions')
      const isShort = !isEnough(own.filter((kind) => one.enrolled.includes(kind)))
      expect(attention?.kind).toBe(isShort && isEnough(own) ? 'enrol' : undefined)
    }),
  )
})
