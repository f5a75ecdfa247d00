import {
  createLdap,
  createOpenLdap,
  DirectoryUnavailable,
  OutcomeUnknown,
} from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { eventually } from '../environments/deadline.ts'
import type { Opened } from '../environments/openldap/directory.ts'
import { SERVICE, START_PASSWORD, SUFFIX } from '../environments/openldap/names.ts'
import { type Relay, startRelay } from '../environments/openldap/relay.ts'
import { startSlapd } from '../environments/openldap/slapd.ts'
import { useSlapd } from '../environments/openldap/use.ts'
import { freePort } from '../environments/port.ts'

const { slapd, open, add } = useSlapd()

const WRITTEN = { outcome: 'written' }
const NEW = 'Plum-Bridge-101-wide'
const WAYS = ['reset', 'change'] as const

type Write = Parameters<Opened['ldap']['write']>[0]
type Happens = (connection: Parameters<Write>[0]) => unknown

/** Has something happen to the wire at the moment when a new password is about to be sent. */
function atTheWrite(ldap: Opened['ldap'], happens: Happens): void {
  const { write, signIn } = ldap
  Object.assign(ldap, {
    write: (work: Write) =>
      write(async (connection) => {
        await happens(connection)
        return await work(connection)
      }),
    signIn: ({ onBound, ...person }: Parameters<typeof signIn>[0]) =>
      signIn({
        ...person,
        ...(onBound && {
          onBound: async (connection) => {
            await happens(connection)
            await onBound(connection)
          },
        }),
      }),
  })
}

async function setOver(relay: Relay, way: (typeof WAYS)[number], happens: Happens) {
  const { directory, ldap, idOf } = open({ port: relay.port })
  const id = await idOf('alice')
  atTheWrite(ldap, happens)
  const password = new Secret(NEW)
  const current = new Secret(START_PASSWORD)
  return directory.setPassword(id, way === 'reset' ? { password } : { password, current })
}

describe.each(WAYS)('a wire that breaks during a %s', (way) => {
  test('after slapd was done leaves it written, as a bind finds out', async () => {
    await add({ name: 'alice' })
    await using relay = await startRelay(slapd().ldapsPort)
    expect(await setOver(relay, way, () => relay.loseNextAnswer())).toEqual(WRITTEN)
    expect(await open().verify('alice', NEW)).toBe('accepted')
  })

  test('before slapd heard of it leaves the old one in force, and says so', async () => {
    await add({ name: 'alice' })
    await using relay = await startRelay(slapd().ldapsPort)
    const result = setOver(relay, way, async ({ client }) => {
      await relay.cut()
      await eventually('the end of the connection', () => !client.isConnected || undefined)
    })
    await expect(result).rejects.toThrow(DirectoryUnavailable)
    expect(await open().verify('alice', START_PASSWORD)).toBe('accepted')
    expect(await open().verify('alice', NEW)).toBe('wrong')
  })

  // Whoever asks a server meanwhile hears that the new password is wrong, and a moment later it is in force.
  test('while it is on its way is an outcome that nobody knows', async () => {
    await add({ name: 'alice' })
    await using relay = await startRelay(slapd().ldapsPort)
    const result = setOver(relay, way, () => relay.strandNextRequest())
    await expect(result).rejects.toThrow(OutcomeUnknown)
    const { verify } = open()
    expect(await verify('alice', NEW)).toBe('wrong')
    relay.arrive()
    await eventually('the new password', async () =>
      (await verify('alice', NEW)) === 'accepted' ? true : undefined,
    )
  })

  test('and stays broken is an outcome that nobody knows', async () => {
    await add({ name: 'alice' })
    await using relay = await startRelay(slapd().ldapsPort)
    const result = setOver(relay, way, () => {
      relay.loseNextAnswer()
      relay.refuse()
    })
    await expect(result).rejects.toThrow(OutcomeUnknown)
  })
})

describe('a wire that breaks during another write', () => {
  test('has it read and written again', async () => {
    await add({ name: 'alice' })
    await using relay = await startRelay(slapd().ldapsPort)
    const { directory, ldap, idOf } = open({ port: relay.port })
    const id = await idOf('alice')
    let isFirst = true
    atTheWrite(ldap, () => {
      if (isFirst) relay.loseNextAnswer()
      isFirst = false
    })
    expect(await directory.setBlocked(id, true)).toEqual(WRITTEN)
    expect(await open().directory.find({ name: 'alice' })).toMatchObject({ isDisabled: true })
  })
})

describe('a slapd that is not there', () => {
  test('is said to be so by every call, and works again once it is back', async () => {
    await using other = await startSlapd()
    const { directory, verify } = open({ port: other.ldapsPort, ca: other.ca })
    await directory.check()
    await other.kill()
    const id = '4b1dc7e6-7c5a-1041-93c7-6571390f0357'
    const password = new Secret(NEW)
    for (const call of [
      () => directory.check(),
      () => directory.find({ name: 'alice' }),
      () => directory.rulesFor(id),
      () => directory.verifyPassword(undefined, password),
      () => directory.setPassword(id, { password }),
      () => directory.unlock(id),
      () => directory.setBlocked(id, true),
    ])
      await expect(call()).rejects.toMatchObject({
        name: 'DirectoryUnavailable',
        reason: 'unreachable',
      })
    await other.start()
    await directory.check()
    await expect(verify('alice', NEW)).rejects.toThrow('there is no alice')
  })

  test('is stood in for by another one', async () => {
    await add({ name: 'alice' })
    const host = slapd().host
    const servers = [
      { host, port: await freePort() },
      { host, port: slapd().ldapsPort },
    ]
    const { ldap } = open()
    const overTwo = createLdap({
      settings: ldap.settings,
      list: async () => servers,
      now: Date.now,
    })
    const directory = createOpenLdap({ ldap: overTwo, base: SUFFIX, now: Date.now })
    expect(await directory.find({ name: 'alice' })).toMatchObject({ name: 'alice' })
    await overTwo.close()
  })
})

describe('a slapd that is not to be trusted', () => {
  test.each(['ldaps', 'starttls'] as const)('over %s is told nothing', async (tls) => {
    await using other = await startSlapd()
    const { directory } = open({ tls, ca: other.ca })
    await expect(directory.check()).rejects.toMatchObject({ reason: 'tls-refused' })
  })

  test.each(['ldaps', 'starttls'] as const)(
    'over %s because its certificate has another name is told nothing',
    async (tls) => {
      const port = tls === 'ldaps' ? slapd().ldapsPort : slapd().port
      await using relay = await startRelay(port, '127.0.0.2')
      const { directory } = open({ tls, host: '127.0.0.2', port: relay.port })
      await expect(directory.check()).rejects.toMatchObject({ reason: 'tls-refused' })
    },
  )
})

describe('a slapd that does not take our account', () => {
  test('has refused, and is not unreachable', async () => {
    const { directory } = open({ account: { ...SERVICE, password: 'Wrong-Guess-1' } })
    await expect(directory.check()).rejects.toMatchObject({ reason: 'refused' })
  })

  test('for the base has refused', async () => {
    const { directory } = open({ searchBases: [`ou=gone,${SUFFIX}`] })
    await expect(directory.check()).rejects.toMatchObject({ reason: 'refused' })
  })
})
