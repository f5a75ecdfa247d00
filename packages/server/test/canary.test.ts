import { type Directory, DirectoryUnavailable, OutcomeUnknown } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { flyCanary } from '../src/app/fly-canary.ts'
import { claimPrincipal, principalId } from '../src/store/principal.ts'
import { OLD_PASSWORD, signIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { addSomebody } from './people.ts'

const CANARY = 'svc-canary'

async function openWithCanary(over: (one: Directory) => Partial<Directory> = () => ({})) {
  const fixture = await openFixture({
    directories: (own) => own.map((one) => ({ ...one, ...over(one) })),
  })
  await addSomebody(fixture, { name: CANARY, enrolsMail: false })
  return fixture
}

const fly = ({ house }: Fixture, account = CANARY) => flyCanary(house.deps, 'corp', account)

const resets = async (fixture: Fixture) =>
  inWords(await auditTrail(fixture)).filter((one) => one.startsWith('password.'))

describe('the canary', () => {
  test('resets its account, and leaves it free for the next', async () => {
    await using fixture = await openWithCanary()
    for (const _ of [1, 2]) {
      const flight = await fly(fixture)
      expect(flight.fell).toBeUndefined()
      expect(flight.passed.map(({ stage }) => stage)).toEqual(['find', 'rules', 'write', 'sign-in'])
    }
    expect((await signIn(fixture, CANARY, OLD_PASSWORD)).status).toBe(401)
    expect(await resets(fixture)).toEqual([
      'password.write-intended intended',
      'password.reset succeeded',
      'password.write-intended intended',
      'password.reset succeeded',
    ])
  })

  test('does not touch an account that was found by another name', async () => {
    await using fixture = await openWithCanary((one) => ({
      find: async (by) => {
        const entry = await one.find('name' in by ? { name: CANARY } : by)
        return entry && { ...entry, name: 'somebody-else' }
      },
    }))
    expect((await fly(fixture)).fell).toEqual({
      stage: 'find',
      why: 'the account that was found has another name',
    })
  })

  test('does not touch an account that was found by its address', async () => {
    await using fixture = await openWithCanary((one) => ({
      find: async (by) => {
        const entry = await one.find(by)
        return entry && { ...entry, matched: 'mail' }
      },
    }))
    expect((await fly(fixture)).fell?.stage).toBe('find')
    expect((await signIn(fixture, CANARY, OLD_PASSWORD)).status).toBe(201)
  })

  test.each([
    ['alice', /somebody enrolled/],
    ['adam', /administrator/],
  ])('does not touch %s, who is somebody', async (name, why) => {
    await using fixture = await openWithCanary()
    await addSomebody(fixture, { name: 'adam', enrolsMail: false, groups: ['administrators'] })
    expect((await fly(fixture, name)).fell).toMatchObject({
      stage: 'find',
      why: expect.stringMatching(why),
    })
    expect(await resets(fixture)).toEqual([])
    expect((await signIn(fixture, name, OLD_PASSWORD)).status).toBe(201)
  })

  test('makes no write beside another one', async () => {
    await using fixture = await openWithCanary()
    await fly(fixture)
    const { deps } = fixture.house
    const entry = await deps.directories[0]?.find({ name: CANARY })
    const until = fixture.clock.now() + 60_000
    await claimPrincipal(deps.store.db, deps.tenant, principalId('corp', entry?.id ?? ''), {
      operation: 'opr_other',
      until,
      unlessEndedAfter: fixture.clock.now(),
    })
    expect((await fly(fixture)).fell).toEqual({
      stage: 'write',
      why: 'another write to this account is under way',
    })
  })

  test.each([
    [new DirectoryUnavailable('dc1 is away'), 'password.reset failed directory-unavailable'],
    [new OutcomeUnknown('dc1 fell silent'), 'password.reset unknown outcome-lost'],
  ])('says in the audit what became of a write that threw: %s', async (error, words) => {
    await using fixture = await openWithCanary(() => ({
      setPassword: async () => {
        throw error
      },
    }))
    expect((await fly(fixture)).fell).toEqual({ stage: 'write', why: error.message })
    expect(await resets(fixture)).toEqual(['password.write-intended intended', words])
  })
})
