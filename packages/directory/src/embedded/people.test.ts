import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { setDisabled, setGroups } from './account.ts'
import { openEmbedded, PASSWORD } from './fixture.ts'
import { hashPassword } from './password-hash.ts'
import { addPeople, addPerson } from './people.ts'

describe('addPeople', () => {
  test('adds thousands who share one hash', async () => {
    const { deps, directory, verify } = await openEmbedded()
    const hash = await hashPassword(new Secret(PASSWORD), deps.hashing)
    const people = Array.from({ length: 4000 }, (_, n) => ({
      name: `person-${n}`,
      displayName: `Person ${n}`,
      mail: `person-${n}@corp.test`,
      password: { hash },
    }))
    const result = await addPeople(deps, people)
    expect(result.outcome === 'added' && new Set(result.ids).size).toBe(4000)
    const last = await directory.find({ name: 'person-3999@corp.test' })
    expect(last?.name).toBe('person-3999')
    expect(await verify(last?.id, PASSWORD)).toBe('accepted')
  })

  test('adds nobody where there is nobody to add', async () => {
    const { deps } = await openEmbedded()
    expect(await addPeople(deps, [])).toEqual({ outcome: 'added', ids: [] })
  })

  test('takes a mail address that is the account name too', async () => {
    const { deps, directory } = await openEmbedded()
    const mail = 'alice@corp.test'
    await addPerson(deps, { name: 'Alice@Corp.test', displayName: 'Alice Ferrand', mail })
    expect((await directory.find({ name: mail }))?.mail).toBe(mail)
  })

  test('refuses a name that finds somebody, and adds none of them', async () => {
    const { add, deps, db } = await openEmbedded()
    await add()
    const people = [
      { name: 'bob', displayName: 'Bob Moreau' },
      { name: 'CORP\\ALICE', displayName: 'Alice Again' },
    ]
    const refused = { outcome: 'name-taken', name: 'CORP\\ALICE' }
    expect(await addPeople(deps, people)).toEqual(refused)
    const logins = await db.selectFrom('embedded_login').select('entry').execute()
    expect(logins).toHaveLength(1)
  })

  test('refuses the address of one person as the name of another in the same import', async () => {
    const { deps, db } = await openEmbedded()
    const people = [
      { name: 'alice', displayName: 'Alice Ferrand', mail: 'desk@corp.test' },
      { name: 'desk@corp.test', displayName: 'Desk' },
    ]
    const refused = { outcome: 'name-taken', name: 'desk@corp.test' }
    expect(await addPeople(deps, people)).toEqual(refused)
    const logins = await db.selectFrom('embedded_login').select('entry').execute()
    expect(logins).toHaveLength(0)
  })

  test('takes the same name in another tenant', async () => {
    const { add, deps } = await openEmbedded()
    await add()
    const other = { ...deps, tenant: 'ten_other' } as const
    expect((await addPerson(other, { name: 'alice', displayName: 'Alice' })).outcome).toBe('added')
  })

  test.each(['', '  ', 'CORP\\'])('refuses %j, which can find nobody', async (name) => {
    const { deps } = await openEmbedded()
    const result = await addPerson(deps, { name, displayName: 'Nobody' })
    expect(result).toEqual({ outcome: 'name-empty', name })
  })

  test('keeps a lock that is asked for until its time', async () => {
    const { add, directory, clock } = await openEmbedded()
    const id = await add({ lockedUntil: clock.now + 1 })
    expect(await directory.find({ id })).toMatchObject({
      isLocked: true,
      lockout: { failures: 10 },
    })
    clock.now += 1
    expect(await directory.find({ id })).toMatchObject({
      isLocked: false,
      lockout: { failures: 0 },
    })
  })

  test('leaves no mail address, display name, group or password readable in the database', async () => {
    const { add, sqlite, verify } = await openEmbedded()
    const id = await add({ mail: 'alice@corp.test', groups: ['wardens'], otherNames: ['af-upn'] })
    await verify(id, 'Wrong-Guess-1')
    const file = sqlite.serialize().toString('latin1')
    expect(file).toContain('alice')
    for (const text of ['corp.test', 'Ferrand', 'wardens', 'af-upn', PASSWORD, 'Wrong-Guess']) {
      expect(file).not.toContain(text)
    }
  })

  test('gives no one the profile of another by moving it between rows', async () => {
    const { add, db, directory } = await openEmbedded()
    const id = await add({ mail: 'alice@corp.test' })
    const other = await add({ name: 'erin', mail: 'erin@corp.test' })
    const { sealed } = await db
      .selectFrom('embedded_entry')
      .select('sealed')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await db.updateTable('embedded_entry').set({ sealed }).where('id', '=', other).execute()
    await expect(directory.find({ id: other })).rejects.toThrow()
  })
})

describe('setGroups and setDisabled', () => {
  test('put a person into exactly these groups and keep the rest', async () => {
    const { add, deps, directory } = await openEmbedded()
    const id = await add({ mail: 'alice@corp.test', groups: ['staff'] })
    expect(await setGroups(deps, id, ['wardens'])).toBe(true)
    const entry = await directory.find({ id })
    expect(entry).toMatchObject({ groups: ['wardens'], mail: 'alice@corp.test' })
  })

  test('switch sign-in off and on again', async () => {
    const { add, deps, verify } = await openEmbedded()
    const id = await add()
    expect(await setDisabled(deps, id, true)).toBe(true)
    expect(await verify(id, PASSWORD)).toBe('disabled')
    expect(await setDisabled(deps, id, false)).toBe(true)
    expect(await verify(id, PASSWORD)).toBe('accepted')
  })

  test('say that there is no such entry', async () => {
    const { deps } = await openEmbedded()
    expect(await setDisabled(deps, 'ent_nobody', true)).toBe(false)
    expect(await setGroups(deps, 'ent_nobody', [])).toBe(false)
  })
})
