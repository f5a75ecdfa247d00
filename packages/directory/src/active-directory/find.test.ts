import { Secret } from '@latchkey/protocol'
import type { Entry } from 'ldapts'
import { expect, test } from 'vitest'
import type { Ldap } from '../ldap/ldap.ts'
import { createActiveDirectory } from './index.ts'
import { scriptedConnection } from './scripted-connection.ts'

const BASE = 'DC=corp,DC=test'
const PEOPLE = 'OU=People,DC=corp,DC=test'
const GROUP = Buffer.from([1, 1, 0, 0, 0, 0, 0, 5, 0, 2, 0, 0])

/** A domain with one person, who has what is told besides. */
function open(person: object) {
  const alice = { dn: `CN=alice,${PEOPLE}`, sAMAccountName: 'alice', ...person }
  const settings = { dn: BASE, minPwdLength: '7', lockoutThreshold: '5' }
  const root = { dn: '', defaultNamingContext: BASE, configurationNamingContext: 'CN=C' }
  const of = (base: string): Entry[] => {
    if (base === '') return [root]
    if (base === BASE) return [settings]
    const isAlice = base === PEOPLE || base === alice.dn
    return isAlice ? [{ ...alice, objectGUID: Buffer.alloc(16) }] : []
  }
  const connection = scriptedConnection(of)
  const ldap: Pick<Ldap, 'read' | 'settings'> = {
    read: (work) => work(connection),
    settings: {
      ...{ name: 'corp', tls: 'ldaps', bindDn: 'svc@corp.test', bindPassword: new Secret('x') },
      ...{ searchBases: [PEOPLE], mailAttributes: ['mail'], phoneAttributes: [] },
    },
  }
  return createActiveDirectory({
    // as: a double of what a search calls.
    ldap: ldap as Ldap,
    base: BASE,
    history: { compare: async () => ({ isHeld: false }), remember: async () => undefined },
    now: Date.now,
    mayTouchProtected: false,
  })
}

test('finds somebody with their groups and the lockout of the domain', async () => {
  const entry = await open({ tokenGroups: [GROUP] }).find({ name: 'alice' })
  expect(entry).toMatchObject({ name: 'alice', lockout: { threshold: 5 } })
  expect(entry).not.toHaveProperty('groupsUnseen')
  expect(entry).not.toHaveProperty('matched')
})

// A fault would tell whoever types the name that it is somebody's.
test('finds somebody whose groups are hidden, and says so', async () => {
  expect(await open({}).find({ name: 'alice' })).toMatchObject({
    ...{ name: 'alice', groups: [], groupsUnseen: true },
  })
})

test('finds somebody whose settings are hidden, with a lockout that nobody comes near', async () => {
  const hidden = { 'msDS-ResultantPSO': 'CN=strict,CN=Password Settings Container' }
  const directory = open({ ...hidden, tokenGroups: [GROUP] })
  expect(await directory.find({ name: 'alice' })).toMatchObject({ lockout: { threshold: 3 } })
  const id = (await directory.find({ name: 'alice' }))?.id ?? ''
  await expect(directory.rulesFor(id)).rejects.toMatchObject({ reason: 'refused' })
})

test('says of whom an address found that it was the address', async () => {
  const directory = open({ mail: 'a.ferrand@example.org', tokenGroups: [GROUP] })
  expect(await directory.find({ name: 'a.ferrand@example.org' })).toMatchObject({ matched: 'mail' })
})
