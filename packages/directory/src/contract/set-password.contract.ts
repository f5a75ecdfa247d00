import { RULE_CODES } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import {
  ALICE,
  arrange,
  change,
  FIRST_PASSWORD,
  found,
  goodPassword,
  type MakeFixture,
  openFixture,
  reset,
  verdictOn,
} from './fixture.contract.ts'

const WRITTEN = { outcome: 'written' } as const

export function describeSetPassword(makeFixture: MakeFixture): void {
  describe('rulesFor', () => {
    test('names each rule once, in the order in which rules are shown', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      const codes = (await fixture.directory.rulesFor(id)).map((rule) => rule.code)
      expect(codes).toContain('min-length')
      expect(codes).toEqual(RULE_CODES.filter((code) => codes.includes(code)))
    })
  })

  describe('setPassword', () => {
    test('puts the new password in force and the old one out of it', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      expect(await reset(fixture.directory, id, goodPassword(1))).toEqual(WRITTEN)
      expect(await verdictOn(fixture.directory, id, goodPassword(1))).toBe('accepted')
      expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('wrong')
    })

    test('changes with the current password', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      expect(await change(fixture.directory, id, FIRST_PASSWORD, goodPassword(1))).toEqual(WRITTEN)
      expect(await verdictOn(fixture.directory, id, goodPassword(1))).toBe('accepted')
    })

    test('refuses a change with a wrong current password, and counts it', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      const result = await change(fixture.directory, id, 'Wrong-Guess-1', goodPassword(1))
      expect(result).toEqual({ outcome: 'wrong-current' })
      expect((await found(fixture.directory, ALICE.name)).lockout.failures).toBe(1)
      expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('accepted')
    })

    test.each([
      ['too short', 'Sh0rt-', 'min-length'],
      ['of too few classes', 'onlylowercaseletters', 'character-classes'],
      ['with the name in it', 'My-Alice-2031-x', 'no-names'],
    ] as const)(
      'refuses a password that is %s, and keeps the old one',
      async (_, password, code) => {
        const fixture = await openFixture(makeFixture)
        const { id } = await arrange(fixture)
        const result = await reset(fixture.directory, id, password)
        expect(result).toMatchObject({ outcome: 'refused' })
        expect(result.outcome === 'refused' && result.broken).toContain(code)
        expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('accepted')
        expect(await verdictOn(fixture.directory, id, password)).toBe('wrong')
      },
    )

    test('refuses the password in force, on a reset and on a change', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      const refused = { outcome: 'refused', broken: ['history'] }
      expect(await reset(fixture.directory, id, FIRST_PASSWORD)).toMatchObject(refused)
      const again = await change(fixture.directory, id, FIRST_PASSWORD, FIRST_PASSWORD)
      expect(again).toMatchObject(refused)
    })

    test('refuses as many earlier passwords as it remembers, and no more', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      const { directory } = fixture
      const { id } = await arrange(fixture)
      const rules = await directory.rulesFor(id)
      const history = rules.find((rule) => rule.code === 'history')
      if (!history) return skip('this directory remembers no passwords')
      const passwords = Array.from({ length: history.remembered + 1 }, (_, n) => goodPassword(n))
      for (const one of passwords) expect(await reset(directory, id, one)).toEqual(WRITTEN)
      const [forgotten, ...remembered] = passwords
      for (const one of remembered) {
        const refused = { outcome: 'refused', broken: ['history'] }
        expect(await reset(directory, id, one)).toMatchObject(refused)
      }
      expect(await reset(directory, id, forgotten ?? '')).toEqual(WRITTEN)
    })

    test('holds the minimum age on a reset as on a change', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      const { directory, advance, setMinimumAge } = fixture
      if (!setMinimumAge || !advance) return skip('the minimum age can’t be set up here')
      await setMinimumAge(1)
      const { id } = await arrange(fixture)
      await advance(60 * 60_000)
      expect(await reset(directory, id, goodPassword(1))).toEqual(WRITTEN)
      const refused = { outcome: 'refused', broken: ['min-age'] }
      expect(await reset(directory, id, goodPassword(2))).toMatchObject(refused)
      const changed = await change(directory, id, goodPassword(1), goodPassword(2))
      expect(changed).toMatchObject(refused)
      await advance(60 * 60_000)
      expect(await reset(directory, id, goodPassword(2))).toEqual(WRITTEN)
    })

    test('refuses a disabled account, and does not enable it', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture, { isDisabled: true })
      expect(await reset(fixture.directory, id, goodPassword(1))).toEqual({ outcome: 'disabled' })
      expect((await found(fixture.directory, ALICE.name)).isDisabled).toBe(true)
      expect(await verdictOn(fixture.directory, id, FIRST_PASSWORD)).toBe('disabled')
    })

    test('has done with a change that was asked for', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      const { directory, traits } = fixture
      skip(!traits.mustChange, 'this directory can’t ask for a change')
      const { id } = await arrange(fixture, { mustChange: true })
      expect(await change(directory, id, FIRST_PASSWORD, goodPassword(1))).toEqual(WRITTEN)
      expect((await found(directory, ALICE.name)).mustChange).toBe(false)
      expect(await verdictOn(directory, id, goodPassword(1))).toBe('accepted')
    })

    test('finds no one by an id that names nobody', async () => {
      const { directory, traits } = await openFixture(makeFixture)
      const result = await reset(directory, traits.unknownId, goodPassword(1))
      expect(result).toEqual({ outcome: 'not-found' })
    })

    test('of writes at once leaves one in force, and one that was told so', async () => {
      const fixture = await openFixture(makeFixture)
      const { id } = await arrange(fixture)
      const passwords = [1, 2, 3].map(goodPassword)
      const results = await Promise.all(passwords.map((one) => reset(fixture.directory, id, one)))
      const inForce: string[] = []
      for (const one of passwords) {
        if ((await verdictOn(fixture.directory, id, one)) === 'accepted') inForce.push(one)
      }
      const told = passwords.filter((_, n) => results[n]?.outcome === 'written')
      expect(inForce).toHaveLength(1)
      expect(told).toEqual(expect.arrayContaining(inForce))
    })
  })
}
