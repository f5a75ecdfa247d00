import { AUTHENTICATOR_KINDS, type AuthenticatorKind } from '@latchkey/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi, signsIn } from '../environments/api.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import { eventually } from '../environments/deadline.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'
import { auditOf, latchkey } from './add-in.ts'
import { enrolDevice } from './approval.ts'
import { type Desk, openDesk } from './desk.ts'
import { ALICE, BOB, FRANK, freshPassword } from './night.ts'
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
  const lines = resetBy({ version, words, person, proofs, password })
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

describe('by one kind alone, at a trusted machine', () => {
  /** Where LogonUI says whose tile it is. */
  const seats: readonly Seat[] = [
    { version: '8.1', language: 'fr' },
    { version: '10', language: 'en' },
  ]

  let server: TrialServer
  beforeAll(async () => {
    server = await startTrial({ env: ALL })
    await desk.moveTo(server)
    await beginAndLeave()
    const machine = await eventually(
      'the machine on the list',
      async () => /mch_\S+/.exec(await latchkey(server, 'machine', 'list'))?.[0],
      // Between two looks the worker waits for a third of a minute.
      60_000,
    )
    await latchkey(server, 'machine', 'approve', machine)
  })
  afterAll(() => server?.[Symbol.asyncDispose]())

  /** Whoever comes first to a PC that was moved wakes its worker; the flow that they leave must not keep it from enrolling. */
  async function beginAndLeave(): Promise<void> {
    const seat = { version: '10', language: 'en', person: BOB } as const
    const begins = ['enumerate', 'select 0', `waitfor text 5000 ${WORDS.en.intro}`, 'submit']
    const lines = [...begins, `waitfor text 30000 ${WORDS.en.choose}`, 'unload']
    expect(wrongsOf(await play(desk.screen, { name: 'kinds-moved', ...seat, lines }))).toEqual([])
  }

  test.each(seats)(
    'security questions, drawn anew after wrong answers, as Windows $version, in $language',
    async (seat) => {
      await reset(seat, {
        ...{ server, person: ALICE, gates: ['security-questions'], isWrongFirst: true },
        options: [HERS.indexOf('security-questions')],
      })
    },
  )

  describe('a passkey, approved on another device', () => {
    let browser: Browser
    let device: Page
    beforeAll(async () => {
      browser = await openBrowser()
      device = await openWindow(browser)
      await enrolDevice(device, server, 'frank')
    })
    afterAll(() => browser?.close())

    test.each(seats)('as Windows $version, in $language', async (seat) => {
      await reset(seat, { server, person: FRANK, gates: ['passkey'], options: [0], device })
    })

    test('as Windows 7, in French, where a name that is typed is offered what anybody is', async () => {
      const options = [AT_FIRST.indexOf('passkey')]
      const seat = { version: '7', language: 'fr' } as const
      await reset(seat, { server, person: FRANK, gates: ['passkey'], options, device })
    })
  })
})
