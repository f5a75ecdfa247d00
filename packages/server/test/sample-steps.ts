import { createHash } from 'node:crypto'
import { asEnded, type Flow, type Known, viewOf } from '@latchkey/core'
import type { Step } from '@latchkey/protocol'
import { withPasskey } from '../src/app/flow-ceremony.ts'
import { maskAddress } from '../src/authenticator/email.ts'
import { createPasskeys } from '../src/authenticator/passkeys.ts'
import { maskNumber } from '../src/authenticator/phone-number.ts'
import { relyingPartyOf } from '../src/authenticator/relying-party.ts'
import { forEveryClient } from '../src/config/config.ts'
import { renderStep } from '../src/http/render-step.ts'
import { SAMPLE_POLICY, sampled, sampledChange, WITH_ALL } from './sample-flows.ts'

const KNOWN: Known = {
  masked: { email: maskAddress('alice@example.org'), sms: maskNumber('+12025550123') },
  rules: [
    { code: 'min-length', least: 10 },
    { code: 'max-length', most: 128 },
    { code: 'character-classes', least: 3 },
    { code: 'no-names' },
    { code: 'history', remembered: 5 },
    { code: 'min-age', hours: 24 },
  ],
  mayKeepPassword: false,
}

// The same bytes each time, so that what is made of them is a sample too.
const hash = (context: string, text: string) =>
  new Uint8Array(createHash('sha256').update(`${context}:${text}`).digest())
const PUBLIC_URL = 'https://reset.example.org'
const PUBLIC = {
  publicUrl: PUBLIC_URL,
  passkeys: createPasskeys({ hash }, relyingPartyOf(PUBLIC_URL)),
}

const LOCKED = { person: { isLocked: true } }
const named = sampled().named()
const proven = named.passed('email')
const twoGates = sampled({ policy: { gates: 2 } }).named()
const QUESTIONS = ['email', 'totp', 'security-questions'] as const
const twoGatesWithQuestions = sampled({
  policy: {
    gates: 2,
    authenticators: forEveryClient(QUESTIONS),
  },
  person: { enrolled: QUESTIONS },
}).named()
const unlocking = sampled({ purpose: 'unlock', ...LOCKED })
  .named()
  .passed('email')
const withAll = sampled(WITH_ALL).named()
const withAllTwice = sampled({ ...WITH_ALL, policy: { ...WITH_ALL.policy, gates: 2 } }).named()
const french = sampled({ locale: 'fr' }).named()

// Shown to somebody who passed a first gate, and asked for a second one.
function asking(count: number) {
  const own = {
    en: 'What was on the wall of room 12?',
    fr: 'Qu’y avait-il au mur de la salle 12 ?',
  }
  const all = [
    { id: 'first-pet-name' },
    { id: 'song-lullaby' },
    { id: 'own-room-12', own },
  ] as const
  const drawn = { authenticator: 'aut_sample', round: 0, questions: all.slice(0, count) } as const
  const flow = twoGatesWithQuestions.passed('email')
  return flow.submit({ authenticator: 'security-questions' }, { drawn })
}

function outOfTries() {
  let flow = named.chosen('email')
  for (let tries = 0; tries < 5; tries += 1) flow = flow.answered(false)
  return flow
}

const FLOWS: Readonly<Record<string, Flow>> = {
  identify: sampled().flow,
  'identify-unlock': sampled({ purpose: 'unlock' }).flow,
  'identify-change': sampled({ purpose: 'change' }).flow,
  'identify-refused': sampled().submit({ username: '' }).flow,
  choose: named.flow,
  'choose-proven': twoGates.passed('totp').flow,
  'choose-refused': named.submit({}).flow,
  'challenge-email': named.chosen('email').flow,
  'challenge-email-proven': twoGates.passed('totp').chosen('email').flow,
  'challenge-email-refused': named.chosen('email').answered(false).flow,
  'challenge-email-fr': french.chosen('email').answered(false).flow,
  'choose-all': withAll.flow,
  'challenge-sms': withAll.chosen('sms').flow,
  'challenge-sms-proven': withAllTwice.passed('totp').chosen('sms').flow,
  'challenge-totp': named.chosen('totp').flow,
  'challenge-recovery-code': withAll.chosen('recovery-code').flow,
  'challenge-recovery-code-refused': withAll.chosen('recovery-code').answered(false).flow,
  'challenge-helpdesk-pass': withAll.chosen('helpdesk-pass').flow,
  'challenge-security-questions': asking(3).flow,
  'challenge-security-questions-refused': asking(3).answeredAll(false).flow,
  'challenge-approval': named.chosen('passkey').flow,
  'challenge-approval-fr': french.chosen('passkey').answered(false).flow,
  'challenge-password': sampled({ purpose: 'change' }).named().flow,
  'challenge-password-refused': sampled({ purpose: 'change' }).named().answered(false).flow,
  'new-password': proven.flow,
  'new-password-change': sampledChange().flow,
  'new-password-refused': proven.password({ broken: ['min-length', 'no-names'] }).flow,
  'new-password-unavailable': proven.password().settled({ outcome: 'unavailable' }).flow,
  saving: proven.password().flow,
  'done-reset': proven.password().settled({ outcome: 'written' }).flow,
  'done-change': sampledChange().password().settled({ outcome: 'written' }).flow,
  'done-unlock': unlocking.settled({ outcome: 'written' }).flow,
  'stopped-too-many-attempts': outOfTries().flow,
  'stopped-more-security-info-needed': sampled({
    policy: { gates: 3 },
    person: { enrolled: ['email', 'totp'] },
  })
    .named()
    .passed('email').flow,
  'stopped-overtaken': asEnded(proven.flow, 'overtaken'),
  'stopped-not-possible': sampled({ policy: { purposes: [] } }).flow,
  'stopped-not-locked': sampled({ purpose: 'unlock' }).named().passed('email').flow,
  'stopped-outcome-unknown': proven.password().settled({ outcome: 'lost' }).flow,
  'stopped-ended-by-owner': asEnded(proven.flow, 'ended-by-owner'),
}

/** Every kind of step and every variant, as the server renders it. */
export function sampleSteps(): Record<string, Step> {
  const steps = Object.entries(FLOWS).map(([name, flow]) => [name, stepOf(flow, KNOWN)] as const)
  const keeping = stepOf(proven.flow, { ...KNOWN, mayKeepPassword: true })
  return { ...Object.fromEntries(steps), 'new-password-locked': keeping }
}

const inBrowser = sampled({ client: { kind: 'browser' } })
  .named()
  .chosen('passkey')

/** What only a browser is asked: the add-in has no such field. */
export function sampleBrowserSteps(): Record<string, Step> {
  return {
    'challenge-passkey': stepOf(inBrowser.flow, KNOWN),
    'challenge-passkey-refused': stepOf(inBrowser.answered(false).flow, KNOWN),
  }
}

function stepOf(flow: Flow, known: Known): Step {
  const view = withPasskey(PUBLIC, flow, viewOf(flow, known))
  return renderStep(view, SAMPLE_POLICY, flow.locale)
}
