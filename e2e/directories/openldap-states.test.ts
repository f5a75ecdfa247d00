import { describe, expect, test } from 'vitest'
import type { Opened } from '../environments/openldap/directory.ts'
import { DEFAULT_POLICY, START_PASSWORD } from '../environments/openldap/names.ts'
import { LOCKED_FOR_GOOD, LONG_AGO, SHUT } from '../environments/openldap/people.ts'
import { useSlapd } from '../environments/openldap/use.ts'

const { open, add, set, setPolicy, read } = useSlapd()

/** The requests from now on that have slapd judge a password. */
function noteRequests(ldap: Opened['ldap']): string[] {
  const asked: string[] = []
  const { read, signIn } = ldap
  Object.assign(ldap, {
    read: (work: Parameters<typeof read>[0]) =>
      read((connection) => {
        const { client } = connection
        const modify: typeof client.modify = (...sent) => {
          asked.push('modify')
          return client.modify(...sent)
        }
        const noted = new Proxy(client, {
          get: (target, name) => {
            if (name === 'modify') return modify
            const value: unknown = Reflect.get(target, name)
            return typeof value === 'function' ? value.bind(target) : value
          },
        })
        return work({ ...connection, client: noted })
      }),
    signIn: (person: Parameters<typeof signIn>[0]) => {
      asked.push('bind')
      return signIn(person)
    },
  })
  return asked
}

const WRITTEN = { outcome: 'written' }
const NEW = 'Plum-Bridge-101-wide'

describe('an administrator’s lock', () => {
  const BY_ADMINISTRATOR = { outcome: 'locked-by-administrator' }

  test('is left alone by a reset and an unlock, which slapd would have take it away', async () => {
    const dn = await add({ name: 'alice', also: { pwdAccountLockedTime: LOCKED_FOR_GOOD } })
    const { directory, idOf, reset } = open()
    expect(await reset('alice', NEW)).toEqual(BY_ADMINISTRATOR)
    expect(await directory.unlock(await idOf('alice'))).toEqual(BY_ADMINISTRATOR)
    expect(await read(dn, 'pwdAccountLockedTime')).toBe(LOCKED_FOR_GOOD)
    await set(dn, { pwdAccountLockedTime: undefined })
    expect(await open().verify('alice', START_PASSWORD)).toBe('accepted')
  })

  test('is locked to whoever signs in, and takes no current password', async () => {
    await add({ name: 'alice', also: { pwdAccountLockedTime: LOCKED_FOR_GOOD } })
    const { directory, verify, change } = open()
    expect(await directory.find({ name: 'alice' })).toMatchObject({ isLocked: true })
    expect(await verify('alice', START_PASSWORD)).toBe('locked')
    expect(await change('alice', START_PASSWORD, NEW)).toEqual({ outcome: 'wrong-current' })
  })
})

