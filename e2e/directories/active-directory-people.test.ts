import { describe, expect, test } from 'vitest'
import { atModify, countSignIns } from '../environments/samba-ad/between.ts'
import { DOMAIN, minutes } from '../environments/samba-ad/domain.ts'
import { addMember, addUnit, forcePassword, replace } from '../environments/samba-ad/entries.ts'
import { FIRST, lockOut, openSamba, SECOND } from '../environments/samba-ad/open.ts'
import { addSettingsObject } from '../environments/samba-ad/settings-object.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

describe('a person under a settings object of their own', () => {
  test('has its rules and its lockout, and others have the domain’s', async () => {
    const { add, find, directory, made } = await openSamba(samba())
    const grace = await add({ name: 'grace' })
    const alice = await add({ name: 'alice' })
    made.note(await addSettingsObject(made.client, grace.dn))
    expect(await directory.rulesFor(grace.id)).toEqual([
      { code: 'min-length', least: 16 },
      { code: 'max-length', most: 127 },
      { code: 'character-classes', least: 3 },
      { code: 'no-names' },
      { code: 'history', remembered: 3 },
    ])
    expect((await find('grace')).lockout).toMatchObject({ threshold: 4, windowMs: 30 * 60_000 })
    expect(await directory.rulesFor(alice.id)).toContainEqual({ code: 'min-length', least: 10 })
    expect((await find('alice')).lockout).toMatchObject({ threshold: 10, windowMs: 15 * 60_000 })
  })

  test('is refused what is too short for it alone', async () => {
    const { add, reset, made, verify } = await openSamba(samba())
    const { id, dn } = await add({ name: 'grace' })
    made.note(await addSettingsObject(made.client, dn))
    expect(await reset(id, 'Plum-Bridge-101')).toEqual({
      outcome: 'refused',
      broken: ['min-length'],
    })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(await verify(id, SECOND)).toBe('accepted')
  })
})

describe('rules', () => {
  test('are read live', async () => {
    const { add, directory, made } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    await made.setPolicy({ minPwdLength: '14', pwdProperties: '0', pwdHistoryLength: '0' })
    expect(await directory.rulesFor(id)).toEqual([
      { code: 'min-length', least: 14 },
      { code: 'max-length', most: 127 },
    ])
  })

  test('against names hold where Samba alone would take the password', async () => {
    const { add, reset, verify, made } = await openSamba(samba())
    const { id, dn } = await add({ name: 'jdoe', displayName: 'O’Hara, Jean-Paul' })
    for (const password of ['My-JDOE-2031-x', 'Xx-jean.2031', 'Our-paul-2031'])
      expect(await reset(id, password)).toEqual({ outcome: 'refused', broken: ['no-names'] })
    expect(await verify(id, FIRST)).toBe('accepted')
    await forcePassword(made.client, dn, 'My-JDOE-2031-x')
    expect(await verify(id, 'My-JDOE-2031-x')).toBe('accepted')
  })

  test('of minimum age do not hold for a password that has to be changed', async () => {
    const { add, change, made } = await openSamba(samba())
    await made.setPolicy({ minPwdAge: minutes(60) })
    const { id } = await add({ name: 'alice', mustChange: true })
    expect(await change(id, FIRST, SECOND)).toEqual({ outcome: 'written' })
  })

  test('of minimum age are told without the directory being asked', async () => {
    const { add, reset, change, find, made } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    await made.setPolicy({ minPwdAge: minutes(60) })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'refused', broken: ['min-age'] })
    expect(await change(id, FIRST, SECOND)).toEqual({ outcome: 'refused', broken: ['min-age'] })
    expect((await find('alice')).lockout.failures).toBe(0)
  })
})

