import { createHmac } from 'node:crypto'
import type { Medium } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import type { KeyRing } from '../store/key-ring.ts'
import type { Binding } from '../store/principal.ts'
import { AS_ENROLLED, CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import type { Authenticator } from './authenticator.ts'

const keys = {
  hash: (context: string, text: string) =>
    createHmac('sha256', 'a key of the test').update(`${context}\0${text}`).digest(),
}

type SentCode = {
  readonly create: (keys: Pick<KeyRing, 'hash'>) => Authenticator
  readonly addressOf: (count: number) => string
}

/** What every code that is sent promises, wherever it goes. */
export function describeSentCode(name: string, kind: Medium, of: SentCode): void {
  const authenticator = of.create(keys)
  let enrolled = 0

  const enrol = (): Binding => {
    enrolled += 1
    return {
      id: `aut_${enrolled}`,
      kind,
      value: of.addressOf(enrolled),
      ...AS_ENROLLED,
    }
  }

  const trialOf = (binding: Binding, now = NOON, code = '402817') => ({
    flow: 'flw_one' as const,
    challenge: CHALLENGE,
    issued: authenticator.keep({ flow: 'flw_one', challenge: CHALLENGE, code }),
    bindings: [binding],
    answer: code,
    now,
  })

  describeAuthenticator(name, () => ({
    authenticator,
    enrol,
    rightTrial: (binding, now) => trialOf(binding, now),
  }))

  test('keeps of a code what recognises it and does not show it', () => {
    const kept = authenticator.keep({ flow: 'flw_one', challenge: CHALLENGE, code: '402817' })
    expect(kept).not.toContain('402817')
    expect(kept).toBe(authenticator.keep({ flow: 'flw_one', challenge: CHALLENGE, code: '402817' }))
  })

  test('refuses a code that was issued to another flow', async () => {
    expect((await authenticator.judge({ ...trialOf(enrol()), flow: 'flw_other' })).verdict).toBe(
      'wrong',
    )
  })

  test('refuses the code of a challenge that a resend replaced', async () => {
    const replaced = { ...CHALLENGE, id: 'chl_two' } as const
    expect((await authenticator.judge({ ...trialOf(enrol()), challenge: replaced })).verdict).toBe(
      'wrong',
    )
  })

  test('refuses every answer where no code was issued', async () => {
    expect((await authenticator.judge({ ...trialOf(enrol()), issued: undefined })).verdict).toBe(
      'wrong',
    )
  })
}
