import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { chance } from '../app/chance.ts'
import type { Binding } from '../store/principal.ts'
import { AS_ENROLLED, CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import type { Verdict } from './authenticator.ts'
import { CODES_A_SET, codesLeft, createRecoveryCode, keepCodes } from './recovery-code.ts'

const keys = {
  hash: (context: string, text: string) =>
    createHmac('sha256', 'a key of the test').update(`${context}\0${text}`).digest(),
}
const recoveryCode = createRecoveryCode(keys)
const codes = Array.from({ length: CODES_A_SET }, () => chance.longCode('recovery-code'))
const [first = '', second = ''] = codes

let enrolled = 0
const enrol = (): Binding => {
  enrolled += 1
  const id = `aut_${enrolled}` as const
  return {
    id,
    kind: 'recovery-code',
    value: keepCodes(keys, id, codes),
    ...AS_ENROLLED,
  }
}

const trialOf = (binding: Binding, answer = first) => ({
  flow: 'flw_one' as const,
  challenge: CHALLENGE,
  issued: undefined,
  bindings: [binding],
  answer,
  now: NOON,
})

/** The set as it is after an answer. */
function after(binding: Binding, verdict: Verdict): Binding {
  if (verdict.verdict !== 'right' || typeof verdict.leaves !== 'object')
    throw new Error(verdict.verdict)
  return { ...binding, value: verdict.leaves.value, lastStep: verdict.timeStep ?? 0 }
}

describeAuthenticator('recovery codes', () => ({
  authenticator: recoveryCode,
  enrol,
  rightTrial: (binding) => trialOf(binding),
}))

test('every code of a set is right, in any order', async () => {
  const binding = enrol()
  for (const code of codes)
    expect((await recoveryCode.judge(trialOf(binding, code))).verdict).toBe('right')
})

test('a code that was used is not accepted again, and the others are', async () => {
  const binding = enrol()
  const used = after(binding, await recoveryCode.judge(trialOf(binding)))
  expect(codesLeft(used)).toBe(CODES_A_SET - 1)
  expect((await recoveryCode.judge(trialOf(used))).verdict).toBe('reused')
  expect(await recoveryCode.judge(trialOf(used, second))).toMatchObject({
    verdict: 'right',
    timeStep: 2,
    leaves: { codes: CODES_A_SET - 2 },
  })
})

test('the set of one person is worth nothing under the id of another', async () => {
  const moved = { ...enrol(), id: 'aut_other' } as const
  expect((await recoveryCode.judge(trialOf(moved))).verdict).toBe('wrong')
})

test('what is kept recognises the codes and does not show them', () => {
  const { value } = enrol()
  for (const code of codes) {
    expect(value).not.toContain(code)
    expect(value).not.toContain(code.replaceAll('-', ''))
  }
})

test('no answer is right for nobody, not even those that their work is done with', async () => {
  for (const answer of ['nobody 0', 'NOBODY0', first]) {
    const trial = { ...trialOf(enrol(), answer), bindings: [] }
    expect((await recoveryCode.judge(trial)).verdict).toBe('wrong')
  }
})
