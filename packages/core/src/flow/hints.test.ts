import { describe, expect, test } from 'vitest'
import type { Policy } from '../policy/policy.ts'
import { ALICE, begin, MINUTE, POLICY, reasonOf } from './flow.fixture.ts'
import type { Flow } from './flow.ts'
import { mayLookUp } from './hints.ts'
import { lapse } from './lapse.ts'
import { NOTHING_KNOWN, viewOf } from './view.ts'

const MASKED = { email: 'a•••@example.org' }
const seen = (flow: Flow) => viewOf(flow, { ...NOTHING_KNOWN, masked: MASKED })

type Setting = Parameters<typeof begin>[0]

/** A flow past its name, with the person at hand: core alone decides whether that counts. */
function named(setting: Setting = {}) {
  const walk = begin(setting)
  walk.identify('alice', { person: { ...ALICE, ...setting.person } })
  return walk
}

const offered = ({ stage }: Flow) => (stage.kind === 'choose-authenticator' ? stage.offered : [])

describe('for the user of a trusted machine’s own tile', () => {
  test('the first choice is the person’s own list, with masked addresses', () => {
    const walk = named({ signed: {}, policy: { gates: 1 }, person: { enrolled: ['email'] } })
    expect(seen(walk.flow()).options).toEqual([{ kind: 'email', masked: MASKED.email }])
  })

  test('the first challenge names the address, and nothing else is shown', () => {
    const walk = named({ signed: {} })
    walk.choose('email')
    expect(seen(walk.flow()).challenge?.masked).toBe(MASKED.email)
    expect(walk.flow().principal).toBeUndefined()
  })

  test('the list is still their own once gates were taken back', () => {
    const walk = named({ signed: {}, policy: { gates: 1 }, person: { enrolled: ['email'] } })
    walk.pass('email')
    walk.wait(5 * MINUTE)
    const taken = lapse(walk.flow(), POLICY, walk.now())
    expect(taken && offered(taken.flow)).toEqual(['email'])
  })

  test('too few authenticators end the flow at once, and the audit says why', () => {
    const walk = named({ signed: {}, person: { enrolled: [] } })
    expect(walk.flow().stage).toMatchObject({
      kind: 'stopped',
      reason: 'more-security-info-needed',
    })
    expect(reasonOf(walk.last())).toBe('too-few-authenticators')
  })

  test('an administrator with one way is told so too', () => {
    const walk = named({ signed: {}, person: { groups: ['admins'], enrolled: ['email'] } })
    expect(walk.flow().stage.kind).toBe('stopped')
  })

  test('who is disabled or frozen sees what everybody sees', () => {
    for (const bar of [{ isDisabled: true }, { isFrozen: true }, { isExpired: true }]) {
      const walk = named({ signed: {}, person: { ...bar, enrolled: ['email'] } })
      expect(seen(walk.flow()).options).toEqual([{ kind: 'email' }, { kind: 'totp' }])
    }
  })

  test('a spent budget stops the flow before anything is told', () => {
    const walk = begin({ signed: {} })
    walk.identify('alice', { person: { ...ALICE, enrolled: [] }, isBudgetSpent: true })
    expect(reasonOf(walk.last())).toBe('budget-spent')
  })

  test('policy may keep both back', () => {
    const policy = { hints: 'never', tellUnregistered: false } as const
    const unenrolled = named({ signed: {}, policy, person: { enrolled: [] } })
    const enrolled = named({ signed: {}, policy, person: { enrolled: ['email'] } })
    for (const walk of [unenrolled, enrolled])
      expect(seen(walk.flow()).options).toEqual([{ kind: 'email' }, { kind: 'totp' }])
  })
})

describe('nothing depends on the person', () => {
  const settings: readonly (readonly [string, Setting])[] = [
    ['without a signature', {}],
    ['for a trusted machine whose caller typed the name', { signed: { isOfTile: false } }],
  ]

  test.each(settings)('%s', (_, setting) => {
    for (const enrolled of [[], ['email'], ['email', 'totp']] as const) {
      const walk = named({ ...setting, person: { enrolled } })
      expect(seen(walk.flow()).options).toEqual([{ kind: 'email' }, { kind: 'totp' }])
    }
  })

  test('in a change, which asks for the current password first', () => {
    const walk = named({ purpose: 'change', signed: {}, person: { enrolled: [] } })
    expect(walk.flow().stage).toMatchObject({ kind: 'answer-challenge', asks: 'password' })
  })
})

test('hints for everybody are shown where policy says so, and a register-first is not', () => {
  const policy = { hints: 'always' } as const
  const enrolled = named({ policy, person: { enrolled: ['email'] } })
  expect(seen(enrolled.flow()).options).toEqual([{ kind: 'email', masked: MASKED.email }])
  const unenrolled = named({ policy, person: { enrolled: [] } })
  expect(unenrolled.flow().stage.kind).toBe('choose-authenticator')
})

describe('a person is looked up before a proof', () => {
  const signer = 'mch_one' as const
  const isOfTile = true as const
  const asking = { purpose: 'reset', signer, isOfTile } as const

  test.each<[string, Parameters<typeof mayLookUp>[1], Partial<Policy>, boolean]>([
    ['of an own tile', asking, {}, true],
    ['never, where no signature proves the tile', { purpose: 'reset', isOfTile }, {}, false],
    ['never, where the name was typed', { purpose: 'reset', signer }, {}, false],
    ['never, in a change', { ...asking, purpose: 'change' }, {}, false],
    ['to tell them to register', asking, { hints: 'never' }, true],
    ['never, by policy', asking, { hints: 'never', tellUnregistered: false }, false],
    ['by everybody, by policy', { purpose: 'reset' }, { hints: 'always' }, true],
  ])('%s', (_, one, policy, may) => {
    expect(mayLookUp({ ...POLICY, ...policy }, one)).toBe(may)
  })
})

describe('where policy differs by client kind', () => {
  const authenticators = {
    browser: ['email', 'totp'],
    'windows-logon': ['totp'],
    api: ['email', 'totp'],
  } as const
  const more = {
    ...authenticators,
    browser: ['email'],
    'windows-logon': ['email', 'totp'],
  } as const

  test('a machine that signs gets what its kind may use', () => {
    const walk = begin({ signed: { isOfTile: false }, policy: { authenticators: more } })
    walk.identify()
    expect(offered(walk.flow())).toEqual(['email', 'totp'])
  })

  test('whoever only says to be of that kind gets the stricter side', () => {
    const walk = begin({ policy: { authenticators: more } })
    walk.identify()
    expect(offered(walk.flow())).toEqual(['email'])
  })

  test('so does a machine that says to be something else', () => {
    const signed = { kind: 'browser', isOfTile: false } as const
    const walk = begin({ signed, policy: { authenticators } })
    walk.identify()
    expect(offered(walk.flow())).toEqual(['totp'])
  })
})
