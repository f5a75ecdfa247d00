import { type Directory, DirectoryUnavailable } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { resolveLostWrites } from '../src/app/lost-writes.ts'
import { NEW_PASSWORD, problemIn, signIn, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openFixture, type Wishes } from './fixture.ts'
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

const failing = failingToWrite(async () => {
  throw new Error('nobody expected this')
})
const unavailable = failingToWrite(async () => {
  throw new DirectoryUnavailable('it does not answer')
})

const REPAIRED: Wishes = { wrap: () => ({}) }

/** A flow whose write hangs for ever, once before the directory took it and once after. */
async function dieWhileWriting({ isWritten }: { readonly isWritten: boolean }) {
  const asked = Promise.withResolvers<void>()
  const hanging = failingToWrite(async (write) => {
    if (isWritten) await write()
    asked.resolve()
    return await new Promise<never>(() => {})
  })
  const fixture = await openFixture(hanging)
  const flow = await proveByMail(fixture, { username: 'alice' })
  void flow.trySubmit(twice(NEW_PASSWORD))
  await asked.promise
  return { fixture, flow }
}

describe('a server that dies while the directory writes', () => {
  for (const [what, isWritten, signsIn] of [
    ['did not happen', false, 401],
    ['did happen', true, 201],
  ] as const)
    test(`finds the write that ${what} at its next start, and calls it unknown`, async () => {
      const { fixture, flow } = await dieWhileWriting({ isWritten })
      await using _ = fixture
      expect(stepIn(await flow.get())).toMatchObject({ kind: 'new-password', pollAfterMs: 1_000 })
      await fixture.reopen(REPAIRED)
      const { deps } = fixture.house
      expect(await resolveLostWrites(deps, Number.MAX_SAFE_INTEGER)).toBe(1)
      expect(await resolveLostWrites(deps, Number.MAX_SAFE_INTEGER)).toBe(0)
      expect(inWords(await auditTrail(fixture, flow.id)).slice(-3)).toEqual([
        'password.write-intended intended',
        'password.reset unknown outcome-lost',
        'flow.stopped failed outcome-lost',
      ])
      expect(stepIn(await flow.get())).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
      expect(fixture.logged.join('')).toContain('"event":"write.outcome-lost"')
      expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(signsIn)
      expect(await inbox(fixture, 'alice')).toHaveLength(1)
    })

  test('keeps nobody from another reset once that is resolved', async () => {
    const { fixture } = await dieWhileWriting({ isWritten: false })
    await using _ = fixture
    await fixture.reopen(REPAIRED)
    await resolveLostWrites(fixture.house.deps, Number.MAX_SAFE_INTEGER)
    fixture.clock.advance(1)
    expect((await resetByMail(fixture, 'alice', 'Silver-Lantern-43')).step.kind).toBe('done')
  })

  test('leaves a write alone while it may still be under way', async () => {
    const { fixture } = await dieWhileWriting({ isWritten: false })
    await using _ = fixture
    const { deps } = fixture.house
    expect(await resolveLostWrites(deps, deps.now())).toBe(0)
  })
})

describe('a write that failed in a way that nobody expected', () => {
  test('answers 500 without a word of what went wrong, and is called unknown at once', async () => {
    await using fixture = await openFixture(failing)
    const flow = await proveByMail(fixture, { username: 'alice' })
    const answer = await flow.trySubmit(twice(NEW_PASSWORD))
    expect(problemIn(answer)).toMatchObject({ status: 500, kind: 'internal' })
    expect(answer.body).not.toContain('expected')
    const [failed] = fixture.logged.filter((line) => line.includes('request.failed'))
    expect(failed).toContain('"stack"')
    expect(failed).not.toContain(NEW_PASSWORD)
    expect(stepIn(await flow.get())).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
    expect(inWords(await auditTrail(fixture, flow.id))).toContain(
      'password.reset unknown outcome-lost',
    )
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
    await fixture.reopen(REPAIRED)
    const step = problem.nextStep?.id ?? ''
    expect(stepIn(await flow.trySubmit(twice(NEW_PASSWORD), { step })).kind).toBe('done')
    expect(await inbox(fixture, 'alice')).toHaveLength(1)
  })
})
