import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { chance } from '../app/chance.ts'
import type { Binding } from '../store/principal.ts'
import { AS_ENROLLED, CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import { createHelpdeskPass } from './helpdesk-pass.ts'
import { longCodeHash } from './long-code.ts'

const keys = {
  hash: (context: string, text: string) =>
    createHmac('sha256', 'a key of the test').update(`${context}\0${text}`).digest(),
}
const helpdeskPass = createHelpdeskPass(keys)
const pass = chance.longCode('helpdesk-pass')

let enrolled = 0
const enrol = (kind: 'helpdesk-pass' | 'recovery-code' = 'helpdesk-pass'): Binding => {
  enrolled += 1
  const id = `aut_${enrolled}` as const
  return {
    id,
    kind: 'helpdesk-pass',
    value: longCodeHash(keys, { kind, id }, pass),
    ...AS_ENROLLED,
    expiresAt: NOON + 1,
  }
}

const trialOf = (binding: Binding, now = NOON) => ({
  flow: 'flw_one' as const,
  challenge: CHALLENGE,
  issued: undefined,
  bindings: [binding],
  answer: pass,
  now,
})

describeAuthenticator('help-desk pass', () => ({
  authenticator: helpdeskPass,
  enrol,
  rightTrial: (binding, now) => trialOf(binding, now),
}))

test('a pass leaves nothing behind', async () => {
  expect(await helpdeskPass.judge(trialOf(enrol()))).toMatchObject({ leaves: 'nothing' })
})

test('refuses a pass whose time is over, and says so', async () => {
  expect((await helpdeskPass.judge(trialOf(enrol(), NOON + 1))).verdict).toBe('expired')
})

test('says of nothing else that its time is over', async () => {
  const trial = { ...trialOf(enrol(), NOON + 1), answer: chance.longCode('helpdesk-pass') }
  expect((await helpdeskPass.judge(trial)).verdict).toBe('wrong')
})

test('refuses a pass that has no end', async () => {
  const { expiresAt: _, ...endless } = enrol()
  expect((await helpdeskPass.judge(trialOf(endless))).verdict).toBe('wrong')
})

test('refuses the same letters kept for another kind, or of another authenticator', async () => {
  expect((await helpdeskPass.judge(trialOf(enrol('recovery-code')))).verdict).toBe('wrong')
  expect((await helpdeskPass.judge(trialOf({ ...enrol(), id: 'aut_other' }))).verdict).toBe('wrong')
})

test('refuses what nobody is judged by', async () => {
  const trial = { ...trialOf(enrol()), answer: 'nobody', bindings: [] }
  expect((await helpdeskPass.judge(trial)).verdict).toBe('wrong')
})