describe('history', () => {
  test('is held on a change for passwords that were reset', async () => {
    const { add, reset, change } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(await change(id, SECOND, FIRST)).toMatchObject({
      outcome: 'refused',
      broken: ['history'],
    })
  })

  test('knows the password in force, which an administrator set', async () => {
    const { counted, between } = countSignIns()
    const { add, reset } = await openSamba(samba(), { between })
    const { id } = await add({ name: 'alice' })
    expect(await reset(id, FIRST)).toEqual({ outcome: 'refused', broken: ['history'] })
    expect(counted.signIns).toBe(1)
  })

  test('knows the password in force without asking, as long as it is the one that we set', async () => {
    const { counted, between } = countSignIns()
    const { add, reset, change, made } = await openSamba(samba(), { between })
    const { id, dn } = await add({ name: 'alice' })
    await reset(id, SECOND)
    counted.signIns = 0
    const third = 'Grey-Meadow-202-deep'
    expect(await reset(id, SECOND)).toEqual({ outcome: 'refused', broken: ['history'] })
    expect(await change(id, SECOND, third)).toEqual({ outcome: 'written' })
    expect(await reset(id, third)).toEqual({ outcome: 'refused', broken: ['history'] })
    expect(counted.signIns).toBe(0)
    const theirs = 'Amber-Kettle-303-tall'
    await forcePassword(made.client, dn, theirs)
    expect(await reset(id, theirs)).toEqual({ outcome: 'refused', broken: ['history'] })
    expect(counted.signIns).toBe(1)
  })

  test('does not ask for it where the lockout is near, and the reset clears the count', async () => {
    const { counted, between } = countSignIns()
    const { add, reset, verify, find } = await openSamba(samba(), { between })
    const { id } = await add({ name: 'alice' })
    for (let n = 0; n < 8; n++) await verify(id, `Wrong-Guess-${n}`)
    counted.signIns = 0
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(counted.signIns).toBe(0)
    expect(await find('alice')).toMatchObject({ isLocked: false, lockout: { failures: 0 } })
  })

  test('is not asked for where the rule is not in force', async () => {
    const { counted, between } = countSignIns()
    const { add, reset, made } = await openSamba(samba(), { between })
    await made.setPolicy({ pwdHistoryLength: '0' })
    const { id } = await add({ name: 'alice' })
    expect(await reset(id, FIRST)).toEqual({ outcome: 'written' })
    expect(counted.signIns).toBe(0)
  })

  test('that cannot be remembered does not make a written password unwritten', async () => {
    const faults: unknown[] = []
    const history = {
      compare: async () => ({ isHeld: false }),
      remember: async () => {
        throw new Error('the store is full')
      },
    }
    const report = (fault: unknown) => void faults.push(fault)
    const { add, reset, verify } = await openSamba(samba(), { history, report })
    const { id } = await add({ name: 'alice' })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(await verify(id, SECOND)).toBe('accepted')
    expect(faults).toEqual([new Error('the store is full')])
  })
})

describe('the state of an account', () => {
  test('that the directory protects is refused, and nothing is written', async () => {
    const { add, reset, verify, directory } = await openSamba(samba())
    const { id } = await add({ name: 'erin', also: { adminCount: '1' } })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'protected' })
    expect(await directory.unlock(id)).toEqual({ outcome: 'protected' })
    expect(await directory.setBlocked(id, true)).toEqual({ outcome: 'protected' })
    expect(await verify(id, FIRST)).toBe('accepted')
  })

  test('that the directory protects is written to where the administrator said so', async () => {
    const { add, reset, verify } = await openSamba(samba(), { mayTouchProtected: true })
    const { id } = await add({ name: 'erin', also: { adminCount: '1' } })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(await verify(id, SECOND)).toBe('accepted')
  })

  test('expired is refused a reset and an unlock', async () => {
    const { add, reset, directory } = await openSamba(samba())
    const { id } = await add({ name: 'alice', isExpired: true })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'expired' })
    expect(await directory.unlock(id)).toEqual({ outcome: 'expired' })
  })

  test('disabled is told on a change to who has the password only', async () => {
    const { add, change } = await openSamba(samba())
    const { id } = await add({ name: 'dave', isDisabled: true })
    expect(await change(id, 'Wrong-Guess-1', SECOND)).toEqual({ outcome: 'wrong-current' })
    expect(await change(id, FIRST, SECOND)).toEqual({ outcome: 'disabled' })
  })

  test('that wants a smart card takes no password', async () => {
    const { add, reset } = await openSamba(samba())
    const { id } = await add({ name: 'alice', also: { userAccountControl: '262656' } })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'locked-by-administrator' })
  })

  test('outside its logon hours is refused sign-in, and may have its password reset', async () => {
    const { add, reset, verify, made } = await openSamba(samba())
    const { id, dn } = await add({ name: 'alice' })
    await replace(made.client, dn, { logonHours: '\0'.repeat(21) })
    expect(await verify(id, 'Wrong-Guess-1')).toBe('wrong')
    expect(await verify(id, FIRST)).toBe('disabled')
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
  })

  test('whose password never expires is reset like any other and stays so', async () => {
    const { add, reset, made } = await openSamba(samba())
    const { id, dn } = await add({ name: 'alice', also: { userAccountControl: '66048' } })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    const { searchEntries } = await made.client.search(dn, { scope: 'base' })
    expect(searchEntries[0]?.userAccountControl).toBe('66048')
  })

  test('locked answers so to a wrong and to the right password', async () => {
    const open = await openSamba(samba())
    const carol = await open.add({ name: 'carol' })
    await lockOut(open, carol)
    expect(await open.verify(carol.id, 'Wrong-Guess-11')).toBe('locked')
    expect(await open.verify(carol.id, FIRST)).toBe('locked')
    expect(await open.directory.unlock(carol.id)).toEqual({ outcome: 'written' })
    expect(await open.verify(carol.id, FIRST)).toBe('accepted')
  })

  test('with a password that is too old asks for a change', async () => {
    const { add, verify, find, made, advance } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    await made.setPolicy({ maxPwdAge: minutes(2 * 24 * 60) })
    await advance?.(3 * 24 * 60 * 60_000)
    expect((await find('alice')).mustChange).toBe(true)
    expect(await verify(id, FIRST)).toBe('must-change')
  })
})

