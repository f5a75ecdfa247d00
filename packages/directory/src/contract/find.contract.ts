import { describe, expect, test } from 'vitest'
import { arrange, type MakeFixture, openFixture } from './fixture.contract.ts'

// Each would find somebody where a name is pasted into a filter, a DN, a pattern or a statement.
const STRANGE_NAMES = [
  '*',
  'al*',
  'alice)(uid=*',
  '*)(objectClass=*',
  'alice\\2a',
  '\\00',
  'alice\0',
  "alice' or '1'='1",
  'alice"; --',
  'alic_',
  '%',
  'uid=alice,ou=people',
  'CORP\\',
  '',
  '   ',
  '💡',
  '\ud800',
  'a'.repeat(10_000),
]

export function describeFind(makeFixture: MakeFixture): void {
  describe('find', () => {
    test('tells what the directory knows of the person', async () => {
      const fixture = await openFixture(makeFixture)
      const entry = await arrange(fixture, { groups: ['staff', 'helpers'] })
      expect(entry).toMatchObject({
        name: 'alice',
        displayName: 'Alice Ferrand',
        mail: 'alice@corp.test',
        isDisabled: false,
        isExpired: false,
        isLocked: false,
        mustChange: false,
      })
      expect(entry.groups).toEqual(expect.arrayContaining(['staff', 'helpers']))
      expect(entry.lockout.failures).toBe(0)
    })

    test('has no mail for a person without one', async () => {
      const fixture = await openFixture(makeFixture)
      const { name, displayName, password } = {
        name: 'nomail',
        displayName: 'Noor Vane',
        password: 'Quiet-Harbour-417',
      }
      await fixture.addPerson({ name, displayName, password })
      const entry = await fixture.directory.find({ name })
      expect(entry?.name).toBe(name)
      expect(entry).not.toHaveProperty('mail')
    })

    test.each(['alice', 'ALICE', 'alice@corp.test', 'Alice@Corp.Test'])(
      'finds the person as %s',
      async (name) => {
        const fixture = await openFixture(makeFixture)
        const { id } = await arrange(fixture)
        expect((await fixture.directory.find({ name }))?.id).toBe(id)
      },
    )

    test('finds by DOMAIN\\name', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      skip(!fixture.traits.domainNames, 'this directory has no domain names')
      const { id } = await arrange(fixture)
      expect((await fixture.directory.find({ name: 'CORP\\Alice' }))?.id).toBe(id)
    })

    test('finds by id', async () => {
      const fixture = await openFixture(makeFixture)
      const entry = await arrange(fixture)
      expect(await fixture.directory.find({ id: entry.id })).toEqual(entry)
    })

    test('keeps people apart', async () => {
      const fixture = await openFixture(makeFixture)
      const alice = await arrange(fixture)
      const bob = await arrange(fixture, { name: 'bob', mail: 'bob@corp.test' })
      expect(bob.id).not.toBe(alice.id)
      expect(bob.mail).toBe('bob@corp.test')
    })

    test('finds nobody by an id that names nobody', async () => {
      const { directory, traits } = await openFixture(makeFixture)
      expect(await directory.find({ id: traits.unknownId })).toBeUndefined()
    })

    test('finds nobody by a name that is nobody’s, however strange', async () => {
      const fixture = await openFixture(makeFixture)
      await arrange(fixture)
      for (const name of STRANGE_NAMES) {
        expect(await fixture.directory.find({ name }), JSON.stringify(name)).toBeUndefined()
      }
    })

    test('tells that an account is disabled', async () => {
      const fixture = await openFixture(makeFixture)
      expect(await arrange(fixture, { isDisabled: true })).toMatchObject({ isDisabled: true })
    })

    test('tells that an account is expired', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      skip(!fixture.traits.expiry, 'this directory has no expiry of accounts')
      expect(await arrange(fixture, { isExpired: true })).toMatchObject({ isExpired: true })
    })

    test('tells that the password has to be changed', async ({ skip }) => {
      const fixture = await openFixture(makeFixture)
      skip(!fixture.traits.mustChange, 'this directory can’t ask for a change')
      expect(await arrange(fixture, { mustChange: true })).toMatchObject({ mustChange: true })
    })
  })

  test('check passes where the directory works', async () => {
    const { directory } = await openFixture(makeFixture)
    await expect(directory.check()).resolves.toBeUndefined()
  })
}
