import { expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { createServers } from './servers.ts'
import type { LdapServer } from './settings.ts'

const ONE = { host: 'dc1', port: 636 }
const TWO = { host: 'dc2', port: 636 }

function open() {
  const clock = { now: 0 }
  const down = new Set<LdapServer>()
  const tried: LdapServer[] = []
  const servers = createServers({ list: async () => [ONE, TWO], now: () => clock.now })
  const connect = async (server: LdapServer) => {
    tried.push(server)
    if (down.has(server)) throw new DirectoryUnavailable(`${server.host} is silent`)
    return server
  }
  return { clock, servers, down, tried, connect, first: () => servers.onFirst(connect) }
}

test('takes the server that was listed first', async () => {
  expect(await open().first()).toBe(ONE)
})

test('takes the next one where one fails, and asks that one last for a while', async () => {
  const { down, first, tried } = open()
  down.add(ONE)
  expect(await first()).toBe(TWO)
  expect(await first()).toBe(TWO)
  expect(tried).toEqual([ONE, TWO, TWO])
})

test('never leaves one out, however it failed', async () => {
  const { servers, first } = open()
  servers.failed(ONE)
  servers.failed(TWO)
  expect(await first()).toBe(ONE)
})

test('returns to the preferred one half a minute later, for one caller at a time', async () => {
  const { clock, servers, first } = open()
  servers.failed(ONE)
  clock.now = 29_999
  expect(await first()).toBe(TWO)
  clock.now = 30_000
  expect(await Promise.all([first(), first()])).toEqual([ONE, TWO])
})

test('does not spend that caller’s turn by counting, or by looking which is best', async () => {
  const { clock, servers, first } = open()
  servers.failed(ONE)
  clock.now = 30_000
  expect(await servers.count()).toBe(2)
  expect(await servers.isBest(ONE)).toBe(true)
  expect(await first()).toBe(ONE)
})

test('has no connection kept to a server that stood in, once the better one may be back', async () => {
  const { clock, servers } = open()
  servers.failed(ONE)
  expect([await servers.isBest(ONE), await servers.isBest(TWO)]).toEqual([false, true])
  clock.now = 30_000
  expect([await servers.isBest(ONE), await servers.isBest(TWO)]).toEqual([true, false])
})

test('tells most where none works: a refusal before a silence', async () => {
  const { servers } = open()
  const fails = servers.onFirst(async (server) => {
    const reason = server === ONE ? 'refused' : 'unreachable'
    throw new DirectoryUnavailable(reason, { reason })
  })
  await expect(fails).rejects.toMatchObject({ reason: 'refused' })
})

test('has one caller find out whether they are back, and tells the others at once', async () => {
  const { servers, down, first, tried } = open()
  down.add(ONE).add(TWO)
  await expect(first()).rejects.toThrow('silent')
  tried.length = 0
  let isBack = () => {}
  const slow = servers.onFirst(
    (server) =>
      new Promise<LdapServer>((resolve) => {
        isBack = () => resolve(server)
      }),
  )
  await expect(first()).rejects.toThrow(DirectoryUnavailable)
  expect(tried).toEqual([])
  isBack()
  expect(await slow).toBe(ONE)
  down.clear()
  expect(await Promise.all([first(), first()])).toEqual([ONE, ONE])
})

test('lets everybody try where a connection broke and nobody found the server away yet', async () => {
  const { servers, first } = open()
  servers.failed(ONE)
  servers.failed(TWO)
  expect(await Promise.all([first(), first(), first()])).toEqual([ONE, ONE, ONE])
})
