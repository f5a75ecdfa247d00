import { createOpenLdap } from '@latchkey/directory'
import { Attribute, Change, type Client } from 'ldapts'
import { describe, expect, test } from 'vitest'
import { GROUPS, PEOPLE, SUFFIX } from '../environments/openldap/names.ts'
import { addMember } from '../environments/openldap/people.ts'
import { useSlapd } from '../environments/openldap/use.ts'

const { slapd, open, add, set } = useSlapd()

describe('find', () => {
  test('takes a name before an address, so that no address takes somebody’s name', async () => {
    await add({ name: 'alice' })
    await add({ name: 'mallory', mail: 'alice' })
    expect(await open().directory.find({ name: 'alice' })).toMatchObject({ name: 'alice' })
  })

  test('takes no address for a name: what has no at sign is none', async () => {
    await add({ name: 'mallory', mail: 'alice' })
    expect(await open().directory.find({ name: 'alice' })).toBeUndefined()
  })

  test('says where it was an address that somebody was found by', async () => {
    await add({ name: 'alice', mail: 'a.ferrand@corp.test' })
    const { directory } = open()
    expect(await directory.find({ name: 'a.ferrand@corp.test' })).toMatchObject({ matched: 'mail' })
    expect(await directory.find({ name: 'alice' })).not.toHaveProperty('matched')
  })

  test('finds nobody by a name that two have, whose address it may be', async () => {
    const name = 'office@corp.test'
    await add({ name, cn: 'one' })
    await add({ name, cn: 'two' })
    await add({ name: 'mallory', mail: name })
    expect(await open().directory.find({ name })).toBeUndefined()
  })

  test('finds nobody by what two people have', async () => {
    await add({ name: 'alice', mail: 'shared@corp.test' })
    await add({ name: 'bob', mail: 'shared@corp.test' })
    const { directory } = open()
    expect(await directory.find({ name: 'shared@corp.test' })).toBeUndefined()
    expect(await directory.find({ name: 'bob' })).toMatchObject({ mail: 'shared@corp.test' })
  })

  test('takes the domains that it was told, and no others', async () => {
    await add({ name: 'alice' })
    const { directory } = open()
    expect(await directory.find({ name: 'corp\\ALICE' })).toMatchObject({ name: 'alice' })
    expect(await directory.find({ name: 'OTHER\\alice' })).toBeUndefined()
  })

  test('finds by id after the entry was renamed and moved', async () => {
    const dn = await add({ name: 'alice' })
    const { directory, idOf } = open()
    const id = await idOf('alice')
    await slapd().root.modifyDN(dn, `uid=alice.ferrand,${GROUPS}`)
    const elsewhere = open({ searchBases: [SUFFIX] })
    expect(await elsewhere.directory.find({ id })).toMatchObject({ id, name: 'alice.ferrand' })
    expect(await directory.find({ id })).toBeUndefined()
  })

  test('looks below several bases, and nowhere else', async () => {
    await add({ name: 'alice' })
    await add({ name: 'gwen', below: GROUPS })
    const names = async (searchBases: string[]) => {
      const { directory } = open({ searchBases })
      const entries = await Promise.all(['alice', 'gwen'].map((name) => directory.find({ name })))
      return entries.flatMap((entry) => entry?.name ?? [])
    }
    expect(await names([PEOPLE, GROUPS])).toEqual(['alice', 'gwen'])
    expect(await names([GROUPS, `ou=gone,${SUFFIX}`])).toEqual(['gwen'])
  })

  test('finds once who is below two bases that overlap', async () => {
    await add({ name: 'alice' })
    const { directory } = open({ searchBases: [PEOPLE, SUFFIX] })
    expect(await directory.find({ name: 'alice' })).toMatchObject({ name: 'alice' })
  })

  test('tells telephone numbers, and has none where there are none', async () => {
    await add({ name: 'alice', also: { mobile: '+33 6 12 34 56 78', telephoneNumber: '+33 1' } })
    await add({ name: 'bob' })
    const { directory } = open()
    expect(await directory.find({ name: 'alice' })).toMatchObject({
      phones: ['+33 6 12 34 56 78', '+33 1'],
    })
    expect(await directory.find({ name: 'bob' })).not.toHaveProperty('phones')
  })
})

describe('groups', () => {
  test('are those of groups too', async () => {
    const alice = await add({ name: 'alice', groups: ['staff'] })
    await add({ name: 'bob', groups: ['others'] })
    const staff = await addMember(slapd().root, 'staff', alice).catch(() => `cn=staff,${GROUPS}`)
    const all = await addMember(slapd().root, 'all, really all', staff)
    await addMember(slapd().root, 'world', all)
    const groups = (await open().directory.find({ name: 'alice' }))?.groups
    expect(groups?.toSorted()).toEqual(['all, really all', 'staff', 'world'])
  })

  test('that hold each other are told once', async () => {
    await add({ name: 'alice', groups: ['one'] })
    const two = await addMember(slapd().root, 'two', `cn=one,${GROUPS}`)
    await addMember(slapd().root, 'one', two)
    const groups = (await open().directory.find({ name: 'alice' }))?.groups
    expect(groups?.toSorted()).toEqual(['one', 'two'])
  })

  test('are followed for ten levels and no further', async () => {
    let inner = await add({ name: 'alice' })
    for (let level = 1; level <= 14; level++)
      inner = await addMember(slapd().root, `level-${level}`, inner)
    const groups = (await open().directory.find({ name: 'alice' }))?.groups ?? []
    expect(groups).toContain('level-9')
    expect(groups).not.toContain('level-12')
  })

  test('that list names, and those of unique names, count as well', async () => {
    const alice = await add({ name: 'alice' })
    const { root } = slapd()
    await root.add(`cn=posix,${GROUPS}`, {
      objectClass: 'posixGroup',
      cn: 'posix',
      gidNumber: '100',
      memberUid: ['alice', 'bob'],
    })
    await root.add(`cn=unique,${GROUPS}`, {
      objectClass: 'groupOfUniqueNames',
      cn: 'unique',
      uniqueMember: alice,
    })
    const groups = (await open().directory.find({ name: 'alice' }))?.groups
    expect(groups?.toSorted()).toEqual(['posix', 'unique'])
  })
})

