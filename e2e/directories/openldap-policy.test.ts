import { describe, expect, test } from 'vitest'
import { makeCheckModule } from '../environments/openldap/check-module.ts'
import {
  DEFAULT_POLICY,
  OVERSEER,
  POLICIES,
  READER,
  ROOT,
  START_PASSWORD,
} from '../environments/openldap/names.ts'
import { useSlapd } from '../environments/openldap/use.ts'

const { slapd, open, add, set, setPolicy, read } = useSlapd()

const WRITTEN = { outcome: 'written' }
const NEW = 'Plum-Bridge-101-wide'
const STRICT = `cn=strict,${POLICIES}`

async function addStrictPolicy(): Promise<void> {
  await slapd()
    .root.add(STRICT, {
      objectClass: ['device', 'pwdPolicy'],
      cn: 'strict',
      pwdAttribute: 'userPassword',
      pwdCheckQuality: '2',
      pwdMinLength: '16',
      pwdMaxLength: '24',
      pwdInHistory: '1',
      pwdLockout: 'TRUE',
      pwdMaxFailure: '3',
    })
    .catch(() => undefined)
}

describe('the policy of a person', () => {
  test('is their own where they have one', async () => {
    await addStrictPolicy()
    await add({ name: 'alice', also: { pwdPolicySubentry: STRICT } })
    await add({ name: 'bob' })
    const { directory, idOf, reset } = open()
    const own = [
      { code: 'min-length', least: 16 },
      { code: 'max-length', most: 24 },
      { code: 'character-classes', least: 3 },
      { code: 'no-names' },
      { code: 'history', remembered: 2 },
    ]
    expect(await directory.rulesFor(await idOf('alice'))).toEqual(own)
    expect(await directory.rulesFor(await idOf('bob'))).toMatchObject([
      { code: 'min-length', least: 10 },
      { code: 'character-classes' },
      { code: 'no-names' },
      { code: 'history', remembered: 5 },
    ])
    expect(await directory.find({ name: 'alice' })).toMatchObject({ lockout: { threshold: 3 } })
    expect(await reset('alice', 'Short-Plum-1')).toEqual({
      outcome: 'refused',
      broken: ['min-length'],
    })
    expect(await reset('bob', 'Short-Plum-1')).toEqual(WRITTEN)
  })

  test('is the only one that there is, where nobody told which is the default', async () => {
    await add({ name: 'alice' })
    const { directory, idOf } = open({ defaultPolicy: null, base: DEFAULT_POLICY })
    expect(await directory.rulesFor(await idOf('alice'))).toContainEqual({
      code: 'min-length',
      least: 10,
    })
  })

  test('is not guessed among several', async () => {
    await add({ name: 'alice' })
    const { directory, idOf } = open({ defaultPolicy: null })
    const codes = (await directory.rulesFor(await idOf('alice'))).map(({ code }) => code)
    expect(codes).toEqual(['character-classes', 'no-names'])
  })
})

