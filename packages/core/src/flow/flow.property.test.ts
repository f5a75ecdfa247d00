import { AUTHENTICATOR_KINDS, PURPOSES } from '@latchkey/protocol'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Judged, Person } from './decision.ts'
import { POLICY, RIGHT } from './flow.fixture.ts'
import { hasEnded } from './flow.ts'
import { type Move, type Sight, type World, walkThrough } from './random-walk.fixture.ts'
import { type Known, viewOf } from './view.ts'
import type { Written } from './write.ts'

// Thousands of walks: seconds on a slow machine.
vi.setConfig({ testTimeout: 60_000 })

const often = (weight: number) => fc.nat(weight).map((drawn) => drawn !== 0)
const rarely = (weight: number) => fc.nat(weight).map((drawn) => drawn === 0)
const kinds = fc.subarray([...AUTHENTICATOR_KINDS], { minLength: 1 })
const EVERY_KIND = {
  browser: AUTHENTICATOR_KINDS,
  'windows-logon': AUTHENTICATOR_KINDS,
  api: AUTHENTICATOR_KINDS,
}
const perClient = fc.oneof(
  { weight: 1, arbitrary: fc.constant(POLICY.authenticators) },
  { weight: 2, arbitrary: fc.constant(EVERY_KIND) },
  { weight: 1, arbitrary: fc.record({ browser: kinds, 'windows-logon': kinds, api: kinds }) },
)

const policy = fc
  .record({
    gates: fc.constantFrom(1, 1, 2, 2, 3),
    authenticators: perClient,
    keepPassword: fc.boolean(),
    tellUnregistered: fc.boolean(),
    hints: fc.constantFrom('never' as const, 'enrolled-machine' as const),
  })
  // as: constantFrom widens the numbers.
  .map((drawn) => ({ ...POLICY, ...drawn, gates: drawn.gates as 1 | 2 | 3 }))

const person: fc.Arbitrary<Person> = fc.record({
  principal: fc.constant('prn_alice' as const),
  groups: fc.subarray(['staff', 'admins']),
  isAppointed: rarely(5),
  isDisabled: rarely(9),
  isExpired: rarely(9),
  isLocked: fc.boolean(),
  isFrozen: rarely(9),
  enrolled: fc.oneof(
    { weight: 3, arbitrary: fc.constant([...AUTHENTICATOR_KINDS]) },
    { weight: 1, arbitrary: fc.subarray([...AUTHENTICATOR_KINDS]) },
  ),
  fresh: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...AUTHENTICATOR_KINDS]) },
  ),
})

const UNTOLD = ['not', 'by-machine'] as const

const worldOf = (
  purposes: readonly World['purpose'][],
  signed: readonly World['signed'][] = [...UNTOLD, 'of-tile'],
) =>
  fc.record({
    signed: fc.constantFrom(...signed),
    purpose: fc.constantFrom(...purposes),
    policy,
    person,
    other: person.map((one) => ({ ...one, principal: 'prn_other' as const })),
  })

const judged: fc.Arbitrary<Judged> = fc.record({
  verdict: fc.constantFrom('right', 'right', 'right', 'wrong', 'reused', 'rolled-back'),
  authenticator: fc.constantFrom('aut_one', 'aut_two'),
  used: fc.integer({ min: 1, max: 6 }),
  isWithinBudget: often(9),
  isSilenced: rarely(9),
  isFresh: rarely(3),
})

const values = fc.record({
  username: fc.constantFrom('alice', 'alice', 'alice', ' '),
  authenticator: fc.constantFrom(...AUTHENTICATOR_KINDS, ...AUTHENTICATOR_KINDS, 'pigeon'),
  code: fc.constantFrom('123456', '123456', '123456', '12'),
  answer: fc.constantFrom('Old-Passw0rd', ''),
  passkey: fc.constantFrom('{}', '{}', ''),
  password: fc.constantFrom('New-Passw0rd', 'New-Passw0rd', ''),
  'password-again': fc.constantFrom('New-Passw0rd', 'New-Passw0rd', 'other'),
})

const submit: fc.Arbitrary<Move> = fc.record({
  does: fc.constant('submit' as const),
  action: fc.constantFrom(
    ...(['submit', 'submit', 'submit', 'submit', 'submit'] as const),
    ...(['resend', 'other-authenticator', 'keep-password'] as const),
  ),
  values,
  judged,
  isSomebodyElse: rarely(9),
  broken: fc.constantFrom(undefined, undefined, undefined, ['history'] as const),
  isBudgetSpent: rarely(30),
  isStale: rarely(9),
})

