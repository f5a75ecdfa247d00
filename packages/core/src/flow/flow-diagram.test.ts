import { readFileSync } from 'node:fs'
import {
  ACTION_NAMES,
  AUTHENTICATOR_KINDS,
  type AuthenticatorKind,
  type Instant,
  PURPOSES,
  type Purpose,
  type Submission,
} from '@latchkey/protocol'
import { expect, test } from 'vitest'
import type { Policy } from '../policy/policy.ts'
import { LIMITS } from '../throttle/limits.ts'
import { decide } from './decide.ts'
import { type Facts, isRefusal, type Person } from './decision.ts'
import {
  ALICE,
  beginChange,
  codeFor,
  MINUTE,
  momentAt,
  NOON,
  POLICY,
  RIGHT,
  WRONG,
} from './flow.fixture.ts'
import { FLOW_BOUNDS, type Flow } from './flow.ts'
import { lapse } from './lapse.ts'
import { asEnded, cancel } from './outside.ts'
import { startFlow } from './start.ts'
import { settleWrite, type Written } from './write.ts'

const PAGE = readFileSync(new URL('../../../../docs/flow.md', import.meta.url), 'utf8')

const VALUES: readonly Submission['values'][] = [
  {},
  ...AUTHENTICATOR_KINDS.map((authenticator) => ({
    username: 'alice',
    authenticator,
    code: '123456',
    answer: 'Old-Passw0rd',
    passkey: '{}',
    password: 'New-Passw0rd',
    'password-again': 'New-Passw0rd',
  })),
]

const EVERYTHING = { ...ALICE, enrolled: AUTHENTICATOR_KINDS }

const PEOPLE: readonly Person[] = [
  EVERYTHING,
  { ...EVERYTHING, isLocked: true },
  { ...EVERYTHING, isDisabled: true },
  { ...ALICE, enrolled: ['email', 'recovery-code'] },
]

const FACTS: readonly Facts[] = [
  {},
  { isBudgetSpent: true },
  ...PEOPLE.flatMap((person) => [
    { person, judged: RIGHT },
    { person, judged: WRONG },
    { person, judged: RIGHT, broken: ['history'] as const },
  ]),
]

const ANSWERS: readonly Written[] = [
  { outcome: 'written' },
  { outcome: 'refused', broken: ['history'] },
  { outcome: 'unavailable' },
  { outcome: 'lost' },
  { outcome: 'not-found' },
]

/** How long after the last submission the next thing happens: soon, when a resend is due, when a code is dead. */
const PAUSES = [1_000, 31_000, 5 * MINUTE]

type Reached = { readonly trigger: string; readonly flow: Flow }

const SUBMISSIONS = ACTION_NAMES.flatMap((action) =>
  VALUES.flatMap((values) => FACTS.map((facts) => ({ action, values, facts }))),
)

function submitted(flow: Flow, policy: Policy, now: Instant): Reached[] {
  const { step } = flow.stage
  const moment = momentAt(now)
  if (lapse(flow, policy, moment)) return []
  const asks = flow.stage.kind === 'answer-challenge' ? flow.stage.asks : 'email'
  const code = codeFor(asks)
  return SUBMISSIONS.flatMap(({ action, values, facts }) => {
    const submission = { step, action, values: { ...values, ...(values.code && { code }) } }
    const decided = decide({ flow, submission, facts, policy, moment })
    return isRefusal(decided) ? [] : [{ trigger: action, flow: decided.flow }]
  })
}

function happened(flow: Flow, policy: Policy, now: Instant): Reached[] {
  const moment = momentAt(now)
  const lapsed = lapse(flow, policy, moment)
  const ended = asEnded(flow, 'overtaken')
  const { flow: cancelled } = cancel(flow, moment)
  const writes = flow.stage.kind === 'writing' ? ANSWERS : []
  return [
    ...(lapsed ? [{ trigger: 'left alone', flow: lapsed.flow }] : []),
    ...(ended === flow ? [] : [{ trigger: 'ended from outside', flow: ended }]),
    ...(cancelled === flow ? [] : [{ trigger: 'cancelled', flow: cancelled }]),
    ...writes.map((written) => ({
      trigger: written.outcome === 'not-found' ? 'not possible' : written.outcome,
      flow: settleWrite(flow, written, moment).flow,
    })),
  ]
}

function nextOf(flow: Flow, policy: Policy): Reached[] {
  return PAUSES.map((pause) => flow.touchedAt + pause)
    .filter((now) => now < flow.expiresAt)
    .flatMap((now) => [...submitted(flow, policy, now), ...happened(flow, policy, now)])
}

