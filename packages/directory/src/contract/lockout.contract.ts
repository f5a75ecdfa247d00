import { describe, expect, test } from 'vitest'
import {
  ALICE,
  arrange,
  change,
  type DirectoryFixture,
  FIRST_PASSWORD,
  found,
  goodPassword,
  lockOut,
  type MakeFixture,
  openFixture,
  reset,
  verdictOn,
} from './fixture.contract.ts'

export function describeLockout(makeFixture: MakeFixture): void {
  describe('lockout', () => {
    test('says how many wrong passwords lock, and within which time', async () => {
      const fixture = await openFixture(makeFixture)
      const { lockout } = await arrange(fixture)
      expect(lockout.threshold).toBeGreaterThan(1)
      expect(lockout.windowMs).toBeGreaterThan(0)
    })

    test('counts wrong passwords', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      await verdictOn(fixture.directory, id, 'Wrong-Guess-1')
      await verdictOn(fixture.directory, id, 'Wrong-Guess-2')
      expect((await found(fixture.directory, ALICE.name)).lockout.failures).toBe(2)
    })

    test('forgets them at a right password', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      await verdictOn(fixture.directory, id, 'Wrong-Guess-1')
      await verdictOn(fixture.directory, id, FIRST_PASSWORD)
      expect((await found(fixture.directory, ALICE.name)).lockout.failures).toBe(0)
    })

    test('is not in force one guess below the threshold', async () => {
      const fixture = await openFixture(makeFixture)
      const entry = await arrange(fixture)
      for (let n = 1; n < entry.lockout.threshold; n++) {
        expect(await verdictOn(fixture.directory, entry.id, `Wrong-Guess-${n}`)).toBe('wrong')
      }
      expect((await found(fixture.directory, ALICE.name)).isLocked).toBe(false)
      expect(await verdictOn(fixture.directory, entry.id, FIRST_PASSWORD)).toBe('accepted')
    })

    test('refuses the right password from the threshold on', async () => {
      const { directory, locked } = await openLocked(makeFixture)
      expect((await found(directory, ALICE.name)).isLocked).toBe(true)
      expect(await verdictOn(directory, locked.id, FIRST_PASSWORD)).toBe('locked')
    })

    test('refuses the right password as the current one of a change', async () => {
      const { directory, locked } = await openLocked(makeFixture)
      const result = await change(directory, locked.id, FIRST_PASSWORD, goodPassword(1))
      expect(result).toEqual({ outcome: 'wrong-current' })
    })

    test('counts every one of many guesses sent at once', async () => {
      const fixture = await openFixture(makeFixture)
      const { id, lockout } = await arrange(fixture)
      const guesses = Array.from({ length: lockout.threshold }, (_, n) => `Wrong-Guess-${n}`)
      await Promise.all(guesses.map((guess) => verdictOn(fixture.directory, id, guess)))
      expect((await found(fixture.directory, ALICE.name)).isLocked).toBe(true)
    })

    test('leaves other people alone', async () => {
      const { directory, fixture } = await openLocked(makeFixture)
      const bob = await arrange(fixture, { name: 'bob', mail: 'bob@corp.test' })
      expect(await verdictOn(directory, bob.id, FIRST_PASSWORD)).toBe('accepted')
    })

    test('ends by itself', async ({ skip }) => {
      const { directory, fixture, locked } = await openLocked(makeFixture)
      await skipTime(fixture, skip)
      expect((await found(directory, ALICE.name)).isLocked).toBe(false)
      expect(await verdictOn(directory, locked.id, FIRST_PASSWORD)).toBe('accepted')
    })

    test('forgets wrong passwords when the time is over', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      await verdictOn(fixture.directory, id, 'Wrong-Guess-1')
      await skipTime(fixture, skip)
      expect((await found(fixture.directory, ALICE.name)).lockout.failures).toBe(0)
    })

    test('ends with unlock, and the password stays', async () => {
      const { directory, locked } = await openLocked(makeFixture)
      expect(await directory.unlock(locked.id)).toEqual({ outcome: 'written' })
      expect(await found(directory, ALICE.name)).toMatchObject({
        isLocked: false,
        lockout: { failures: 0 },
      })
      expect(await verdictOn(directory, locked.id, FIRST_PASSWORD)).toBe('accepted')
    })

    test('ends with a reset', async () => {
      const { directory, locked } = await openLocked(makeFixture)
      expect(await reset(directory, locked.id, goodPassword(1))).toEqual({ outcome: 'written' })
      expect(await verdictOn(directory, locked.id, goodPassword(1))).toBe('accepted')
    })

    test('stays when a reset is refused', async () => {
      const { directory, locked } = await openLocked(makeFixture)
      await reset(directory, locked.id, 'short')
      expect((await found(directory, ALICE.name)).isLocked).toBe(true)
    })

    test('is not needed for unlock to be right', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      expect(await fixture.directory.unlock(id)).toEqual({ outcome: 'written' })
    })

    test('unlock of nobody is not found', async () => {
      const { directory, traits } = await openFixture(makeFixture)
      expect(await directory.unlock(traits.unknownId)).toEqual({ outcome: 'not-found' })
    })

    test('unlock of a disabled account is refused', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture, { isDisabled: true })
      expect(await fixture.directory.unlock(id)).toEqual({ outcome: 'disabled' })
    })
  })
}

async function openLocked(makeFixture: MakeFixture) {
  const fixture = await openFixture(makeFixture)
  const locked = await arrange(fixture)
  await lockOut(fixture.directory, locked)
  return { fixture, directory: fixture.directory, locked }
}

const DAY = 24 * 60 * 60_000

async function skipTime({ advance }: DirectoryFixture, skip: (note: string) => never) {
  if (!advance) return skip('the time of this directory can’t be moved')
  await advance(DAY)
}
