import {
  type EnrolMachine,
  type FlowStarted,
  type MachineEnrolled,
  type MachineNonce,
  PROBLEMS,
  type ProblemKind,
  type SessionStarted,
  type StartFlow,
  type StartSession,
  type Submission,
} from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { type Details, problemOf } from '../src/http/problem.ts'
import { SAMPLED_AT } from './sample-flows.ts'
import { sampleBrowserSteps, sampleSteps } from './sample-steps.ts'

const FOLDER = '../../protocol/samples'
const steps = sampleSteps()

function step(name: string) {
  const one = steps[name]
  if (!one) throw new Error(`no sample step ${name}`)
  return one
}

const minutesLater = (minutes: number) => new Date(SAMPLED_AT + minutes * 60_000).toISOString()
// Of the length and alphabet of a real one, and plainly none.
const TOKEN = 'sample-token-0000000000000000000000000000000'
const FLOW = { flow: 'flw_sample', token: TOKEN }

const DETAILS: Partial<Record<ProblemKind, Details>> = {
  malformed: { errors: [{ pointer: '/purpose', code: 'invalid_value' }] },
  'must-change': { ...FLOW, step: step('new-password-change') },
  'stale-step': { nextStep: step('new-password') },
  'directory-unavailable': { nextStep: step('new-password-unavailable') },
}

const startFlow: StartFlow = {
  purpose: 'reset',
  username: 'alice',
  locale: 'en',
  client: { kind: 'windows-logon', os: '10.0.26100', version: '1.0.0', machine: 'PC-0042' },
}
const fromOwnTile: StartFlow = { ...startFlow, client: { ...startFlow.client, tile: true } }
const machineNonce: MachineNonce = { nonce: TOKEN, expiresAt: minutesLater(15) }
const enrolMachine: EnrolMachine = {
  // The key of RFC 9421 appendix B.1.3: its private half is published.
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA',
    y: 'Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0',
  },
  name: 'PC-0042',
  os: '10.0.26100',
  version: '1.0.0',
  code: '00000-00000-00000-00000-00000',
}
const machineEnrolled: MachineEnrolled = { machine: 'mch_sample', state: 'pending' }
const flowStarted: FlowStarted = {
  ...FLOW,
  expiresAt: minutesLater(15),
  step: step('choose'),
}
const submission = (action: Submission['action'], values: Submission['values']): Submission => ({
  step: 'stp_sample',
  action,
  values,
})
const startSession: StartSession = { username: 'alice', password: 'Copper-Lantern-42' }
const sessionStarted: SessionStarted = { token: TOKEN, expiresAt: minutesLater(8 * 60) }

const problems = Object.keys(PROBLEMS).map((key) => {
  // as: the keys of the list are its kinds.
  const kind = key as ProblemKind
  return [
    `problem-${kind}`,
    problemOf('https://reset.example.org', kind, 'req_sample', DETAILS[kind]),
  ] as const
})

const SAMPLES: Readonly<Record<string, object>> = {
  ...Object.fromEntries(Object.entries(steps).map(([name, one]) => [`step-${name}`, one])),
  ...Object.fromEntries(
    Object.entries(sampleBrowserSteps()).map(([name, one]) => [`browser-step-${name}`, one]),
  ),
  ...Object.fromEntries(problems),
  'start-flow': startFlow,
  'start-flow-least': { purpose: 'reset', client: { kind: 'api' } } satisfies StartFlow,
  'start-flow-tile': fromOwnTile,
  'flow-started': flowStarted,
  'current-step': { step: step('challenge-email') },
  'submission-username': submission('submit', { username: 'alice' }),
  'submission-authenticator': submission('submit', { authenticator: 'email' }),
  'submission-code': submission('submit', { code: '123456' }),
  'submission-answer': submission('submit', { answer: 'Monsieur Pouf' }),
  'submission-passkey': submission('submit', { passkey: '{"id":"…","response":{}}' }),
  'submission-resend': submission('resend', {}),
  'submission-password': submission('submit', {
    password: 'Copper-Lantern-42',
    'password-again': 'Copper-Lantern-42',
  }),
  'submission-keep-password': submission('keep-password', {}),
  'machine-nonce': machineNonce,
  'enrol-machine': enrolMachine,
  'machine-enrolled': machineEnrolled,
  'start-session': startSession,
  'session-started': sessionStarted,
}

test.each(Object.entries(SAMPLES))('the wire’s %s is as its sample', async (name, sample) => {
  const text = `${JSON.stringify(sample, null, 2)}\n`
  await expect(text).toMatchFileSnapshot(`${FOLDER}/${name}.json`)
})
