import { hash, verify } from '@node-rs/argon2'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openEmbedded, PASSWORD } from './fixture.ts'

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) }
})

const good = (n: number) => `Plum-Bridge-${n + 100}-wide`

beforeEach(() => void vi.clearAllMocks())

/** A person with a full history: the password in force is the fifth. */
async function openFull() {
  const embedded = await openEmbedded()
  const id = await embedded.add()
  for (let n = 1; n <= 6; n++) await embedded.reset(id, good(n))
  vi.clearAllMocks()
  return { ...embedded, id }
}

describe('the hashes that are computed', () => {
  test('for a reset: one, and one for each password remembered', async () => {
    const { id, reset } = await openFull()
    expect(await reset(id, good(7))).toEqual({ outcome: 'written' })
    expect([vi.mocked(hash).mock.calls.length, vi.mocked(verify).mock.calls.length]).toEqual([1, 5])
  })

  test('for a change: no more than for a reset', async () => {
    const { id, change } = await openFull()
    expect(await change(id, good(6), good(7))).toEqual({ outcome: 'written' })
    expect([vi.mocked(hash).mock.calls.length, vi.mocked(verify).mock.calls.length]).toEqual([1, 5])
  })

  test('for a password that a rule of value refuses: none', async () => {
    const { id, reset } = await openFull()
    await reset(id, 'short')
    expect([vi.mocked(hash).mock.calls.length, vi.mocked(verify).mock.calls.length]).toEqual([0, 0])
  })

  test('for a write that came second: one more, of the password that came first', async () => {
    const { id, reset } = await openFull()
    const results = await Promise.all([reset(id, good(7)), reset(id, good(8))])
    expect(results).toEqual([{ outcome: 'written' }, { outcome: 'written' }])
    expect([vi.mocked(hash).mock.calls.length, vi.mocked(verify).mock.calls.length]).toEqual([
      2, 11,
    ])
  })

  test('for a sign-in: one, whoever is asked for and in whatever state', async () => {
    const { add, verify: signIn, clock } = await openEmbedded()
    const alice = await add()
    const carol = await add({ name: 'carol', lockedUntil: clock.now + 1 })
    const dave = await add({ name: 'dave', isDisabled: true })
    for (const id of [alice, carol, dave, undefined, 'ent_nobody']) {
      vi.clearAllMocks()
      await signIn(id, PASSWORD)
      expect(vi.mocked(verify)).toHaveBeenCalledTimes(1)
    }
  })
})
