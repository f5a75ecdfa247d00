import { DirectoryUnavailable } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { makeCertificate } from '../environments/certificate.ts'
import { newFolder, removeFolder } from '../environments/program.ts'
import { DOMAIN, POWERLESS } from '../environments/samba-ad/domain.ts'
import { FIRST, openSamba, SECOND } from '../environments/samba-ad/open.ts'
import { addSettingsObject } from '../environments/samba-ad/settings-object.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

const powerless = {
  bindDn: POWERLESS.dn,
  bindPassword: new Secret<string>(POWERLESS.password),
}

describe('an account of ours without rights', () => {
  test('is told so on every write, in the directory’s own words, and nothing changes', async () => {
    const { add, reset, verify, directory } = await openSamba(samba(), { settings: powerless })
    const { id } = await add({ name: 'alice' })
    const refused = { outcome: 'no-right', said: expect.stringContaining('Code: 0x32') }
    expect(await reset(id, SECOND)).toEqual(refused)
    expect(await directory.unlock(id)).toEqual(refused)
    expect(await directory.setBlocked(id, true)).toEqual(refused)
    expect(await verify(id, FIRST)).toBe('accepted')
    expect(await verify(id, SECOND)).toBe('wrong')
  })

  test('still changes a password for who has the current one', async () => {
    const { add, change, verify } = await openSamba(samba(), { settings: powerless })
    const { id } = await add({ name: 'alice' })
    expect(await change(id, FIRST, SECOND)).toEqual({ outcome: 'written' })
    expect(await verify(id, SECOND)).toBe('accepted')
  })

  test('says that it cannot see the rules of a person, and shows no others', async () => {
    const { add, directory, made } = await openSamba(samba(), { settings: powerless })
    const { id, dn } = await add({ name: 'grace' })
    made.note(await addSettingsObject(made.client, dn))
    await expect(directory.rulesFor(id)).rejects.toMatchObject({
      name: 'DirectoryUnavailable',
      reason: 'refused',
    })
  })

  // A fault would tell whoever types the name that it is somebody's, and only theirs.
  test('finds whose rules it cannot see like anybody else, with a lockout nobody comes near', async () => {
    const { add, directory, find, made } = await openSamba(samba(), { settings: powerless })
    const { dn } = await add({ name: 'grace' })
    made.note(await addSettingsObject(made.client, dn))
    expect(await find('grace')).toMatchObject({ name: 'grace', lockout: { threshold: 3 } })
    expect(await directory.find({ name: 'nobody' })).toBeUndefined()
  })

  test('may not write to people outside of its unit', async () => {
    const { directory, made, reset } = await openSamba(samba(), {
      settings: { searchBases: [DOMAIN.base] },
    })
    await made.add({ name: 'outsider', password: FIRST, below: `CN=Users,${DOMAIN.base}` })
    const id = (await directory.find({ name: 'outsider' }))?.id ?? ''
    expect(await reset(id, SECOND)).toMatchObject({ outcome: 'no-right' })
  })
})

describe('check', () => {
  test('refuses a base that is not there', async () => {
    const searchBases = [DOMAIN.people, `OU=Nowhere,${DOMAIN.base}`]
    const { directory } = await openSamba(samba(), { settings: { searchBases } })
    await expect(directory.check()).rejects.toMatchObject({ reason: 'refused' })
  })

  test('refuses a wrong password of our own account', async () => {
    const bindPassword = new Secret('Wrong-Guess-1')
    const { directory } = await openSamba(samba(), { settings: { bindPassword } })
    await expect(directory.check()).rejects.toMatchObject({ reason: 'refused' })
  })

  test('refuses a certificate that another authority signed', async () => {
    const folder = newFolder()
    const ca = makeCertificate(folder, DOMAIN.host).certificate
    removeFolder(folder)
    const { directory } = await openSamba(samba(), { settings: { ca } })
    const fault = await directory.check().catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(DirectoryUnavailable)
    expect(fault).toMatchObject({ reason: 'tls-refused' })
  })

  test('finds by UPN too where our own account is given as one', async () => {
    const { add, directory } = await openSamba(samba(), {
      settings: { bindDn: 'svc-reset@corp.test' },
    })
    const { id } = await add({ name: 'alice' })
    expect((await directory.find({ name: 'alice@corp.test' }))?.id).toBe(id)
    expect(await directory.find({ name: 'nobody@corp.test' })).toBeUndefined()
  })
})