describe('a block', () => {
  test('holds while an administrator sets the password, which takes a lock away', async () => {
    const dn = await add({ name: 'alice' })
    const { directory, idOf, verify } = open()
    await directory.setBlocked(await idOf('alice'), true)
    await set(dn, { userPassword: NEW })
    expect(await verify('alice', NEW)).toBe('disabled')
  })

  test('holds where the policy never locks', async () => {
    await setPolicy({ pwdLockout: 'FALSE' })
    await add({ name: 'alice' })
    const { directory, idOf, verify } = open()
    await directory.setBlocked(await idOf('alice'), true)
    expect(await verify('alice', START_PASSWORD)).toBe('disabled')
    expect(await verify('alice', 'Wrong-Guess-1')).toBe('wrong')
  })

  test('may be made and taken back twice, and leaves nothing behind', async () => {
    const dn = await add({ name: 'alice' })
    const { directory, idOf } = open()
    const id = await idOf('alice')
    for (const isBlocked of [true, true, false, false])
      expect(await directory.setBlocked(id, isBlocked)).toEqual(WRITTEN)
    expect(await read(dn, 'pwdStartTime')).toBeUndefined()
  })

  test('leaves the end of an account alone', async () => {
    const dn = await add({ name: 'alice', also: { pwdEndTime: '20900101000000Z' } })
    const { directory, idOf, verify } = open()
    const id = await idOf('alice')
    await directory.setBlocked(id, true)
    expect(await verify('alice', START_PASSWORD)).toBe('disabled')
    await directory.setBlocked(id, false)
    expect(await read(dn, 'pwdEndTime')).toBe('20900101000000Z')
    expect(await verify('alice', START_PASSWORD)).toBe('accepted')
  })

  test('takes the place of a start that is over', async () => {
    await add({ name: 'alice', also: { pwdStartTime: LONG_AGO } })
    const { directory, idOf, verify } = open()
    expect(await directory.setBlocked(await idOf('alice'), true)).toEqual(WRITTEN)
    expect(await verify('alice', START_PASSWORD)).toBe('disabled')
  })

  test('taken back does not open what an administrator shut', async () => {
    const dn = await add({ name: 'alice', also: SHUT })
    const { directory, idOf } = open()
    const id = await idOf('alice')
    expect(await directory.setBlocked(id, true)).toEqual(WRITTEN)
    expect(await directory.setBlocked(id, false)).toEqual({ outcome: 'disabled' })
    expect(await read(dn, 'pwdStartTime')).toBe(SHUT.pwdStartTime)
  })

  test('is told only to the right password, which slapd judges without a bind', async () => {
    const dn = await add({ name: 'alice', also: SHUT })
    const { verify } = open()
    const before = await read(dn, 'userPassword')
    for (const wrong of ['Wrong-Guess-1', START_PASSWORD.toLowerCase(), `${START_PASSWORD} `])
      expect(await verify('alice', wrong)).toBe('wrong')
    expect(await verify('alice', START_PASSWORD)).toBe('disabled')
    expect(await read(dn, 'userPassword')).toBe(before)
    expect(await read(dn, 'pwdHistory')).toBeUndefined()
  })

  // Three requests where others cost one would tell who was disabled.
  test('costs whoever guesses as much as any other account: one request', async () => {
    await add({ name: 'alice', also: SHUT })
    await add({ name: 'bob' })
    const { ldap, verify } = open()
    await verify('bob', START_PASSWORD)
    const asked = noteRequests(ldap)
    for (const [name, request] of [
      ['alice', 'modify'],
      ['bob', 'bind'],
    ] as const) {
      asked.length = 0
      expect(await verify(name, 'Wrong-Guess-1')).toBe('wrong')
      expect(asked).toEqual([request])
    }
  })

  test('is not told while the password is too young for slapd to look at it', async () => {
    await setPolicy({ pwdMinAge: '3600' })
    const dn = await add({ name: 'alice' })
    await set(dn, { userPassword: NEW })
    await set(dn, { pwdReset: undefined, ...SHUT })
    expect(await open().verify('alice', NEW)).toBe('wrong')
  })
})

describe('the end of an account', () => {
  test.each([
    ['the password’s end', { pwdEndTime: LONG_AGO }],
    ['the shadow account’s end, at which slapd does not look', { shadowExpire: '18000' }],
  ])('by %s is told, and nothing is written', async (_, also) => {
    const dn = await add({ name: 'alice', also })
    const { directory, idOf, verify, reset, change } = open()
    expect(await directory.find({ name: 'alice' })).toMatchObject({ isExpired: true })
    expect(await verify('alice', START_PASSWORD)).toBe('expired')
    expect(await verify('alice', 'Wrong-Guess-1')).toBe('wrong')
    const before = await read(dn, 'userPassword')
    expect(await reset('alice', NEW)).toEqual({ outcome: 'expired' })
    expect(await change('alice', START_PASSWORD, NEW)).toEqual({ outcome: 'expired' })
    expect(await directory.unlock(await idOf('alice'))).toEqual({ outcome: 'expired' })
    expect(await read(dn, 'userPassword')).toBe(before)
  })
})