// What a decision depends on but for time, which the pauses bring in, and the count of refused passwords.
function keyOf({ stage, gates, challenges, ...flow }: Flow): string {
  const { step: _, ...rest } = stage
  const passed = gates.map(({ kind }) => kind)
  const { purpose, tries, resends, principal } = flow
  const place = { ...rest, operation: '' }
  return JSON.stringify([
    place,
    passed,
    Object.keys(challenges),
    purpose,
    tries,
    resends,
    principal,
  ])
}

function startsOf(policy: Policy): Flow[] {
  const beginning = { id: 'flw_one', client: { kind: 'api' }, locale: 'en' } as const
  const from = (purpose: Purpose) =>
    startFlow({ ...beginning, purpose }, policy, momentAt(NOON)).flow
  return [...PURPOSES.map(from), beginChange().flow()]
}

/** Breadth first over everything that a flow can become. */
function walkAll(policy: Policy): Set<string> {
  const seen = new Set<string>()
  const edges = new Set<string>()
  let front = startsOf(policy)
  for (const { stage } of front) edges.add(`[*] --> ${stage.kind}: started`)
  while (front.length > 0) {
    // A count that nothing bounds would make the walk endless.
    if (seen.size > 5_000)
      throw new Error('a flow can become more than there are things to tell apart')
    const next: Flow[] = []
    for (const flow of front)
      for (const reached of nextOf(flow, policy)) {
        edges.add(`${flow.stage.kind} --> ${reached.flow.stage.kind}: ${reached.trigger}`)
        const key = keyOf(reached.flow)
        if (!seen.has(key)) next.push(reached.flow)
        seen.add(key)
      }
    front = next
  }
  return edges
}

/** The same kinds, whatever the client says to be. */
function allowing(...kinds: AuthenticatorKind[]): Policy['authenticators'] {
  return { browser: kinds, 'windows-logon': kinds, api: kinds }
}

// Whatever is sent, shown by an app, kept or handed over: each of two kinds as the first gate and as the second.
const PAIRS = [
  allowing('email', 'totp'),
  allowing('recovery-code', 'helpdesk-pass'),
  allowing('email', 'recovery-code'),
]

/** The transitions of the diagram; an edge with several triggers counts once for each. */
function drawn(): string[] {
  const block = /```mermaid\n(?<lines>[\s\S]*?)```/.exec(PAGE)
  const lines = block?.groups?.lines ?? ''
  const names = new Map<string | undefined, string | undefined>(
    [...lines.matchAll(/state "(.+)" as (\w+)/g)].map(([, name, alias]) => [alias, name]),
  )
  const nameOf = (id: string | undefined) => names.get(id) ?? id
  return [...lines.matchAll(/^ *(\S+) --> (\S+): (.+)$/gm)].flatMap(([, from, to, triggers = '']) =>
    triggers.split(', ').map((trigger) => `${nameOf(from)} --> ${nameOf(to)}: ${trigger}`),
  )
}

test('the diagram shows every transition that core has, and no other', () => {
  const found = PAIRS.flatMap((authenticators) =>
    ([1, 2] as const).flatMap((gates) => [...walkAll({ ...POLICY, authenticators, gates })]),
  )
  const restricted = walkAll({ ...POLICY, purposes: [] })
  const all = new Set([...found, ...restricted])
  const ends = [...all].filter((edge) => /^(done|stopped) -->/.test(edge))
  expect(ends).toEqual([])
  expect(drawn().sort()).toEqual([...all].sort())
}, 120_000)

test('the page says the bounds that core has', () => {
  const { lifeMs, codeLifeMs, triesPerGate, resendAfterMs, resendsPerFlow } = FLOW_BOUNDS
  const { gateRestMs, refusedPasswords, submissionsPerFlow } = FLOW_BOUNDS
  for (const said of [
    `| a flow lives | ${lifeMs / MINUTE} minutes`,
    `| a code that we send | 6 digits, ${codeLifeMs / MINUTE} minutes`,
    `| wrong answers at one gate, over all kinds and codes | ${triesPerGate};`,
    `| ${LIMITS['proofs-of-name-from-source'].most} in 24 hours`,
    `| ${resendAfterMs / 1_000} seconds after the one before, ${resendsPerFlow} in one flow`,
    `is taken back after ${gateRestMs / MINUTE} minutes`,
    `| passwords that the rules refuse | ${refusedPasswords};`,
    `| submissions of any kind | ${submissionsPerFlow};`,
  ])
    expect(PAGE).toContain(said)
})