describe('slapd’s own judgement', () => {
  // Each is something that our own reading of the rules would let pass.
  test('of a length counts bytes', async () => {
    await setPolicy({ pwdMaxLength: '20' })
    await add({ name: 'alice' })
    const password = 'ßßßßßßßßßß-Plum-1'
    expect(await open().reset('alice', password)).toMatchObject({
      outcome: 'refused',
      broken: ['max-length'],
      said: expect.stringContaining('quality'),
    })
  })

  test('names every rule that is broken, where slapd names the first', async () => {
    await add({ name: 'alice' })
    expect(await open().reset('alice', 'alice')).toEqual({
      outcome: 'refused',
      broken: ['min-length', 'character-classes', 'no-names'],
    })
  })

  test('holds the minimum age on a reset, with slapd’s words beside it', async () => {
    await add({ name: 'alice' })
    const { reset } = open()
    expect(await reset('alice', NEW)).toEqual(WRITTEN)
    await setPolicy({ pwdMinAge: '3600' })
    expect(await reset('alice', `${NEW}r`)).toMatchObject({
      outcome: 'refused',
      broken: ['min-age'],
      said: expect.stringMatching(/.+/),
    })
  })

  test('by a check module is a password that is too simple', async () => {
    await using module = makeCheckModule()
    await setPolicy({ pwdCheckModule: module.file })
    await add({ name: 'alice' })
    const { reset } = open()
    expect(await reset('alice', 'Unwelcome-Plum-101')).toMatchObject({
      outcome: 'refused',
      broken: ['character-classes'],
    })
    expect(await reset('alice', NEW)).toEqual(WRITTEN)
  })

  test('keeps no password readable', async () => {
    const dn = await add({ name: 'alice' })
    await open().reset('alice', NEW)
    expect(await read(dn, 'userPassword')).toMatch(/^\{ARGON2\}/)
    expect(await read(dn, 'pwdHistory')).toContain('{ARGON2}')
  })

  test('of the same password sent many times at once lets it through once', async () => {
    await add({ name: 'alice' })
    const { reset } = open()
    const results = await Promise.all(Array.from({ length: 12 }, () => reset('alice', NEW)))
    const outcomes = results.map(({ outcome }) => outcome)
    expect(outcomes.filter((one) => one === 'written')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'refused')).toHaveLength(11)
  })
})

describe('a policy that wants the old password', () => {
  test('takes a change, and no reset', async () => {
    await setPolicy({ pwdSafeModify: 'TRUE' })
    const dn = await add({ name: 'alice' })
    const { reset, change, verify } = open()
    const before = await read(dn, 'userPassword')
    expect(await reset('alice', NEW)).toMatchObject({ outcome: 'no-right', said: /old password/ })
    expect(await read(dn, 'userPassword')).toBe(before)
    expect(await change('alice', START_PASSWORD, NEW)).toEqual(WRITTEN)
    expect(await verify('alice', NEW)).toBe('accepted')
  })
})

describe('a policy that has nobody change their own password', () => {
  test('takes a reset, and no change', async () => {
    await setPolicy({ pwdAllowUserChange: 'FALSE' })
    await add({ name: 'alice' })
    const { reset, change, verify } = open()
    expect(await change('alice', START_PASSWORD, NEW)).toMatchObject({ outcome: 'no-right' })
    expect(await verify('alice', START_PASSWORD)).toBe('accepted')
    expect(await reset('alice', NEW)).toEqual(WRITTEN)
  })
})

describe('an account without rights', () => {
  test('writes nothing, and says so', async () => {
    const dn = await add({ name: 'alice', also: { pwdAccountLockedTime: '20260101000000Z' } })
    const { directory, idOf, reset } = open({ account: READER })
    const id = await idOf('alice')
    const noRight = { outcome: 'no-right', said: expect.any(String) }
    const before = await read(dn, 'userPassword')
    expect(await reset('alice', NEW)).toEqual(noRight)
    expect(await directory.unlock(id)).toEqual(noRight)
    expect(await directory.setBlocked(id, true)).toEqual(noRight)
    expect(await read(dn, 'userPassword')).toBe(before)
    expect(await read(dn, 'pwdStartTime')).toBeUndefined()
  })
})

describe('an account that policy does not bind', () => {
  test.each([
    ['manages passwords', OVERSEER],
    ['is the root DN', ROOT],
  ])('because it %s leaves no change to be asked for behind', async (_, account) => {
    const dn = await add({ name: 'alice' })
    const { reset, verify } = open({ account })
    expect(await reset('alice', NEW)).toEqual(WRITTEN)
    expect(await read(dn, 'pwdReset')).not.toBe('TRUE')
    expect(await verify('alice', NEW)).toBe('accepted')
  })

  test('does not take every password of a blocked account for the right one', async () => {
    const dn = await add({ name: 'alice' })
    const { directory, idOf, verify } = open({ account: OVERSEER })
    await directory.setBlocked(await idOf('alice'), true)
    expect(await verify('alice', 'Wrong-Guess-1')).toBe('wrong')
    // Nor can it tell the right one, so it does not.
    expect(await verify('alice', START_PASSWORD)).toBe('wrong')
    await set(dn, { pwdStartTime: undefined })
  })
})