// What an honest person would send at any stage; without them random walks seldom get far.
const fitting: fc.Arbitrary<Move> = fc
  .record({ authenticator: fc.constantFrom(...AUTHENTICATOR_KINDS) })
  .map((chosen) => ({
    does: 'submit',
    action: 'submit',
    values: {
      username: 'alice',
      code: '123456',
      answer: 'Old-Passw0rd',
      passkey: '{}',
      password: 'New-Passw0rd',
      'password-again': 'New-Passw0rd',
      ...chosen,
    },
    judged: RIGHT,
    isSomebodyElse: false,
    broken: undefined,
    isBudgetSpent: false,
    isStale: false,
  }))

const written: fc.Arbitrary<Written> = fc.constantFrom<Written[]>(
  { outcome: 'written' },
  { outcome: 'written' },
  { outcome: 'refused', broken: ['history'] },
  { outcome: 'unavailable' },
  { outcome: 'lost' },
  { outcome: 'disabled' },
)

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 9, arbitrary: submit },
  { weight: 6, arbitrary: fitting },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('settle' as const), written }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 10_000, 30_000, 299_999, 300_000, 300_000, 900_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'lapse' } as const) },
)
const moves = fc.array(move, { minLength: 5, maxLength: 40 })

const BOUNDED = { numRuns: 2_000, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true }

const GUARDED = ['new-password', 'writing', 'done']
const isGuarded = ({ flow }: Sight) => GUARDED.includes(flow.stage.kind)

// Told apart from core's own account of it: what policy asks of this person, in the words of the design.
function gatesAsked({ policy, person }: World): number {
  const isAdministrator = person.isAppointed || person.groups.includes('admins')
  return isAdministrator ? Math.max(2, policy.gates) : policy.gates
}

function holds(
  purposes: readonly World['purpose'][],
  law: (world: World, sights: Sight[]) => void,
) {
  const reached = new Set<string>()
  fc.assert(
    fc.property(worldOf(purposes), moves, (world, path) => {
      const sights = walkThrough(world, path)
      for (const { flow } of sights) reached.add(flow.stage.kind)
      law(world, sights)
    }),
    BOUNDED,
  )
  return reached
}

test('no path reaches a new password or a write with fewer gates than policy asks', () => {
  const reached = holds(['reset', 'unlock'], (world, sights) => {
    for (const sight of sights.filter(isGuarded)) {
      // The walk may have met somebody else first: their gates are asked of them.
      const owner = sight.flow.principal === 'prn_other' ? world.other : world.person
      const mine = sight.proven.filter(({ by }) => by === owner.principal)
      const proven = new Set(mine.map(({ kind }) => kind))
      expect(proven.size).toBeGreaterThanOrEqual(gatesAsked({ ...world, person: owner }))
    }
  })
  // A law that is never tried holds always.
  expect([...reached].sort()).toEqual([
    'answer-challenge',
    'choose-authenticator',
    'done',
    'identify',
    'new-password',
    'stopped',
    'writing',
  ])
})

test('no path reaches a new password or a write by fresh authenticators alone', () => {
  holds(['reset', 'unlock'], (world, sights) => {
    for (const sight of sights.filter(isGuarded)) {
      const owner = sight.flow.principal === 'prn_other' ? world.other : world.person
      const mine = sight.proven.filter(({ by }) => by === owner.principal)
      expect(mine.some(({ isFresh }) => !isFresh)).toBe(true)
    }
  })
})

test('more gates are never passed than there are kinds that policy allows and the person has', () => {
  const reached = holds(['reset', 'unlock'], (world, sights) => {
    const few = (kinds: readonly string[]) => new Set(kinds).size < gatesAsked(world)
    fc.pre(Object.values(world.policy.authenticators).every(few))
    const mine = sights.filter(({ flow }) => flow.principal !== 'prn_other')
    expect(mine.some(isGuarded)).toBe(false)
  })
  expect(reached).toContain('answer-challenge')
})

test('no administrator gets anywhere by security questions', () => {
  holds(['reset', 'unlock'], (world, sights) => {
    const { isAppointed, groups } = world.person
    fc.pre(isAppointed || groups.includes('admins'))
    for (const { flow } of sights.filter(({ flow }) => flow.principal === 'prn_alice'))
      expect(flow.gates.map(({ kind }) => kind)).not.toContain('security-questions')
  })
})

