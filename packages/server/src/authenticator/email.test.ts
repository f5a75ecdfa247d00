import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Binding } from '../store/principal.ts'
import { CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import { createEmail, maskAddress } from './email.ts'

const keys = {
  hash: (context: string, text: string) =>
    createHmac('sha256', 'a key of the test').update(`${context}\0${text}`).digest(),
}
const email = createEmail(keys)
let enrolled = 0

const enrol = (): Binding => {
  enrolled += 1
  return {
    id: `aut_${enrolled}`,
    kind: 'email',
    value: `person-${enrolled}@corp.test`,
    createdAt: 0,
    usedAt: null,
    lastStep: 0,
    name: null,
    isPreferred: false,
    isFirst: true,
  }
}

const trialOf = (binding: Binding, now = NOON, code = '402817') => ({
  flow: 'flw_one' as const,
  challenge: CHALLENGE,
  issued: email.keep({ flow: 'flw_one', challenge: CHALLENGE, code }),
  bindings: [binding],
  answer: code,
  now,
})

describeAuthenticator('e-mail', () => ({
  authenticator: email,
  enrol,
  rightTrial: (binding, now) => trialOf(binding, now),
}))

test('keeps of a code what recognises it and does not show it', () => {
  const kept = email.keep({ flow: 'flw_one', challenge: CHALLENGE, code: '402817' })
  expect(kept).not.toContain('402817')
  expect(kept).toBe(email.keep({ flow: 'flw_one', challenge: CHALLENGE, code: '402817' }))
})

test('refuses a code that was issued to another flow', async () => {
  expect((await email.judge({ ...trialOf(enrol()), flow: 'flw_other' })).verdict).toBe('wrong')
})

test('refuses the code of a challenge that a resend replaced', async () => {
  const replaced = { ...CHALLENGE, id: 'chl_two' } as const
  expect((await email.judge({ ...trialOf(enrol()), challenge: replaced })).verdict).toBe('wrong')
})

test('refuses every answer where no code was issued', async () => {
  expect((await email.judge({ ...trialOf(enrol()), issued: undefined })).verdict).toBe('wrong')
})

test.each([
  ['alice@corp.test', 'a•••@c•••.test'],
  ['é@x.example.org', 'é•••@x•••.org'],
  ['a@localhost', 'a•••@l•••'],
])('masks %s as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})
