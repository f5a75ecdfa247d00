import type { Client } from 'ldapts'
import { GROUPS, POLICIES } from './names.ts'
import { addMember, addPerson, LOCKED_FOR_GOOD, LONG_AGO, SHUT } from './people.ts'

/** Adds the people of the trial, and some in every other state that an account can be in. */
export async function seedPeople(root: Client): Promise<void> {
  await root.add(STRICT_POLICY, {
    objectClass: ['device', 'pwdPolicy'],
    ...{ cn: 'strict', pwdAttribute: 'userPassword', pwdCheckQuality: '2', pwdMinLength: '16' },
    ...{ pwdInHistory: '9', pwdMinAge: '3600', pwdLockout: 'TRUE', pwdMaxFailure: '5' },
  })
  for (const [name, state] of Object.entries(PEOPLE_OF_THE_TRIAL)) {
    const mail = `${name}@corp.test`
    await addPerson(root, { name, displayName: `${name} of the trial`, mail, ...state })
  }
  await addMember(root, 'everybody', `cn=staff,${GROUPS}`)
  for (const [name, state] of Object.entries(IN_OTHER_STATES))
    await addPerson(root, { name, mail: `${name.toLowerCase()}@corp.test`, ...state })
}

export const STRICT_POLICY = `cn=strict,${POLICIES}`

const now = () => new Date().toISOString().slice(0, 19).replace(/[-T:]/g, '')

const PEOPLE_OF_THE_TRIAL = {
  alice: { groups: ['staff'] },
  bob: { groups: ['staff'] },
  carol: { also: { pwdAccountLockedTime: `${now()}Z` } },
  dave: { also: SHUT },
  erin: { groups: ['administrators'] },
  frank: {},
}

const IN_OTHER_STATES = {
  lockedByAdministrator: { also: { pwdAccountLockedTime: LOCKED_FOR_GOOD } },
  expired: { also: { pwdEndTime: LONG_AGO } },
  shadowExpired: { also: { shadowExpire: '18000' } },
  mustChange: { also: { pwdReset: 'TRUE' } },
  underStrictPolicy: { also: { pwdPolicySubentry: STRICT_POLICY } },
  strange: { cn: 'Anne "Lampe" \\ Straße, 💡', password: 'Stärt-"Passw0rd"\\1,💡' },
}
