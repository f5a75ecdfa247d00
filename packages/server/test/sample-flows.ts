import {
  decide,
  type Facts,
  type Flow,
  isRefusal,
  type Judged,
  type Moment,
  type Person,
  type Policy,
  settleWrite,
  startChange,
  startFlow,
  type Written,
} from '@latchkey/core'
import {
  AUTHENTICATOR_KINDS,
  type AuthenticatorKind,
  type Client,
  type Locale,
  type Purpose,
  type Submission,
} from '@latchkey/protocol'
import { forEveryClient } from '../src/config/config.ts'

/** The moment at which every sample is made. */
export const SAMPLED_AT = Date.UTC(2030, 0, 1, 12)

const KINDS: readonly AuthenticatorKind[] = ['email', 'totp', 'passkey']
/** With every kind, for samples of those that came later. */
export const WITH_ALL = {
  policy: {
    authenticators: forEveryClient(AUTHENTICATOR_KINDS),
  },
  person: { enrolled: AUTHENTICATOR_KINDS },
} as const

export const SAMPLE_POLICY: Policy = {
  version: 1,
  organisation: 'Example',
  purposes: ['reset', 'unlock', 'change'],
  gates: 1,
  authenticators: forEveryClient(KINDS),
  administratorGroups: [],
  keepPassword: true,
  disownedBlocksSignIn: false,
  helpdesk: {
    text: { en: 'Help desk: extension 4000', fr: 'Assistance : poste 4000' },
    url: 'https://help.example.org/',
  },
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

const ALICE: Person = {
  principal: 'prn_sample',
  groups: [],
  isAppointed: false,
  isDisabled: false,
  isExpired: false,
  isLocked: false,
  isFrozen: false,
  enrolled: KINDS,
}

const JUDGED: Judged = {
  verdict: 'wrong',
  used: 1,
  isWithinBudget: true,
  isSilenced: false,
}
const RIGHT: Judged = { ...JUDGED, verdict: 'right', authenticator: 'aut_sample' }

const MOMENT: Moment = {
  now: SAMPLED_AT,
  step: 'stp_sample',
  challenge: 'chl_sample',
  operation: 'opr_sample',
}

const ABOUT = {
  id: 'flw_sample',
  client: { kind: 'windows-logon', os: '10.0.26100', version: '1.0.0', machine: 'PC-0042' },
} as const

export type Setting = {
  readonly purpose?: Purpose
  readonly locale?: Locale
  readonly client?: Client
  readonly policy?: Partial<Policy>
  readonly person?: Partial<Person>
}

/** A flow that a sample is taken of: each call returns the flow one step on. */
export type Sampled = {
  readonly flow: Flow
  submit(values: Submission['values'], facts?: Facts, action?: Submission['action']): Sampled
  named(): Sampled
  chosen(kind: AuthenticatorKind): Sampled
  answered(isRight?: boolean): Sampled
  /** Every security question of a set. */
  answeredAll(isRight?: boolean): Sampled
  passed(kind: AuthenticatorKind): Sampled
  password(facts?: Facts): Sampled
  settled(written: Written): Sampled
}

export function sampled({ purpose = 'reset', locale = 'en', ...rest }: Setting = {}): Sampled {
  const client = rest.client ?? ABOUT.client
  const policy = { ...SAMPLE_POLICY, ...rest.policy }
  const { flow } = startFlow({ ...ABOUT, client, purpose, locale }, policy, MOMENT)
  return around(flow, policy, { ...ALICE, ...rest.person })
}

export function sampledChange(): Sampled {
  const who = { principal: ALICE.principal, username: 'alice' }
  const { flow } = startChange({ ...ABOUT, locale: 'en' }, who, MOMENT)
  return around(flow, SAMPLE_POLICY, ALICE)
}

function around(flow: Flow, policy: Policy, person: Person): Sampled {
  const go = (next: Flow) => around(next, policy, person)
  const submit: Sampled['submit'] = (values, facts = {}, action = 'submit') => {
    const submission = { step: flow.stage.step, action, values }
    const decided = decide({ flow, submission, facts, policy, moment: MOMENT })
    if (isRefusal(decided)) throw new Error(decided.refused)
    return go(decided.flow)
  }
  const isPassword = flow.stage.kind === 'answer-challenge' && flow.stage.asks === 'password'
  const values = isPassword ? { answer: 'Old-Passw0rd-1!' } : { code: '123456', passkey: '{}' }
  const password = { password: 'Copper-Lantern-42', 'password-again': 'Copper-Lantern-42' }
  return {
    flow,
    submit,
    named: () => submit({ username: 'alice' }),
    chosen: (kind) => submit({ authenticator: kind }),
    answered: (isRight = true) => submit(values, { person, judged: isRight ? RIGHT : JUDGED }),
    answeredAll: (isRight = true) => {
      const questions = flow.stage.kind === 'answer-challenge' ? flow.stage.drawing?.questions : []
      return (questions ?? []).reduce<Sampled>(
        (one) =>
          one.submit(
            { answer: 'Hector' },
            { person, judged: isRight ? RIGHT : JUDGED, given: 'kept' },
          ),
        go(flow),
      )
    },
    passed: (kind) => submit({ authenticator: kind }).answered(),
    password: (facts = {}) => submit(password, { person, ...facts }),
    settled: (written) => go(settleWrite(flow, written, MOMENT).flow),
  }
}
