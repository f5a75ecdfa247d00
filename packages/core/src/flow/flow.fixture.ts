import type {
  AuthenticatorKind,
  ClientKind,
  Instant,
  Purpose,
  Submission,
} from '@latchkey/protocol'
import type { Policy } from '../policy/policy.ts'
import { decide } from './decide.ts'
import {
  type Decision,
  type Facts,
  isRefusal,
  type Judged,
  type Moment,
  type Person,
  type Refusal,
} from './decision.ts'
import type { Flow } from './flow.ts'
import { isLong, LONG_CODES } from './long-code.ts'
import type { Drawing } from './security-questions.ts'
import { startChange, startFlow } from './start.ts'

/** A well-formed answer to a challenge; what it is worth, the test says. */
export function codeFor(asks: AuthenticatorKind | 'password'): string {
  return isLong(asks) ? '7'.repeat(LONG_CODES[asks]) : '123456'
}

/** When the flows of the tests begin. */
export const NOON = Date.UTC(2026, 0, 15, 12)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND

const ALL: readonly AuthenticatorKind[] = ['email', 'totp']

export const POLICY: Policy = {
  version: 1,
  organisation: 'Example',
  purposes: ['reset', 'unlock', 'change'],
  gates: 1,
  authenticators: { browser: ALL, 'windows-logon': ALL, api: ALL },
  administratorGroups: ['admins'],
  keepPassword: true,
  disownedBlocksSignIn: false,
  helpdesk: { text: { en: 'Help desk', fr: 'Assistance' } },
  alertAddresses: [],
  ownNetworks: [],
  machines: 'any',
  directoryAddresses: 'verify-first',
  hints: 'enrolled-machine',
  tellUnregistered: true,
  freshAuthenticatorHours: 24,
  enrolment: { isRequired: false, graceDays: 14, reconfirmDays: 0 },
  ownMailDomains: [],
  ownMailCounts: false,
  questions: { register: 5, answer: 3, own: [] },
}

/** Enrolled in both kinds, and nothing stands in the way. */
export const ALICE: Person = {
  principal: 'prn_alice',
  groups: [],
  isAppointed: false,
  isDisabled: false,
  isExpired: false,
  isLocked: false,
  isFrozen: false,
  enrolled: ALL,
}

export const RIGHT: Judged = {
  verdict: 'right',
  authenticator: 'aut_one',
  used: 1,
  isWithinBudget: true,
  isSilenced: false,
}
export const WRONG: Judged = { verdict: 'wrong', used: 1, isWithinBudget: true, isSilenced: false }

/** Two security questions of the person's. */
export const DRAWN: Drawing = {
  authenticator: 'aut_questions',
  round: 0,
  questions: [{ id: 'first-pet-name' }, { id: 'song-lullaby' }],
}

let made = 0

/** A moment with ids that no other moment has. */
export function momentAt(now: Instant): Moment {
  made += 1
  return { now, step: `stp_${made}`, challenge: `chl_${made}`, operation: `opr_${made}` }
}

type Setting = {
  readonly purpose?: Purpose
  readonly policy?: Partial<Policy>
  readonly person?: Partial<Person>
  readonly client?: ClientKind
  /** Begun by a trusted machine, for the user of one of its own tiles unless told otherwise. */
  readonly signed?: { readonly kind?: ClientKind; readonly isOfTile?: boolean }
}

/** A flow that a test walks through, with its own clock. */
export type Walk = {
  readonly flow: () => Flow
  readonly now: () => Moment
  readonly last: () => Decision
  wait(ms: number): void
  /** Puts a flow that was made elsewhere in place of the present one. */
  put(decision: Decision): Decision
  submit(
    action: Submission['action'],
    values?: Submission['values'],
    facts?: Facts,
  ): Decision | Refusal
  identify(username?: string, facts?: Facts): Decision
  choose(kind: AuthenticatorKind): Decision
  answer(judged?: Judged, facts?: Facts): Decision
  /** Chooses a kind and answers it rightly. */
  pass(kind: AuthenticatorKind): Decision
  password(password?: string, again?: string, facts?: Facts): Decision
}

