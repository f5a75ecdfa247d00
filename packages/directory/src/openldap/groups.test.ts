import type { Client, Entry } from 'ldapts'
import { expect, test } from 'vitest'
import { groupsOf } from './groups.ts'

const ALICE = { dn: 'uid=alice', name: 'alice' }

// as: a double of what a search calls.
function listing(...entries: readonly Entry[]) {
  const search: Client['search'] = async () => ({
    searchEntries: [...entries],
    searchReferences: [],
  })
  return {
    client: { search } as Client,
    server: { host: 'ldap.corp.test', port: 636 },
    certificate: () => undefined,
  }
}

async function namesAmong(...classes: readonly string[][]): Promise<readonly string[]> {
  const entries = classes.map((objectClass, n) => ({ dn: `cn=${n}`, cn: `${n}`, objectClass }))
  return (await groupsOf(listing(...entries), ['dc=corp'], ALICE)).names
}

test('takes entries that are groups by their structural class', async () => {
  const classes = ['groupOfNames', 'groupOfUniqueNames', 'groupOfMembers', 'groupOfEntries']
  expect(await namesAmong(...classes.map((one) => ['top', one]))).toEqual(['0', '1', '2', '3'])
})

test('takes a group of RFC 2307, and one of RFC 2307bis', async () => {
  expect(await namesAmong(['posixGroup'], ['groupOfNames', 'posixGroup'])).toEqual(['0', '1'])
})

// There the class is auxiliary: whoever may write their own entry may add it, and name the entry as they like.
test.each(['person', 'account', 'posixAccount', 'POSIXACCOUNT'])(
  'takes no %s for a group, whatever class they gave themselves',
  async (own) => {
    expect(await namesAmong(['top', own, 'inetOrgPerson', 'posixGroup'])).toEqual([])
  },
)

test('takes nothing else that has members', async () => {
  expect(await namesAmong(['inetOrgPerson', 'extensibleObject'], [])).toEqual([])
})
