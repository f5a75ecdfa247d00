import { expect, test } from 'vitest'
import { createServers } from './servers.ts'

const ONE = { host: 'dc1', port: 636 }
const TWO = { host: 'dc2', port: 636 }

function open() {
  const clock = { now: 0 }
  const servers = createServers({ list: async () => [ONE, TWO], now: () => clock.now })
  return { clock, servers }
}

test('keeps the order in which the servers were listed', async () => {
  expect(await open().servers.inOrder()).toEqual([ONE, TWO])
})

test('puts one that failed behind the others, and never leaves it out', async () => {
  const { servers } = open()
  servers.failed(ONE)
  expect(await servers.inOrder()).toEqual([TWO, ONE])
  servers.failed(TWO)
  expect(await servers.inOrder()).toEqual([ONE, TWO])
})

test('returns to the preferred one half a minute later, for one caller at a time', async () => {
  const { clock, servers } = open()
  servers.failed(ONE)
  clock.now = 29_999
  expect(await servers.inOrder()).toEqual([TWO, ONE])
  clock.now = 30_000
  expect(await servers.inOrder()).toEqual([ONE, TWO])
  expect(await servers.inOrder()).toEqual([TWO, ONE])
})

test('trusts a server again at once when it worked', async () => {
  const { servers } = open()
  servers.failed(ONE)
  servers.worked(ONE)
  expect(await servers.inOrder()).toEqual([ONE, TWO])
})
