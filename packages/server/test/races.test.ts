import { describe, expect, test } from 'vitest'
import { type Answer, apiFlow, problemIn, signIn, startFlow, stepIn } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { MINUTE, openFixture, type Wishes } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'
import { inbox, mailedCode } from './messages.ts'
import { likeOnTheNetwork } from './slow-store.ts'
import { postOverSockets } from './sockets.ts'
import { askByMail, proveByMail, twice } from './walks.ts'

// SQLite answers within one turn of the event loop, so requests would take turns by themselves.
const REMOTE: Wishes = { wrap: ({ deps }) => ({ store: likeOnTheNetwork(deps.store) }) }

function outcomes(answers: readonly Answer[]) {
  return tally(
    answers.map((answer) =>
      answer.status === 200
        ? `${stepIn(answer).kind} ${stepIn(answer).reason ?? ''}`.trim()
        : `${answer.status} ${problemIn(answer).kind}`,
    ),
  )
}

describe('of many submissions at once', () => {
  test('a thousand of one right code, over sockets, one goes on and the rest are told where it went', async () => {
    await using fixture = await openFixture(REMOTE)
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    const answers = await postOverSockets(fixture, {
      url: `/api/v1/flows/${flow.id}/submissions`,
      token: flow.token,
      bodies: upTo(1_000).map(() => ({ step: flow.step.id, action: 'submit', values: { code } })),
      most: 100,
    })
    expect(outcomes(answers)).toEqual({ 'new-password': 1, '409 stale-step': 999 })
    const next = new Set(
      answers.map((one) => (one.status === 200 ? stepIn(one).id : problemIn(one).nextStep?.id)),
    )
    expect(next.size).toBe(1)
    const passed = (await auditTrail(fixture, flow.id)).filter(
      ({ activity }) => activity === 'gate.passed',
    )
    expect(passed).toHaveLength(1)
  })

  test('a hundred different passwords for one step, one is set and no other', async () => {
    await using fixture = await openFixture(REMOTE)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const passwords = upTo(100).map((number) => `Copper-Lantern-${number}`)
    const answers = await inParallel(passwords, 100, async (password) => ({
      password,
      answer: await flow.trySubmit(twice(password)),
    }))
    // Those who came while it was written or after it: told so, and none of them "done".
    expect(outcomes(answers.map(({ answer }) => answer))).toEqual({ done: 1, '409 stale-step': 99 })
    const signingIn = await inParallel(passwords, 1, async (password) => {
      // Long enough for every wrong one before to be forgotten.
      fixture.clock.advance(16 * MINUTE)
      return (await signIn(fixture, 'alice', password)).status === 201
    })
    expect(passwords.filter((_, at) => signingIn[at])).toEqual(
      answers.filter(({ answer }) => answer.status === 200).map(({ password }) => password),
    )
  })

  test('two flows of one person at new-password, one is done and the other overtaken', async () => {
    await using fixture = await openFixture(REMOTE)
    const flows = [
      await proveByMail(fixture, { username: 'alice' }),
      await proveByMail(fixture, { username: 'alice' }),
    ]
    const answers = await Promise.all(
      flows.map((flow, at) => flow.trySubmit(twice(`Copper-Lantern-${at}`))),
    )
    expect(outcomes(answers)).toEqual({ done: 1, 'stopped overtaken': 1 })
    const notices = (await inbox(fixture, 'alice')).filter(({ subject }) =>
      subject.includes('reset'),
    )
    expect(notices).toHaveLength(1)
    const winner = answers.findIndex((one) => one.status === 200 && stepIn(one).kind === 'done')
    expect((await signIn(fixture, 'alice', `Copper-Lantern-${winner}`)).status).toBe(201)
    expect((await signIn(fixture, 'alice', `Copper-Lantern-${1 - winner}`)).status).toBe(401)
  })

  test('one code of an app in ten flows, one is accepted', async () => {
    await using fixture = await openFixture(REMOTE)
    const flows = await inParallel(upTo(10), 1, async () => {
      const flow = await startFlow(fixture, { username: 'alice' })
      await flow.submit({ authenticator: 'totp' })
      return flow
    })
    const code = await fixture.appCode('alice')
    // From as many addresses: one source has five tries for a name.
    const answers = await Promise.all(
      flows.map((flow, at) => flow.trySubmit({ code }, { from: `192.0.2.${at}` })),
    )
    expect(outcomes(answers)).toEqual({ 'new-password': 1, 'answer-challenge': 9 })
    const reasons = (await auditTrail(fixture)).filter(({ reason }) => reason === 'code-reused')
    expect(reasons).toHaveLength(9)
  })
})

describe('a submission with an Idempotency-Key', () => {
  test('that comes again gets the stored answer, and has no second effect', async () => {
    await using fixture = await openFixture(REMOTE)
    const flow = await askByMail(fixture, { username: 'alice' })
    const step = flow.step.id
    const code = await mailedCode(fixture, 'alice')
    const first = await flow.trySubmit({ code }, { step, key: 'one' })
    const events = (await auditTrail(fixture)).length
    const second = await flow.trySubmit({ code }, { step, key: 'one' })
    expect(second.body).toBe(first.body)
    expect(stepIn(second).kind).toBe('new-password')
    expect(await auditTrail(fixture)).toHaveLength(events)
  })

  test('that comes again after the end still gets its answer', async () => {
    await using fixture = await openFixture(REMOTE)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const step = flow.step.id
    const first = await flow.trySubmit(twice('Copper-Lantern-1'), { step, key: 'one' })
    const second = await flow.trySubmit(twice('Copper-Lantern-2'), { step, key: 'one' })
    expect(stepIn(first).kind).toBe('done')
    expect(second.body).toBe(first.body)
    expect((await signIn(fixture, 'alice', 'Copper-Lantern-1')).status).toBe(201)
  })

  test('of another key, or none, is told that the step was answered and what comes next', async () => {
    await using fixture = await openFixture(REMOTE)
    const flow = await askByMail(fixture, { username: 'alice' })
    const step = flow.step.id
    const code = await mailedCode(fixture, 'alice')
    const next = stepIn(await flow.trySubmit({ code }, { step, key: 'one' }))
    for (const key of ['two', undefined]) {
      const stale = await flow.trySubmit({ code }, { step, ...(key && { key }) })
      expect(problemIn(stale)).toMatchObject({ status: 409, kind: 'stale-step', nextStep: next })
    }
  })

  test('sent many times at once has one effect and one answer', async () => {
    await using fixture = await openFixture(REMOTE)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const { id, token, step } = flow
    const answers = await Promise.all(
      upTo(20).map(() =>
        apiFlow(fixture, { flow: id, token, step }).trySubmit(twice('Copper-Lantern-1'), {
          key: 'one',
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    const written = (await auditTrail(fixture)).filter(
      ({ activity }) => activity === 'password.write-intended',
    )
    expect(written).toHaveLength(1)
    expect(stepIn(await flow.get()).kind).toBe('done')
  })
})
