import { generateSync } from 'otplib'
import { describe, expect, test } from 'vitest'
import type { Binding } from '../store/principal.ts'
import { AS_ENROLLED, CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import { createTotp, matchedStep } from './totp.ts'

const totp = createTotp()
const STEP_MS = 30_000
// RFC 6238 appendix B and RFC 4226 appendix D use the ASCII text 12345678901234567890; in base32:
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

let enrolled = 0
const enrol = (lastStep = 0): Binding => {
  enrolled += 1
  return {
    id: `aut_${enrolled}`,
    kind: 'totp',
    value: RFC_SECRET,
    ...AS_ENROLLED,
    lastStep,
  }
}

const codeAt = (now: number) => generateSync({ secret: RFC_SECRET, epoch: Math.floor(now / 1000) })

const trialOf = (binding: Binding, now = NOON, answer = codeAt(now)) => ({
  flow: 'flw_one' as const,
  challenge: CHALLENGE,
  issued: undefined,
  bindings: [binding],
  answer,
  now,
})

describeAuthenticator('authenticator app', () => ({
  authenticator: totp,
  enrol,
  rightTrial: (binding, now) => trialOf(binding, now),
}))

// RFC 6238 appendix B, SHA-1; of its eight digits the last six are those of a six-digit code.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('accepts the code that RFC 6238 gives for %i', (seconds, answer) => {
  expect(matchedStep(RFC_SECRET, { answer, now: seconds * 1000 })).toBe(Math.floor(seconds / 30))
})

// RFC 4226 appendix D, by counter; here the counter is the time step.
const RFC_4226 = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
]

test.each(RFC_4226.map((answer, counter) => [answer, counter] as const))(
  'accepts the code %s that RFC 4226 gives for counter %i',
  (answer, counter) => {
    expect(matchedStep(RFC_SECRET, { answer, now: counter * STEP_MS })).toBe(counter)
  },
)

test.each([-1, 1])('accepts a code %i step away, and says which step it was', async (drift) => {
  const verdict = await totp.judge(trialOf(enrol(), NOON, codeAt(NOON + drift * STEP_MS)))
  expect(verdict).toMatchObject({ verdict: 'right', timeStep: NOON / STEP_MS + drift })
})

test.each([-2, 2])('refuses a code %i steps away', async (drift) => {
  expect((await totp.judge(trialOf(enrol(), NOON, codeAt(NOON + drift * STEP_MS)))).verdict).toBe(
    'wrong',
  )
})

test('says that a code was used, of the last accepted step or an earlier one', async () => {
  const used = enrol(NOON / STEP_MS)
  expect((await totp.judge(trialOf(used))).verdict).toBe('reused')
  expect((await totp.judge(trialOf(used, NOON, codeAt(NOON - STEP_MS)))).verdict).toBe('reused')
  expect((await totp.judge(trialOf(used, NOON, codeAt(NOON + STEP_MS)))).verdict).toBe('right')
})

describe('a person with several apps', () => {
  const OTHER = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

  test('may answer by any of them, and the verdict names which', async () => {
    const [one, two] = [enrol(), { ...enrol(), value: OTHER }]
    const trial = { ...trialOf(one), bindings: [two, one] }
    expect(await totp.judge(trial)).toMatchObject({ verdict: 'right', binding: one.id })
  })

  test('has no more of them compared than anybody may have', async () => {
    const others = [1, 2, 3].map(() => ({ ...enrol(), value: OTHER }))
    const trial = { ...trialOf(enrol()), bindings: [...others, enrol()] }
    expect((await totp.judge(trial)).verdict).toBe('wrong')
  })
})
