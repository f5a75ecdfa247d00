import { beforeAll, describe, expect, test } from 'vitest'
import { signsInByKerberos } from '../environments/samba-ad/kerberos.ts'
import { openSamba, SECOND } from '../environments/samba-ad/open.ts'
import { START_PASSWORD, STRANGE_PASSWORD, seedPeople } from '../environments/samba-ad/seed.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

beforeAll(() => seedPeople(samba()))

describe('the people of the trial', () => {
  test.each([
    ['alice', 'accepted'],
    ['bob', 'accepted'],
    ['carol', 'locked'],
    ['dave', 'disabled'],
    ['erin', 'accepted'],
    ['frank', 'accepted'],
    ['expired', 'expired'],
    ['mustchange', 'must-change'],
    ['protected', 'accepted'],
  ])('%s signs in and hears: %s', async (name, verdict) => {
    const { find, verify } = await openSamba(samba())
    const { id } = await find(name)
    expect(await verify(id, START_PASSWORD)).toBe(verdict)
  })

  test('have groups, and groups in groups', async () => {
    const { find } = await openSamba(samba())
    expect((await find('alice')).groups).toEqual(['Domain Users', 'Users', 'everybody', 'staff'])
    expect((await find('erin')).groups).toContain('Administrators')
  })

  test('with a strange name and password are read and written like any other', async () => {
    const { find, verify, change } = await openSamba(samba())
    const { id } = await find('strange')
    expect(await verify(id, STRANGE_PASSWORD)).toBe('accepted')
    expect(await change(id, STRANGE_PASSWORD, SECOND)).toEqual({ outcome: 'written' })
  })
})

describe('a PC', () => {
  test('takes the new password after a reset, and the old one no more', async () => {
    const { find, reset } = await openSamba(samba())
    expect(await signsInByKerberos(samba(), 'alice', START_PASSWORD)).toBe(true)
    expect(await reset((await find('alice')).id, SECOND)).toEqual({ outcome: 'written' })
    expect(await signsInByKerberos(samba(), 'alice', SECOND)).toBe(true)
    expect(await signsInByKerberos(samba(), 'alice', START_PASSWORD)).toBe(false)
  })

  test('takes the password from before after an unlock', async () => {
    const { find, directory } = await openSamba(samba())
    expect(await signsInByKerberos(samba(), 'carol', START_PASSWORD)).toBe(false)
    expect(await directory.unlock((await find('carol')).id)).toEqual({ outcome: 'written' })
    expect(await signsInByKerberos(samba(), 'carol', START_PASSWORD)).toBe(true)
  })
})