test('nobody is asked a security question before it is known whose it is', () => {
  holds(PURPOSES, (_, sights) => {
    for (const { flow } of sights) {
      if (flow.principal !== undefined || flow.hinted) continue
      const { stage } = flow
      if (stage.kind === 'choose-authenticator')
        expect(stage.offered).not.toContain('security-questions')
      if (stage.kind === 'answer-challenge') expect(stage.drawing).toBeUndefined()
    }
  })
})

test('an unlock never asks for a new password', () => {
  holds(['unlock'], (_, sights) => {
    expect(sights.some(({ flow }) => flow.stage.kind === 'new-password')).toBe(false)
    for (const { flow } of sights)
      if (flow.stage.kind === 'writing') expect(flow.stage.writes).toBe('unlock')
  })
})

test('no flow passes two gates of one kind', () => {
  holds(PURPOSES, (_, sights) => {
    for (const { flow } of sights) {
      const passed = flow.gates.map(({ kind }) => kind)
      expect(new Set(passed).size).toBe(passed.length)
    }
  })
})

test('a passed kind is never asked again', () => {
  holds(['reset', 'unlock'], (_, sights) => {
    for (const { flow } of sights) {
      const passed: readonly string[] = flow.gates.map(({ kind }) => kind)
      if (flow.stage.kind === 'answer-challenge') expect(passed).not.toContain(flow.stage.asks)
    }
  })
})

test('every move that is taken has a step id that never was before', () => {
  holds(PURPOSES, (_, sights) => {
    const taken = sights.filter(({ isRefused }) => !isRefused)
    const steps = taken.map(({ flow }) => flow.stage.step)
    expect(new Set(steps).size).toBe(steps.length)
  })
})

test('nothing moves a flow that has ended', () => {
  holds(PURPOSES, (_, sights) => {
    const end = sights.find(({ flow }) => hasEnded(flow))
    if (!end) return
    for (const { flow } of sights.slice(sights.indexOf(end))) expect(flow).toBe(end.flow)
  })
})

test('no gate takes more than five wrong answers, and no flow sends more than two codes again', () => {
  holds(PURPOSES, (_, sights) => {
    for (const { flow } of sights) {
      expect(flow.tries).toBeLessThanOrEqual(5)
      if (flow.tries === 5) expect(flow.stage.kind).toBe('stopped')
      expect(flow.resends).toBeLessThanOrEqual(2)
    }
  })
})

const known: fc.Arbitrary<Known> = fc.record({
  masked: fc.record({ email: fc.string() }),
  rules: fc.constant([{ code: 'min-length', least: 10 } as const]),
  mayKeepPassword: fc.boolean(),
})

// An answer that is not accepted, for whatever reason that only the audit may know.
const unaccepted = fc.constantFrom(
  { verdict: 'wrong', isSilenced: false },
  { verdict: 'wrong', isSilenced: true },
  { verdict: 'reused', isSilenced: false },
  { verdict: 'right', isSilenced: true },
) satisfies fc.Arbitrary<Pick<Judged, 'verdict' | 'isSilenced'>>

const twin = fc.record({ person, known, why: unaccepted })

function seenBy(world: World, one: { person: Person; known: Known; why: object }, path: Move[]) {
  const unproven = path.map((each) =>
    each.does === 'submit' ? { ...each, judged: { ...each.judged, ...one.why } } : each,
  )
  const sights = walkThrough({ ...world, person: one.person }, unproven)
  return sights.map(({ flow, isRefused }) => {
    expect(flow.principal).toBeUndefined()
    const { step: _, ...view } = viewOf(flow, one.known)
    return { view, isRefused }
  })
}

test('before the first proof two people see the same, whatever is true of them', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(worldOf(PURPOSES, UNTOLD), twin, twin, moves, (world, one, other, path) => {
      const seen = seenBy(world, one, path)
      for (const { view } of seen) reached.add(view.refusal?.code ?? view.kind)
      expect(seen).toEqual(seenBy(world, other, path))
    }),
    BOUNDED,
  )
  for (const each of ['answer-challenge', 'code-expired', 'code-not-accepted', 'stopped'])
    expect(reached).toContain(each)
})
