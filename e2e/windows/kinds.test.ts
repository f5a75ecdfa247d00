import { AUTHENTICATOR_KINDS, type AuthenticatorKind } from '@latchkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi, signsIn } from '../environments/api.ts'
import { auditOf } from './add-in.ts'
import { type Desk, openDesk } from './desk.ts'
import { ALICE, freshPassword } from './night.ts'
import type { Language } from './pc.ts'
import { type Beside, prepare } from './preparations.ts'
import { resetBy } from './proofs.ts'
import { type Person, play, type Version, wrongsOf } from './screen.ts'
import { WORDS } from './words.ts'

type Kinds = readonly AuthenticatorKind[]
type Seat = { readonly version: Version; readonly language: Language }

// All of them, the questions too, which are off by themselves.
const ALL = { LATCHKEY__FIRST_RUN__POLICY__AUTHENTICATORS: AUTHENTICATOR_KINDS.join(',') }

/** What a stranger is offered first: the questions need to know whose they are. */
const AT_FIRST: Kinds = AUTHENTICATOR_KINDS.filter((kind) => kind !== 'security-questions')
/** What alice has; a pass only where the help desk made one, and a passkey needs a device. */
const HERS: Kinds = AUTHENTICATOR_KINDS.filter(
  (kind) => kind !== 'helpdesk-pass' && kind !== 'passkey',
)

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ ...ALL, LATCHKEY__FIRST_RUN__POLICY__GATES: '2' })
})
afterAll(() => desk?.close())

type Plan = Omit<Beside, 'screen' | 'words'> & {
  readonly person: Person
  readonly gates: Kinds
  /** Where each of them is in its choice. */
  readonly options: readonly number[]
}

/** Somebody resets by these gates, and signs in. */
async function reset({ version, language }: Seat, plan: Plan): Promise<void> {
  const { person, gates, options, server } = plan
  const [words, password] = [WORDS[language], freshPassword()]
  const beside = { ...plan, screen: desk.screen, words }
  const preparations = await Promise.all(gates.map((kind) => prepare(kind, beside)))
  const proofs = preparations.map(({ typed }, at) => ({ option: options[at] ?? 0, typed }))
  const name = `kinds-${gates.join('-then-')}-${version}-${language}`
  const lines = resetBy({ version, words, proofs, password })
  const [said] = await Promise.all([
    play(desk.screen, { name, version, language, person, lines }),
    ...preparations.map(({ meanwhile }) => meanwhile()),
  ])
  expect(wrongsOf(said)).toEqual([])
  expect(await signsIn(createApi(server.url), person.name, password)).toBe(true)
  const audit = await auditOf(server)
  expect(audit.find(({ activity }) => activity === 'password.reset')).toMatchObject({
    targetName: person.name,
    outcome: 'succeeded',
    gates,
    clientKind: 'windows-logon',
    machine: expect.stringMatching(/./),
    machineId: expect.stringMatching(/^mch_/),
  })
}

describe('by two kinds, one after the other', () => {
  const cases: (Seat & { readonly gates: readonly [AuthenticatorKind, AuthenticatorKind] })[] = [
    { version: '7', language: 'en', gates: ['sms', 'recovery-code'] },
    { version: '7', language: 'en', gates: ['helpdesk-pass', 'sms'] },
    { version: '7', language: 'fr', gates: ['email', 'security-questions'] },
    { version: '10', language: 'en', gates: ['email', 'security-questions'] },
    { version: '10', language: 'fr', gates: ['recovery-code', 'sms'] },
    { version: '10', language: 'en', gates: ['helpdesk-pass', 'recovery-code'] },
  ]

  test.each(cases.map((one, nth) => ({ ...one, nth })))(
    '$gates, as Windows $version, in $language',
    async ({ nth, ...one }) => {
      const [first, second] = one.gates
      const rest = HERS.filter((kind) => kind !== first)
      const options = [AT_FIRST.indexOf(first), rest.indexOf(second)]
      await reset(one, {
        ...{ server: desk.server, person: ALICE, gates: one.gates },
        ...{ options, recoveryCode: nth },
      })
    },
  )
})
