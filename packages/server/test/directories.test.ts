import { type Directory, DirectoryUnavailable } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, problemIn, signIn, startFlow, stepIn, tryStart } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openFixture, type Wishes } from './fixture.ts'
import { inbox, mailedCode } from './messages.ts'
import { addSomebody } from './people.ts'
import { STRANGER, south } from './south.ts'
import { askByMail, proveByMail, twice } from './walks.ts'

/** The seeded directory, and a switch that takes it away. */
function switchable() {
  const state = { isUp: true }
  const orFail =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      if (!state.isUp) throw new DirectoryUnavailable('dc1: it does not answer')
      return work(...args)
    }
  const wrapOne = (one: Directory): Directory => ({
    ...one,
    find: orFail(one.find),
    rulesFor: orFail(one.rulesFor),
    verifyPassword: orFail(one.verifyPassword),
    setPassword: orFail(one.setPassword),
    check: orFail(one.check),
  })
  const wishes: Wishes = { directories: (own) => own.map(wrapOne) }
  return { state, wishes }
}

describe('a directory that goes away', () => {
  test('is known before anybody starts, once it was looked at', async () => {
    const { state, wishes } = switchable()
    await using fixture = await openFixture(wishes)
    const { look } = fixture.house.directoryWatch
    state.isUp = false
    await look()
    const answer = await tryStart(fixture, {})
    expect(problemIn(answer)).toMatchObject({ status: 503, kind: 'directory-unavailable' })
    expect(answer.headers['retry-after']).toBe('10')
    expect(fixture.logged.join('')).toContain('dc1: it does not answer')
    state.isUp = true
    await look()
    expect((await tryStart(fixture, {})).status).toBe(201)
  })

  test('leaves the flow at its step, counts nothing, and takes the same code when it is back', async () => {
    const { state, wishes } = switchable()
    await using fixture = await openFixture(wishes)
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    state.isUp = false
    for (let n = 0; n < 7; n += 1) {
      const problem = problemIn(await flow.trySubmit({ code }))
      expect(problem).toMatchObject({
        status: 503,
        kind: 'directory-unavailable',
        nextStep: { kind: 'answer-challenge', refusal: { code: 'directory-unavailable' } },
      })
    }
    state.isUp = true
    expect((await flow.submit({ code })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })

  test('leaves the new password its step, which is shown without the rules', async () => {
    const { state, wishes } = switchable()
    await using fixture = await openFixture(wishes)
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect(flow.step.rules).not.toHaveLength(0)
    state.isUp = false
    expect(problemIn(await flow.trySubmit(twice(NEW_PASSWORD)))).toMatchObject({
      kind: 'directory-unavailable',
      nextStep: { kind: 'new-password', refusal: { code: 'directory-unavailable' } },
    })
    expect(stepIn(await flow.get())).toMatchObject({ kind: 'new-password' })
    state.isUp = true
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })
})

/** A second directory with a namesake of alice in it. */
function withSouth(state: { isUp: boolean; comesFirst: boolean }): Wishes {
  const directory = south({
    domains: ['SOUTH', 'south.example'],
    find: async (by) => {
      if (!state.isUp) throw new DirectoryUnavailable('south does not answer')
      const name = 'name' in by ? by.name.toLowerCase() : ''
      const isHers = ['alice', 'south\\alice', 'alice@south.example'].includes(name)
      return isHers || ('id' in by && by.id === STRANGER.id) ? STRANGER : undefined
    },
  })
  return {
    policy: { directoryAddresses: 'trust' },
    directories: (own) => (state.comesFirst ? [directory, ...own] : [...own, directory]),
  }
}

describe('of several directories', () => {
  test('the first that has a name without a domain is meant', async () => {
    await using fixture = await openFixture(withSouth({ isUp: true, comesFirst: false }))
    await askByMail(fixture, { username: 'alice' })
    await fixture.drain()
    expect(await inbox(fixture, 'alice')).toHaveLength(1)
    expect(await inbox(fixture, 'alice@south.example')).toHaveLength(0)
  })

  test.each(['SOUTH\\alice', 'alice@south.example'])(
    '%s is looked for where it says',
    async (username) => {
      await using fixture = await openFixture(withSouth({ isUp: true, comesFirst: false }))
      await askByMail(fixture, { username })
      await fixture.drain()
      expect(await inbox(fixture, 'alice@south.example')).toHaveLength(1)
      expect(await inbox(fixture, 'alice')).toHaveLength(0)
    },
  )

  test.each(['first', 'later'])(
    'one that is away and comes %s stops everybody alike',
    async (at) => {
      const comesFirst = at === 'first'
      await using fixture = await openFixture(withSouth({ isUp: false, comesFirst }))
      const answers = await Promise.all(
        ['alice', 'nobody'].map(async (username) => {
          const flow = await askByMail(fixture, { username })
          const { kind } = problemIn(await flow.trySubmit({ code: '123456' }))
          return [kind, (await signIn(fixture, username, 'Whatever-Word-1')).status]
        }),
      )
      expect(answers).toEqual(Array(2).fill(['directory-unavailable', 503]))
    },
  )

  test('a name with the domain of one that works needs no other', async () => {
    await using fixture = await openFixture(withSouth({ isUp: true, comesFirst: true }))
    expect((await signIn(fixture, 'south\\alice', 'Whatever-Word-1')).status).toBe(401)
  })
})

describe('one of several directories that is known to be away', () => {
  const away = async (state: { isUp: boolean }) => {
    const wishes = withSouth({
      comesFirst: false,
      get isUp() {
        return state.isUp
      },
    })
    const silent: Wishes['directories'] = (own) =>
      (wishes.directories?.(own) ?? []).map((one) =>
        one.name === 'south'
          ? { ...one, check: async () => void (await one.find({ id: '' })) }
          : one,
      )
    const fixture = await openFixture({ ...wishes, directories: silent })
    await fixture.house.directoryWatch.look()
    return fixture
  }

  test('is told to whoever types a name that it may have, before they fetch a code', async () => {
    const state = { isUp: false }
    await using fixture = await away(state)
    for (const username of ['alice', 'nobody', 'SOUTH\\alice'])
      expect(problemIn(await tryStart(fixture, { username }))).toMatchObject({
        status: 503,
        kind: 'directory-unavailable',
      })
    state.isUp = true
    await fixture.house.directoryWatch.look()
    expect((await tryStart(fixture, { username: 'alice' })).status).toBe(201)
  })

  test('is told at the name of a flow that began without one, and the flow waits there', async () => {
    const state = { isUp: false }
    await using fixture = await away(state)
    const flow = await startFlow(fixture, {})
    expect(problemIn(await flow.trySubmit({ username: 'alice' }))).toMatchObject({
      kind: 'directory-unavailable',
      nextStep: { kind: 'identify', refusal: { code: 'directory-unavailable' } },
    })
    state.isUp = true
    await fixture.house.directoryWatch.look()
    expect((await flow.submit({ username: 'alice' })).kind).toBe('choose-authenticator')
  })
})

describe('the address that the directory has of a person', () => {
  const person = { name: 'gina', enrolsMail: false }

  test('is no way back in before they confirmed it', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, person)
    const flow = await askByMail(fixture, { username: 'gina' })
    const codes = (await inbox(fixture, 'gina')).filter(({ text }) => /^\d{6}$/m.test(text))
    expect(codes).toHaveLength(0)
    expect(stepIn(await flow.get()).kind).toBe('answer-challenge')
  })

  test('is one where policy trusts the directory', async () => {
    await using fixture = await openFixture({ policy: { directoryAddresses: 'trust' } })
    await addSomebody(fixture, person)
    const flow = await proveByMail(fixture, { username: 'gina' })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'gina', NEW_PASSWORD)).status).toBe(201)
  })

  test('stands back behind one that they enrolled', async () => {
    await using fixture = await openFixture({ policy: { directoryAddresses: 'trust' } })
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect(
      inWords(await auditTrail(fixture, flow.id)).filter((one) => one.startsWith('code.sent')),
    ).toHaveLength(1)
  })
})

test('what the directory said to a refusal is in the audit, and nowhere that the claimant sees', async () => {
  const said = '0000052D: the history of this account'
  await using fixture = await openFixture({
    directories: (own) =>
      own.map((one) => ({
        ...one,
        setPassword: async () => ({ outcome: 'refused', broken: ['history'], said }) as const,
      })),
  })
  const flow = await proveByMail(fixture, { username: 'alice' })
  const answer = await flow.trySubmit(twice(NEW_PASSWORD))
  expect(stepIn(answer).refusal).toMatchObject({ code: 'password-refused' })
  expect(answer.body).not.toContain('0000052D')
  const refused = (await auditTrail(fixture, flow.id)).find(
    ({ reason }) => reason === 'password-refused',
  )
  expect(refused?.detail).toBe(said)
})

test('a flow of nobody starts while one of two directories is away', async () => {
  await using fixture = await openFixture(withSouth({ isUp: false, comesFirst: false }))
  expect((await startFlow(fixture, {})).step.kind).toBe('identify')
})
