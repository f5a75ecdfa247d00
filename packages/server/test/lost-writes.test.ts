import { type Directory, DirectoryUnavailable } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { resolveLostWrites } from '../src/app/lost-writes.ts'
import { NEW_PASSWORD, problemIn, signIn, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { MINUTE, openFixture, type Wishes } from './fixture.ts'
import { inbox } from './messages.ts'
import { proveByMail, resetByMail, twice } from './walks.ts'

/** A directory whose write goes wrong in this way. */
function failingToWrite(fail: (write: () => Promise<unknown>) => Promise<never>): Wishes {
  return {
    wrap: ({ deps }) => ({
      directories: deps.directories.map(
        (one): Directory => ({
          ...one,
          setPassword: (id, change) => fail(() => one.setPassword(id, change)),
        }),
      ),
    }),
  }
}

const crashing = failingToWrite(async () => {
  throw new Error('the process died here')
})
const crashingAfterwards = failingToWrite(async (write) => {
  await write()
  throw new Error('the process died here')
})
const unavailable = failingToWrite(async () => {
  throw new DirectoryUnavailable('it does not answer')
})

describe('a write whose outcome nobody recorded', () => {
  test('answers 500 without a word of what went wrong', async () => {
    await using fixture = await openFixture(crashing)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const answer = await flow.trySubmit(twice(NEW_PASSWORD))
    expect(problemIn(answer)).toMatchObject({ status: 500, kind: 'internal' })
    expect(answer.body).not.toContain('died')
    const [failed] = fixture.logged.filter((line) => line.includes('request.failed'))
    expect(failed).toContain('"stack"')
    expect(failed).not.toContain(NEW_PASSWORD)
  })

  for (const [what, wishes, signsIn] of [
    ['that did not happen', crashing, 401],
    ['that did happen', crashingAfterwards, 201],
  ] as const)
    test(`${what} is found at the next start, and called unknown`, async () => {
      await using fixture = await openFixture(wishes)
      const flow = await proveByMail(fixture, { username: 'alice' })
      await flow.trySubmit(twice(NEW_PASSWORD))
      expect(stepIn(await flow.get())).toMatchObject({ kind: 'new-password', pollAfterMs: 1_000 })
      await fixture.reopen({ wrap: () => ({}) })
      const { deps } = fixture.house
      expect(await resolveLostWrites(deps, deps.now() + 1)).toBe(1)
      expect(await resolveLostWrites(deps, deps.now() + 1)).toBe(0)
      expect(inWords(await auditTrail(fixture, flow.id)).slice(-3)).toEqual([
        'password.write-intended intended',
        'password.reset unknown outcome-lost',
        'flow.stopped failed outcome-lost',
      ])
      expect(stepIn(await flow.get())).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
      expect(fixture.logged.join('')).toContain('"event":"write.outcome-lost"')
      expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(signsIn)
    })

  test('keeps nobody from another reset once it is resolved', async () => {
    await using fixture = await openFixture(crashing)
    const flow = await proveByMail(fixture, { username: 'alice' })
    await flow.trySubmit(twice(NEW_PASSWORD))
    await fixture.reopen({ wrap: () => ({}) })
    const { deps } = fixture.house
    await resolveLostWrites(deps, deps.now() + 1)
    expect((await resetByMail(fixture, 'alice', 'Silver-Lantern-43')).step.kind).toBe('done')
  })

  test('is left alone while it may still be under way', async () => {
    await using fixture = await openFixture(crashing)
    const flow = await proveByMail(fixture, { username: 'alice' })
    await flow.trySubmit(twice(NEW_PASSWORD))
    const { deps } = fixture.house
    fixture.clock.advance(MINUTE)
    expect(await resolveLostWrites(deps, deps.now() - 2 * MINUTE)).toBe(0)
  })
})

describe('a directory that does not answer', () => {
  test('leaves the person where they were, and says when to come back', async () => {
    await using fixture = await openFixture(unavailable)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const answer = await flow.trySubmit(twice(NEW_PASSWORD))
    const problem = problemIn(answer)
    expect(problem).toMatchObject({ status: 503, kind: 'directory-unavailable' })
    expect(answer.headers['retry-after']).toBe('5')
    expect(problem.nextStep).toMatchObject({
      kind: 'new-password',
      refusal: { code: 'directory-unavailable' },
    })
    expect(inWords(await auditTrail(fixture, flow.id)).at(-1)).toBe(
      'password.reset failed directory-unavailable',
    )
    await fixture.reopen({ wrap: () => ({}) })
    const step = problem.nextStep?.id ?? ''
    expect(stepIn(await flow.trySubmit(twice(NEW_PASSWORD), { step })).kind).toBe('done')
    expect(await inbox(fixture, 'alice')).toHaveLength(1)
  })
})
