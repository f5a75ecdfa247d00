import { createListedServers, type Ldap } from '@latchkey/directory'
import { expect, onTestFinished, test } from 'vitest'
import { resolveNames } from '../environments/dns/names.ts'
import { DOMAIN } from '../environments/samba-ad/domain.ts'
import { openSamba } from '../environments/samba-ad/open.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()
const PORT = 636

/** Notes which server each write went to. */
function noteWrites() {
  const written: string[] = []
  const between = (ldap: Ldap): Ldap => ({
    ...ldap,
    write: (work) =>
      ldap.write((connection) => {
        written.push(connection.server.host)
        return work(connection)
      }),
  })
  return { written, between }
}

const passwordOf = (n: number) => `Plum-Bridge-${n}-wide`

// The domain calls its one controller by one name; the other process of it is listed by its address, as a second
// controller would be.
test('passwords are written to the primary though it is listed last, else to another, and to it again', async () => {
  const [first, second] = samba().addresses
  resolveNames({ [DOMAIN.host]: first })
  await samba().start(1)
  onTestFinished(() => samba().kill(1))
  const clock = { ahead: 0 }
  const now = () => Date.now() + clock.ahead
  const { written, between } = noteWrites()
  const { list, learnPrimary } = createListedServers([
    { host: second, port: PORT },
    { host: DOMAIN.host, port: PORT },
  ])
  const { add, directory, reset } = await openSamba(samba(), { between, now, list, learnPrimary })
  await directory.check()
  const { id } = await add({ name: 'alice' })
  expect(await reset(id, passwordOf(1))).toEqual({ outcome: 'written' })
  await samba().kill(0)
  expect(await reset(id, passwordOf(2))).toEqual({ outcome: 'written' })
  await samba().start(0)
  // It rests for half a minute after its fall, and is preferred again then.
  clock.ahead = 31_000
  expect(await reset(id, passwordOf(3))).toEqual({ outcome: 'written' })
  expect(written).toEqual([DOMAIN.host, second, DOMAIN.host])
})

test('the order of the list holds where the primary is not on it by its name', async () => {
  const { written, between } = noteWrites()
  const { list, learnPrimary } = createListedServers(samba().servers)
  const { add, directory, reset } = await openSamba(samba(), { between, list, learnPrimary })
  await directory.check()
  const { id } = await add({ name: 'alice' })
  expect(await reset(id, passwordOf(1))).toEqual({ outcome: 'written' })
  expect(written).toEqual([samba().addresses[0]])
})
