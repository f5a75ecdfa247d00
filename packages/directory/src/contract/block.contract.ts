import { describe, expect, test } from 'vitest'
import {
  ALICE,
  arrange,
  FIRST_PASSWORD,
  found,
  type MakeFixture,
  openFixture,
  verdictOn,
} from './fixture.contract.ts'

export function describeBlock(makeFixture: MakeFixture): void {
  describe('block', () => {
    test('has the directory refuse the right password from then on', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      expect(await fixture.directory.setBlocked(id, true)).toEqual({ outcome: 'written' })
      expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('disabled')
      expect((await found(fixture.directory, ALICE.name)).isDisabled).toBe(true)
    })

    test('is taken back, and the password is the one from before', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      await fixture.directory.setBlocked(id, true)
      expect(await fixture.directory.setBlocked(id, false)).toEqual({ outcome: 'written' })
      expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('accepted')
    })

    test('of nobody is not found', async () => {
      const { directory, traits } = await openFixture(makeFixture)
      expect(await directory.setBlocked(traits.unknownId, true)).toEqual({ outcome: 'not-found' })
    })
  })
}
