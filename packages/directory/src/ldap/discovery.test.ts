import { expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { createDiscovery, inOrderOfDns, primaryFirst } from './discovery.ts'

const record = (name: string, priority: number, weight: number, port = 389) => ({
  name,
  priority,
  weight,
  port,
})

function open(tls: 'ldaps' | 'starttls' = 'ldaps') {
  const dns = { records: [record('dc1.corp.test.', 0, 100)], isUp: true, asked: 0 }
  const clock = { now: 0 }
  const list = createDiscovery({
    service: '_ldap._tcp.dc._msdcs.corp.test',
    domain: 'Corp.test',
    resolveSrv: async () => {
      dns.asked += 1
      if (!dns.isUp) throw new Error('ETIMEOUT')
      return dns.records
    },
    tls,
    now: () => clock.now,
    random: () => 0,
  })
  return { dns, clock, list }
}

test('takes the port of LDAPS, or the one of the record for StartTLS', async () => {
  expect(await open('ldaps').list()).toEqual([{ host: 'dc1.corp.test', port: 636 }])
  expect(await open('starttls').list()).toEqual([{ host: 'dc1.corp.test', port: 389 }])
})

test('asks DNS anew after five minutes and not before', async () => {
  const { dns, clock, list } = open()
  await list()
  clock.now = 5 * 60_000 - 1
  await list()
  expect(dns.asked).toBe(1)
  clock.now += 1
  dns.records = [record('dc2.corp.test', 0, 0)]
  expect(await list()).toEqual([{ host: 'dc2.corp.test', port: 636 }])
})

test('goes on with what it knew while DNS is silent', async () => {
  const { dns, clock, list } = open()
  const known = await list()
  dns.isUp = false
  clock.now = 10 * 60_000
  expect(await list()).toEqual(known)
})

test('says that the directory is unavailable where DNS never answered', async () => {
  const { dns, list } = open()
  dns.isUp = false
  await expect(list()).rejects.toThrow(DirectoryUnavailable)
})

// Whoever forges an answer of DNS has a certificate for names of their own.
test.each(['dc.evil.test', 'corp.test.evil.test', 'evilcorp.test', 'corp'])(
  'believes DNS in no server outside the domain: %s',
  async (name) => {
    const { dns, list } = open()
    dns.records = [record(name, 0, 100), record('DC2.CORP.TEST.', 10, 100)]
    expect((await list()).map(({ host }) => host)).toEqual(['DC2.CORP.TEST'])
  },
)

test('says that the directory is unavailable where all servers are outside the domain', async () => {
  const { dns, list } = open()
  dns.records = [record('dc.evil.test', 0, 100)]
  await expect(list()).rejects.toThrow(DirectoryUnavailable)
})

test('orders by priority first, whatever the weights', () => {
  const records = [record('late', 10, 1_000), record('early', 0, 0)]
  for (const chance of [0, 0.5, 0.999])
    expect(inOrderOfDns(records, () => chance).map(({ name }) => name)).toEqual(['early', 'late'])
})

test('draws among equals in proportion to their weights', () => {
  const records = [record('heavy', 0, 3), record('light', 0, 1)]
  const chances = Array.from({ length: 100 }, (_, n) => n / 100)
  const firsts = chances.map((chance) => inOrderOfDns(records, () => chance)[0]?.name)
  const heavy = firsts.filter((name) => name === 'heavy').length
  expect(heavy).toBeGreaterThan(50)
  expect(heavy).toBeLessThan(80)
})

test('puts the primary’s emulator first, once', async () => {
  const one = { host: 'dc1', port: 636 }
  const two = { host: 'dc2', port: 636 }
  const both = async () => [one, two]
  expect(await primaryFirst(async () => [two], both)()).toEqual([two, one])
  const silent = async () => {
    throw new DirectoryUnavailable('no record')
  }
  expect(await primaryFirst(silent, both)()).toEqual([one, two])
})
