import { describe, expect, test } from 'vitest'
import {
  arrange,
  FIRST_PASSWORD,
  type FixturePerson,
  type MakeFixture,
  openFixture,
  verdictOn,
} from './fixture.contract.ts'

export function describeVerifyPassword(makeFixture: MakeFixture): void {
  describe('verifyPassword', () => {
    test('accepts the right password', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('accepted')
    })

    test.each([
      ['another password', 'Other-Harbour-417'],
      ['the password in another case', FIRST_PASSWORD.toUpperCase()],
      ['the password with a blank behind it', `${FIRST_PASSWORD} `],
      // RFC 4513 §5.1.2: a bind with an empty password succeeds, as nobody.
      ['an empty password', ''],
      ['the password up to a NUL', `${FIRST_PASSWORD}\0`],
    ])('refuses %s', async (_, password) => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      expect(await verdictOn(fixture.directory, id, password)).toBe('wrong')
    })

    test('refuses any password of nobody, the empty one included', async () => {
      const { directory } = await openFixture(makeFixture)
      expect(await verdictOn(directory, undefined, FIRST_PASSWORD)).toBe('wrong')
      expect(await verdictOn(directory, undefined, '')).toBe('wrong')
    })

    test('refuses the password of an id that names nobody', async () => {
      const { directory, traits } = await openFixture(makeFixture)
      expect(await verdictOn(directory, traits.unknownId, FIRST_PASSWORD)).toBe('wrong')
    })

    test('refuses the password of somebody else', async () => {
      const fixture = await openFixture(makeFixture)
      await arrange(fixture)
      const bob = await arrange(fixture, {
        name: 'bob',
        mail: 'bob@corp.test',
        password: 'Other-Harbour-417',
      })
      expect(await verdictOn(fixture.directory, bob.id, FIRST_PASSWORD)).toBe('wrong')
    })

    test('tells only who has the password that the account is disabled', async () => {
      await expectState(makeFixture, { isDisabled: true }, 'disabled')
    })

    test('tells only who has the password that the account is expired', async ({ skip }) => {
      const { traits } = await openFixture(makeFixture)
      skip(!traits.expiry, 'this directory has no expiry of accounts')
      await expectState(makeFixture, { isExpired: true }, 'expired')
    })

    test('tells only who has the password that it has to be changed', async ({ skip }) => {
      const { traits } = await openFixture(makeFixture)
      skip(!traits.mustChange, 'this directory can’t ask for a change')
      await expectState(makeFixture, { mustChange: true }, 'must-change')
    })
  })
}

async function expectState(
  makeFixture: MakeFixture,
  state: Partial<FixturePerson>,
  verdict: string,
): Promise<void> {
  const fixture = await openFixture(makeFixture)
  const { id } = await arrange(fixture, state)
  expect(await verdictOn(fixture.directory, id, 'Other-Harbour-417')).toBe('wrong')
  expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe(verdict)
}
