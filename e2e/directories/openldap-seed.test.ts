import { expect, test } from 'vitest'
import { START_PASSWORD } from '../environments/openldap/names.ts'
import { seedPeople } from '../environments/openldap/seed.ts'
import { useSlapd } from '../environments/openldap/use.ts'

const { slapd, open } = useSlapd()

test('the seeded people are in the states that their names tell', async () => {
  await seedPeople(slapd().root)
  const { directory, verify } = open()
  const verdicts = {
    alice: 'accepted',
    bob: 'accepted',
    carol: 'locked',
    dave: 'disabled',
    erin: 'accepted',
    frank: 'accepted',
    lockedByAdministrator: 'locked',
    expired: 'expired',
    shadowExpired: 'expired',
    mustChange: 'must-change',
    underStrictPolicy: 'accepted',
  }
  for (const [name, verdict] of Object.entries(verdicts))
    expect(await verify(name, START_PASSWORD), name).toBe(verdict)
  expect(await verify('strange', 'Stärt-"Passw0rd"\\1,💡')).toBe('accepted')
  const groupsOf = async (name: string) => (await directory.find({ name }))?.groups
  expect(await groupsOf('alice')).toEqual(['staff', 'everybody'])
  expect(await groupsOf('erin')).toEqual(['administrators'])
  expect(await groupsOf('frank')).toEqual([])
})
