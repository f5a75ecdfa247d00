import { describe, expect, test } from 'vitest'
import { addEverybody, NAMES, OTHERS, type Seen, watcher } from './alike.ts'
import { OLD_PASSWORD, signIn } from './api-client.ts'
import { type Fixture, openFixture, type Wishes } from './fixture.ts'
import { south } from './south.ts'

// Past our own budget, which holds two below the directory's threshold of ten.
const GUESSES = 10

async function guess(fixture: Fixture, name: string): Promise<Seen[]> {
  const { seen, watch } = watcher(fixture, name)
  for (let round = 0; round < GUESSES; round += 1)
    await watch('a wrong password', () => signIn(fixture, name, 'Wrong-Passw0rd-1!', name))
  return seen
}

const SEVERAL: Wishes = { directories: (own) => [south({ domains: ['SOUTH'] }), ...own] }

describe.each([
  ['one directory', {}],
  ['several', SEVERAL],
])('a wrong password is the same as for a known person, in %s', (_, wishes) => {
  for (const [who, name] of OTHERS)
    test(`for a name that is ${who}: bytes, headers and statements`, async () => {
      await using fixture = await openFixture(wishes)
      await addEverybody(fixture)
      const known = await guess(fixture, NAMES.known)
      expect(known.map(({ status }) => status)).toEqual(Array(GUESSES).fill(401))
      expect(await guess(fixture, name)).toEqual(known)
    })
})

describe('a right password says nothing more than a wrong one', () => {
  for (const who of ['disabled', 'locked', 'expired'] as const)
    test(`where the account is ${who}`, async () => {
      await using fixture = await openFixture()
      await addEverybody(fixture)
      const { seen, watch } = watcher(fixture, NAMES[who])
      await watch('sign in', () => signIn(fixture, NAMES[who], OLD_PASSWORD))
      await watch('sign in', () => signIn(fixture, NAMES[who], 'Wrong-Passw0rd-1!'))
      const [right, wrong] = seen.map(({ statements: _, ...answer }) => answer)
      expect(right).toEqual(wrong)
      expect(right?.status).toBe(401)
    })
})