describe('what is no group', () => {
  test('is a person who put a member into their own entry, as “by self write” lets them', async () => {
    const dn = await add({ name: 'mallory' })
    const { root } = slapd()
    const [addClass, addSelf] = [
      ['objectClass', 'extensibleObject'],
      ['member', dn],
    ].map(
      ([type = '', value = '']) =>
        new Change({
          operation: 'add',
          modification: new Attribute({ type, values: [value] }),
        }),
    )
    await root.modify(
      dn,
      [addClass, addSelf].flatMap((one) => one ?? []),
    )
    await set(dn, { cn: 'administrators' })
    const entry = await open().directory.find({ name: 'mallory' })
    expect(entry).toMatchObject({ name: 'mallory', groups: [] })
  })

  test('is one that is not below the bases of groups', async () => {
    const alice = await add({ name: 'alice', groups: ['staff'] })
    const { root } = slapd()
    const own = `cn=administrators,${PEOPLE}`
    await root.add(own, { objectClass: 'groupOfNames', cn: 'administrators', member: alice })
    const groupsIn = async (opening: Parameters<typeof open>[0]) =>
      (await open(opening).directory.find({ name: 'alice' }))?.groups.toSorted()
    expect(await groupsIn({})).toEqual(['administrators', 'staff'])
    expect(await groupsIn({ groupBases: [GROUPS] })).toEqual(['staff'])
  })
})

describe('more groups than slapd lists', () => {
  test('are a part of all, which is said, and no fault of that person’s name', async () => {
    const bob = await add({ name: 'bob' })
    const { root } = slapd()
    for (let n = 0; n < 510; n++)
      await root.add(`cn=group-${n},${GROUPS}`, {
        objectClass: 'groupOfNames',
        cn: `${n}`,
        member: bob,
      })
    const entry = await open().directory.find({ name: 'bob' })
    expect(entry?.groupsUnseen).toBe(true)
    expect(entry?.groups).toContain('0')
  })
})

describe('the work of a search', () => {
  test('is the same whether somebody is found or not', async () => {
    await add({ name: 'alice', mail: 'alice@corp.test', groups: ['staff'] })
    const { ldap, close } = open()
    const asked: string[] = []
    const read: typeof ldap.read = (work) =>
      ldap.read((connection) => work({ ...connection, client: noting(connection.client, asked) }))
    const directory = createOpenLdap({ ldap: { ...ldap, read }, base: SUFFIX, now: Date.now })
    const workFor = async (name: string) => {
      asked.length = 0
      const isFound = (await directory.find({ name })) !== undefined
      return { isFound, asked: asked.length }
    }
    const hit = await workFor('alice')
    expect(hit.isFound).toBe(true)
    for (const name of ['nobody', 'nobody@corp.test', 'OTHER\\nobody', '', '*', 'a\0'])
      expect(await workFor(name)).toEqual({ isFound: false, asked: hit.asked })
    await close()
  })
})

function noting(client: Client, asked: string[]): Client {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'search') asked.push(String(name))
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

describe('strange names and passwords', () => {
  test.each([
    ['a quote', 'o"hara'],
    ['an apostrophe', "o'hara"],
    ['a comma', 'hara, o'],
    ['a plus', 'a+b'],
    ['angles and a semicolon', 'a<b>;c'],
    ['an equals sign', 'uid=x'],
    ['a hash in front', '#alice'],
    ['parentheses', '(alice)'],
    ['a star', 'al*ce'],
    ['an emoji', '💡lamp'],
    ['ß', 'straße'],
    ['another script', '김민준'],
  ])('with %s are found, verified and set', async (_, name) => {
    const password = `Start-${name}-\\"ß💡,1`
    await add({ name, cn: `The ${name}`, displayName: 'Nobody in particular', password })
    const { directory, idOf, verify, reset, change } = open()
    expect(await directory.find({ name })).toMatchObject({ name })
    expect(await verify(name, password)).toBe('accepted')
    const [second, third] = ['Plüm-"Bridge"\\101,💡', ' Plum=Bridge+102;ß ']
    expect(await reset(name, second)).toEqual({ outcome: 'written' })
    expect(await change(name, second, third)).toEqual({ outcome: 'written' })
    expect(await verify(name, third)).toBe('accepted')
    const id = await idOf(name)
    expect(await directory.setBlocked(id, true)).toEqual({ outcome: 'written' })
    expect(await verify(name, third)).toBe('disabled')
    expect(await directory.setBlocked(id, false)).toEqual({ outcome: 'written' })
  })

  test('with a backslash stand behind a domain, and are found by id', async () => {
    const dn = await add({ name: 'back', cn: 'back\\slash' })
    await set(dn, { uid: 'back\\slash' })
    const { directory } = open({ searchBases: [PEOPLE] })
    const [entry] = (await slapd().root.search(dn, { attributes: ['entryUUID'] })).searchEntries
    const id = String(entry?.entryUUID)
    expect(await directory.find({ id })).toMatchObject({ name: 'back\\slash' })
    expect(await directory.find({ name: 'back\\slash' })).toBeUndefined()
  })
})