const BEGINNING = { id: 'flw_one', client: { kind: 'browser' }, locale: 'en' } as const

export function begin({ purpose = 'reset', ...rest }: Setting = {}): Walk {
  const policy = { ...POLICY, ...rest.policy }
  const client = { kind: rest.client ?? 'browser' }
  const beginning = { ...BEGINNING, client, purpose, ...signedBeginning(rest.signed) }
  const begun = startFlow(beginning, policy, momentAt(NOON))
  return walkFrom(begun, policy, { ...ALICE, ...rest.person })
}

function signedBeginning(signed: Setting['signed']) {
  if (!signed) return {}
  const { kind = 'windows-logon', isOfTile = true } = signed
  return { client: { kind }, signer: 'mch_one', ...(isOfTile && { isOfTile }) } as const
}

/** A change that begins with a password that was accepted at sign-in. */
export function beginChange(setting: Omit<Setting, 'purpose'> = {}): Walk {
  const person = { ...ALICE, ...setting.person }
  const named = { principal: person.principal, username: 'alice' }
  const begun = startChange(BEGINNING, named, momentAt(NOON))
  return walkFrom(begun, { ...POLICY, ...setting.policy }, person)
}

function walkFrom(begun: Decision, policy: Policy, person: Person): Walk {
  let last = begun
  let clock = NOON
  const now = () => momentAt(clock)
  const put = (decision: Decision) => {
    last = decision
    return decision
  }
  const submit: Walk['submit'] = (action, values = {}, facts = {}) => {
    const { flow } = last
    const submission = { step: flow.stage.step, action, values }
    const decided = decide({ flow, submission, facts, policy, moment: now() })
    return isRefusal(decided) ? decided : put(decided)
  }
  const move: (...args: Parameters<Walk['submit']>) => Decision = (...args) => {
    const decided = submit(...args)
    if (isRefusal(decided)) throw new Error(`refused: ${decided.refused}`)
    return decided
  }
  const answer: Walk['answer'] = (judged = RIGHT, facts = {}) => {
    const { stage } = last.flow
    const asks = stage.kind === 'answer-challenge' ? stage.asks : 'email'
    const values =
      asks === 'password' ? { answer: 'Old-Passw0rd' } : { code: codeFor(asks), passkey: '{}' }
    return move('submit', values, { person, judged, ...facts })
  }
  const choose: Walk['choose'] = (kind) => move('submit', { authenticator: kind })
  const passQuestions = () => {
    move('submit', { authenticator: 'security-questions' }, { person, drawn: DRAWN })
    const give = (facts: Facts) => move('submit', { answer: 'Hector' }, { given: 'kept', ...facts })
    for (const _ of DRAWN.questions.slice(1)) give({})
    return give({ person, judged: RIGHT, drawn: DRAWN })
  }
  return {
    flow: () => last.flow,
    now,
    last: () => last,
    wait: (ms) => {
      clock += ms
    },
    put,
    submit,
    identify: (username = 'alice', facts = {}) => move('submit', { username }, facts),
    choose,
    answer,
    pass: (kind) => {
      if (kind === 'security-questions') return passQuestions()
      choose(kind)
      return answer()
    },
    password: (password = 'New-Passw0rd', again = password, facts = {}) =>
      move('submit', { password, 'password-again': again }, { person, ...facts }),
  }
}

/** The reason that a decision's last happening gives to the audit. */
export function reasonOf({ happenings }: Decision): string | undefined {
  return happenings.at(-1)?.reason
}

export function activitiesOf({ happenings }: Decision): string[] {
  return happenings.map(({ activity }) => activity)
}

export function effectsOf({ effects }: Decision): string[] {
  return effects.map(({ kind }) => kind)
}
