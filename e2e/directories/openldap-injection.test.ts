import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { START_PASSWORD, SUFFIX } from '../environments/openldap/names.ts'
import { useSlapd } from '../environments/openldap/use.ts'

const { slapd, open, add } = useSlapd()

// Each would find or change somebody where a name or an id is pasted into a filter or a DN.
const ATTEMPTS = [
  ...['*', 'al*', '*ice', 'a*e', '**', '* ', 'alice*', '*)', '(', ')', '()', '(*)', '&', '|', '!'],
  ...[
    'alice)',
    'alice)(',
    'alice)(uid=*',
    'alice)(|(uid=*',
    '*)(uid=*))(|(uid=*',
    '*)(objectClass=*',
  ],
  ...['alice)(&', 'alice))(|(uid=alice', 'x)(|(uid=alice))', 'alice)(!(uid=nobody)', '*)(mail=*'],
  ...['(uid=alice)', '(&(uid=alice))', '(|(uid=alice)(uid=bob))', 'uid=alice', 'objectClass=*'],
  ...['alice\\2a', '\\2a', 'al\\69ce', '\\61lice', '\\28uid=alice\\29', '\\00', 'alice\\00', '\\'],
  ...[
    'alice\0',
    '\0alice',
    'alice\0)(uid=*',
    'alice%00',
    'alice%2a',
    'ali\u2028ce',
    'alice\r\nbob',
  ],
  ...['uid=alice,ou=people,dc=corp,dc=test', 'alice,ou=people,dc=corp,dc=test', 'alice,ou=people'],
  ...['alice+uid=bob', 'alice;uid=bob', '"alice"', "alice'", '#616c696365', 'alice\\,ou=people'],
  ...['cn=latchkey,ou=service,dc=corp,dc=test', 'cn=root,dc=corp,dc=test', 'dn:alice', 'u:alice'],
  ...['ldap:///??sub?(uid=alice)', '*)(userPassword=*', '*)(userPassword={ARGON2}*', 'uid:=alice'],
  ...['alice)(uid:dn:=alice', ':caseExactMatch:=alice', 'alice~=', '>=a', '<=z', 'alice=*', '{0}'],
] as const

test('there are more than fifty of them, and none twice', () => {
  expect(new Set(ATTEMPTS).size).toBe(ATTEMPTS.length)
  expect(ATTEMPTS.length).toBeGreaterThanOrEqual(50)
})

test('no name or id of them finds anybody or changes anything', async () => {
  await add({ name: 'alice', mail: 'alice@corp.test', groups: ['staff'] })
  await add({ name: 'bob', mail: 'bob@corp.test' })
  const { directory } = open({ searchBases: [SUFFIX] })
  expect(await directory.find({ name: 'alice' })).toBeDefined()
  const before = await everything()
  for (const attempt of ATTEMPTS) {
    const what = JSON.stringify(attempt)
    expect(await directory.find({ name: attempt }), what).toBeUndefined()
    expect(await directory.find({ id: attempt }), what).toBeUndefined()
    expect(await directory.verifyPassword(attempt, new Secret(START_PASSWORD)), what).toBe('wrong')
    const password = new Secret('Plum-Bridge-101-wide')
    const current = new Secret(START_PASSWORD)
    for (const result of [
      await directory.setPassword(attempt, { password }),
      await directory.setPassword(attempt, { password, current }),
      await directory.unlock(attempt),
      await directory.setBlocked(attempt, true),
    ])
      expect(result, what).toEqual({ outcome: 'not-found' })
  }
  expect(await everything()).toBe(before)
})

test('none of them as a password signs anybody in, or is more than a password', async () => {
  await add({ name: 'alice' })
  const { directory, idOf } = open()
  const id = await idOf('alice')
  for (const attempt of ATTEMPTS) {
    expect(await directory.verifyPassword(id, new Secret(attempt))).not.toBe('accepted')
    await directory.unlock(id)
  }
})

async function everything(): Promise<string> {
  const attributes = ['*', '+']
  const { searchEntries } = await slapd().root.search(SUFFIX, { scope: 'sub', attributes })
  return JSON.stringify(searchEntries)
}
