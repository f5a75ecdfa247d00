import { setTimeout as pause } from 'node:timers/promises'
import { type Directory, DirectoryUnavailable } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD, signIn } from './api-client.ts'
import { openFixture, type Wishes } from './fixture.ts'
import { inParallel, upTo } from './in-parallel.ts'
import { STRANGER, south } from './south.ts'

const WRONG = 'Wrong-Passw0rd-1!'

/** Two directories that note whom they are asked to judge. */
function watched(over: Partial<Directory> = {}): { asked: string[]; wishes: Wishes } {
  const asked: string[] = []
  const note = (directory: string): Directory['verifyPassword'] => {
    return async (id) => {
      asked.push(`${directory} ${id === undefined ? 'nobody' : 'somebody'}`)
      return 'wrong'
    }
  }
  const other = south({
    domains: ['SOUTH'],
    find: async (by) =>
      'name' in by && /^(SOUTH\\)?mallory$/i.test(by.name) ? STRANGER : undefined,
    verifyPassword: note('south'),
    ...over,
  })
  const directories: Wishes['directories'] = (own) => [
    ...own.map((one) => ({ ...one, verifyPassword: note('corp') })),
    other,
  ]
  return { asked, wishes: { directories } }
}

describe('a password is judged in every directory that may have the name', () => {
  test.each([
    ['alice', ['corp somebody', 'south nobody']],
    ['mallory', ['corp nobody', 'south somebody']],
    ['nobody', ['corp nobody', 'south nobody']],
    ['SOUTH\\mallory', ['south somebody']],
    ['SOUTH\\nobody', ['south nobody']],
  ])('%s', async (username, places) => {
    const { asked, wishes } = watched()
    await using fixture = await openFixture(wishes)
    expect((await signIn(fixture, username, WRONG)).status).toBe(401)
    expect(asked).toEqual(places)
  })

  test('and fails alike for everybody where one of them goes away meanwhile', async () => {
    const { wishes } = watched({
      verifyPassword: async () => {
        throw new DirectoryUnavailable('south does not answer')
      },
    })
    await using fixture = await openFixture(wishes)
    const statuses = await Promise.all(
      ['alice', 'mallory', 'nobody', 'SOUTH\\nobody'].map(
        async (username) => (await signIn(fixture, username, WRONG)).status,
      ),
    )
    expect(statuses).toEqual([503, 503, 503, 503])
  })
})

test('a directory that goes away in the middle of a sign-in takes none of its tries', async () => {
  const state = { isUp: true, finds: 0 }
  const directories: Wishes['directories'] = (own) =>
    own.map((one) => ({
      ...one,
      find: async (by) => {
        state.finds += 1
        // The second look of a sign-in is for the room beneath the lockout.
        if (!state.isUp && state.finds % 2 === 0) throw new DirectoryUnavailable('dc1 is away')
        return await one.find(by)
      },
    }))
  await using fixture = await openFixture({ directories })
  Object.assign(state, { isUp: false, finds: 0 })
  for (const _ of upTo(6)) expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(503)
  state.isUp = true
  expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(201)
})

test('any number of sign-ins at once leave the person their attempts beneath a lockout', async () => {
  const state = { failures: 2 }
  const lockout = () => ({ threshold: 5, windowMs: 900_000, failures: state.failures })
  const { wishes } = watched({
    find: async (by) =>
      ('name' in by ? by.name === 'mallory' : by.id === STRANGER.id)
        ? { ...STRANGER, lockout: lockout() }
        : undefined,
    verifyPassword: async (id) => {
      // All of them have read the count before the first one is judged.
      await pause(20)
      if (id !== undefined) state.failures += 1
      return 'wrong'
    },
  })
  await using fixture = await openFixture(wishes)
  const answers = await inParallel(upTo(6), 6, (at) =>
    signIn(fixture, 'mallory', WRONG, `198.51.100.${at}`),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(401))
  expect(state.failures).toBeLessThanOrEqual(3)
  await signIn(fixture, 'mallory', WRONG, '198.51.100.99')
  expect(state.failures).toBe(3)
})
