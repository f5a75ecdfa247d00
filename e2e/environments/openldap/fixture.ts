import { randomUUID } from 'node:crypto'
import type { DirectoryFixture, FixturePerson } from '@latchkey/directory/contract'
import { openDirectory } from './directory.ts'
import { DEFAULT_POLICY } from './names.ts'
import { addPerson, LONG_AGO, SHUT, set } from './people.ts'
import type { Slapd } from './slapd.ts'
import { letPass } from './time.ts'
import { empty } from './use.ts'

/** What the contract works with: people are added to a running slapd, and removed at the end of a test. */
export async function openFixture(slapd: Slapd): Promise<DirectoryFixture> {
  const { root } = slapd
  const { directory, close } = openDirectory(slapd)
  return {
    directory,
    traits: { domainNames: true, expiry: true, mustChange: true, unknownId: randomUUID() },
    addPerson: async (person) => void (await addPerson(root, toPerson(person))),
    advance: (ms) => letPass(root, ms),
    setMinimumAge: (hours) => set(root, DEFAULT_POLICY, { pwdMinAge: `${hours * 3_600}` }),
    close: async () => {
      await close()
      await set(root, DEFAULT_POLICY, { pwdMinAge: '0' })
      await empty(slapd)
    },
  }
}

function toPerson({ isDisabled, isExpired, mustChange, ...person }: FixturePerson) {
  return {
    ...person,
    also: {
      ...(isExpired && { pwdEndTime: LONG_AGO }),
      ...(isDisabled && SHUT),
      ...(mustChange && { pwdReset: 'TRUE' }),
    },
  }
}