describe('a password that has to be changed', () => {
  test.each(['reset', 'change'] as const)('is done with after a %s', async (way) => {
    const dn = await add({ name: 'alice', also: { pwdReset: 'TRUE' } })
    const { verify, reset, change } = open()
    expect(await verify('alice', START_PASSWORD)).toBe('must-change')
    const result = await (way === 'reset'
      ? reset('alice', NEW)
      : change('alice', START_PASSWORD, NEW))
    expect(result).toEqual(WRITTEN)
    expect(await read(dn, 'pwdReset')).not.toBe('TRUE')
    expect(await verify('alice', NEW)).toBe('accepted')
  })

  test('takes no heed of the minimum age', async () => {
    await setPolicy({ pwdMinAge: '3600' })
    const dn = await add({ name: 'alice' })
    await set(dn, { userPassword: START_PASSWORD, pwdReset: 'TRUE' })
    expect(await open().change('alice', START_PASSWORD, NEW)).toEqual(WRITTEN)
  })

  test('because it is too old is told only to who has it, and can be changed with it', async () => {
    await setPolicy({ pwdMaxAge: '86400' })
    const dn = await add({ name: 'alice' })
    await set(dn, { pwdChangedTime: LONG_AGO })
    const { directory, verify, change } = open()
    expect(await directory.find({ name: 'alice' })).toMatchObject({
      mustChange: true,
      isExpired: false,
    })
    expect(await verify('alice', START_PASSWORD)).toBe('must-change')
    expect(await verify('alice', 'Wrong-Guess-1')).toBe('wrong')
    expect(await change('alice', 'Wrong-Guess-1', NEW)).toEqual({ outcome: 'wrong-current' })
    expect(await change('alice', START_PASSWORD, NEW)).toEqual(WRITTEN)
    expect(await verify('alice', NEW)).toBe('accepted')
  })

  test('though it is too old still lets in by grace', async () => {
    await setPolicy({ pwdMaxAge: '86400', pwdGraceAuthnLimit: '3' })
    const dn = await add({ name: 'alice' })
    await set(dn, { pwdChangedTime: LONG_AGO })
    expect(await open().verify('alice', START_PASSWORD)).toBe('must-change')
  })
})

describe('a lockout', () => {
  test('without an end lasts until an unlock', async () => {
    await setPolicy({ pwdLockoutDuration: '0' })
    await add({ name: 'alice', also: { pwdAccountLockedTime: LONG_AGO } })
    const { directory, idOf, verify } = open()
    expect(await verify('alice', START_PASSWORD)).toBe('locked')
    expect(await directory.unlock(await idOf('alice'))).toEqual(WRITTEN)
    expect(await verify('alice', START_PASSWORD)).toBe('accepted')
  })

  test('that an administrator makes one for good in between is left alone', async () => {
    const dn = await add({ name: 'alice', also: { pwdAccountLockedTime: '20260101000000Z' } })
    const { directory, idOf, ldap } = open()
    const id = await idOf('alice')
    const write = ldap.write
    Object.assign(ldap, {
      write: async (work: Parameters<typeof write>[0]) => {
        await set(dn, { pwdAccountLockedTime: LOCKED_FOR_GOOD })
        return await write(work)
      },
    })
    expect(await directory.unlock(id)).toEqual({ outcome: 'locked-by-administrator' })
    expect(await read(dn, 'pwdAccountLockedTime')).toBe(LOCKED_FOR_GOOD)
  })

  test('is read live, from the policy that is in force for the person', async () => {
    await add({ name: 'alice' })
    const { directory } = open()
    const lockout = async () => (await directory.find({ name: 'alice' }))?.lockout
    expect(await lockout()).toEqual({ threshold: 10, windowMs: 900_000, failures: 0 })
    await setPolicy({ pwdMaxFailure: '4', pwdFailureCountInterval: '60' })
    expect(await lockout()).toEqual({ threshold: 4, windowMs: 60_000, failures: 0 })
    await setPolicy({ pwdLockout: 'FALSE' })
    expect(await lockout()).toMatchObject({ threshold: 0 })
  })

  test('is never near for who can’t see the policy', async () => {
    await add({ name: 'alice', also: { pwdPolicySubentry: `cn=gone,${DEFAULT_POLICY}` } })
    expect(await open().directory.find({ name: 'alice' })).toMatchObject({
      lockout: { threshold: 3 },
    })
  })
})
