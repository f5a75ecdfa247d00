import { createDiscovery, createLdap, createOpenLdap } from '@latchkey/directory'
import { expect, test } from 'vitest'
import { startNameServer } from '../environments/dns/dnsmasq.ts'
import { SUFFIX } from '../environments/openldap/names.ts'
import { useSlapd } from '../environments/openldap/use.ts'
import { freePort } from '../environments/port.ts'

const { slapd, open, add } = useSlapd()

const SERVICE = '_ldap._tcp.corp.test'

test('a slapd is found by DNS, behind one that is not there', async () => {
  await add({ name: 'alice' })
  const target = 'localhost'
  await using dns = await startNameServer([
    { name: SERVICE, target, port: await freePort(), priority: 0 },
    { name: SERVICE, target, port: slapd().port, priority: 10 },
  ])
  const list = createDiscovery({
    service: SERVICE,
    // The one name here that a resolver knows.
    domain: target,
    resolveSrv: (name) => dns.resolver.resolveSrv(name),
    tls: 'starttls',
    now: Date.now,
    random: Math.random,
  })
  expect((await list()).map(({ host, port }) => [host, port])).toMatchObject([
    ['localhost', expect.any(Number)],
    ['localhost', slapd().port],
  ])
  const settings = { ...open({ tls: 'starttls' }).ldap.settings }
  const ldap = createLdap({ settings, list, now: Date.now })
  const directory = createOpenLdap({ ldap, base: SUFFIX, now: Date.now })
  expect(await directory.find({ name: 'alice' })).toMatchObject({ name: 'alice' })
  await ldap.close()
})

test('a name without servers is a directory that can’t be reached', async () => {
  await using dns = await startNameServer([
    { name: SERVICE, target: 'localhost', port: slapd().port },
  ])
  const list = createDiscovery({
    service: '_ldap._tcp.other.test',
    domain: 'other.test',
    resolveSrv: (name) => dns.resolver.resolveSrv(name),
    tls: 'starttls',
    now: Date.now,
    random: Math.random,
  })
  await expect(list()).rejects.toMatchObject({ name: 'DirectoryUnavailable' })
})

test('a server outside the domain is not spoken to, whatever DNS says', async () => {
  await using dns = await startNameServer([
    { name: SERVICE, target: 'localhost', port: slapd().port },
  ])
  const list = createDiscovery({
    service: SERVICE,
    domain: 'corp.test',
    resolveSrv: (name) => dns.resolver.resolveSrv(name),
    tls: 'starttls',
    now: Date.now,
    random: Math.random,
  })
  await expect(list()).rejects.toMatchObject({ name: 'DirectoryUnavailable' })
})