describe('block', () => {
  test('touches no other flag of the account', async () => {
    const { add, directory, made } = await openSamba(samba())
    const { id, dn } = await add({ name: 'alice', also: { userAccountControl: '66048' } })
    expect(await directory.setBlocked(id, true)).toEqual({ outcome: 'written' })
    const flags = async () =>
      (await made.client.search(dn, { scope: 'base' })).searchEntries[0]?.userAccountControl
    expect(await flags()).toBe('66050')
    expect(await directory.setBlocked(id, false)).toEqual({ outcome: 'written' })
    expect(await flags()).toBe('66048')
  })

  test('leaves what an administrator changed at the same moment', async () => {
    let isFirst = true
    const between = atModify(async (send) => {
      if (isFirst) await replace(made.client, dn, { userAccountControl: '66048' })
      isFirst = false
      await send()
    })
    const { add, directory, made } = await openSamba(samba(), { between })
    const { id, dn } = await add({ name: 'alice' })
    expect(await directory.setBlocked(id, true)).toEqual({ outcome: 'written' })
    const { searchEntries } = await made.client.search(dn, { scope: 'base' })
    expect(searchEntries[0]?.userAccountControl).toBe('66050')
  })
})

describe('find', () => {
  test('knows groups in groups, and the primary one', async () => {
    const { add, find, made } = await openSamba(samba())
    const { dn } = await add({ name: 'alice' })
    const [inner, middle, outer] = await Promise.all(['inner', 'middle', 'outer'].map(made.group))
    await addMember(made.client, inner ?? '', dn)
    await addMember(made.client, middle ?? '', inner ?? '')
    await addMember(made.client, outer ?? '', middle ?? '')
    // A circle is allowed between groups.
    await addMember(made.client, inner ?? '', outer ?? '')
    const { groups } = await find('alice')
    expect(groups).toEqual(expect.arrayContaining(['inner', 'middle', 'outer', 'Domain Users']))
  })

  test('looks below every base and nowhere else', async () => {
    const elsewhere = `OU=Elsewhere,${DOMAIN.base}`
    const searchBases = [DOMAIN.people, elsewhere]
    const { add, directory, made } = await openSamba(samba(), { settings: { searchBases } })
    await addUnit(made.client, elsewhere)
    made.note(elsewhere)
    const there = await add({ name: 'there', below: elsewhere })
    expect((await directory.find({ id: there.id }))?.name).toBe('there')
    expect(await directory.find({ name: 'Administrator' })).toBeUndefined()
    expect(await directory.find({ name: 'svc-reset' })).toBeUndefined()
  })

  test('finds by the UPN that everybody has, and by the one written down', async () => {
    const { add, directory, made } = await openSamba(samba())
    const { id, dn } = await add({ name: 'alice' })
    await replace(made.client, dn, { userPrincipalName: 'a.ferrand@example.org' })
    expect((await directory.find({ name: 'a.ferrand@example.org' }))?.id).toBe(id)
    expect((await directory.find({ name: 'alice@CORP.test' }))?.id).toBe(id)
    expect((await directory.find({ name: 'corp.test\\alice' }))?.id).toBe(id)
    expect(await directory.find({ name: 'OTHER\\alice' })).toBeUndefined()
  })

  test('takes a UPN before a mail address that somebody gave themselves', async () => {
    const { add, directory } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    await add({ name: 'mallory', mail: 'alice@corp.test' })
    expect((await directory.find({ name: 'alice@corp.test' }))?.id).toBe(id)
  })

  test('takes nobody where two people have the mail address', async () => {
    const { add, directory } = await openSamba(samba())
    await add({ name: 'alice', mail: 'office@corp.test' })
    await add({ name: 'bob', mail: 'office@corp.test' })
    expect(await directory.find({ name: 'office@corp.test' })).toBeUndefined()
  })

  test('keeps the id when the account is renamed and moved', async () => {
    const { add, directory, made, reset } = await openSamba(samba())
    const { id, dn } = await add({ name: 'alice' })
    const moved = `CN=Alice Moved,OU=Sub,${DOMAIN.people}`
    await addUnit(made.client, `OU=Sub,${DOMAIN.people}`)
    made.note(`OU=Sub,${DOMAIN.people}`)
    await made.client.modifyDN(dn, moved)
    expect((await directory.find({ id }))?.name).toBe('alice')
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    await made.client.modifyDN(moved, dn)
  })

  test('has telephone numbers as the directory has them', async () => {
    const { add, find } = await openSamba(samba())
    await add({ name: 'alice', also: { mobile: '+33 6 00 00 00 01', telephoneNumber: '417' } })
    expect((await find('alice')).phones).toEqual(['+33 6 00 00 00 01', '417'])
  })
})
