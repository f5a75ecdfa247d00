import { randomUUID } from 'node:crypto'
import type { Directory, Entry } from '../directory.ts'
import type { OpenLdap } from './deps.ts'
import { type Groups, groupsOf } from './groups.ts'
import { lockoutOf } from './password-policy.ts'
import { type Person, readPerson, readPersonByName } from './person.ts'

export async function find(
  openLdap: OpenLdap,
  by: Parameters<Directory['find']>[0],
): Promise<Entry | undefined> {
  return await openLdap.ldap.read(async (connection) => {
    const person = await ('id' in by
      ? readPerson(openLdap, connection, by.id)
      : readPersonByName(openLdap, connection, by.name))
    const { base, groupBases = [base] } = openLdap
    const groups = await groupsOf(connection, groupBases, person ?? nobody(openLdap))
    return person && entryOf(openLdap, person, groups)
  })
}

/** Whom no entry is: made up anew each time, so that no cache knows them. */
export function nobody({ base }: Pick<OpenLdap, 'base'>): { dn: string; name: string } {
  const name = randomUUID()
  return { dn: `uid=${name},${base}`, name }
}

function entryOf(openLdap: OpenLdap, person: Person, groups: Groups): Entry {
  const { mailAttributes, phoneAttributes } = openLdap.ldap.settings
  const { id, name, displayName, attributes, policy, state, matched } = person
  const [mail] = mailAttributes.flatMap((one) => attributes.texts(one))
  const phones = phoneAttributes.flatMap((one) => attributes.texts(one))
  return {
    id,
    name,
    displayName,
    ...(mail !== undefined && { mail }),
    ...(phones.length > 0 && { phones }),
    groups: groups.names,
    ...(groups.isPart && { groupsUnseen: true }),
    ...(matched === 'mail' && { matched }),
    isDisabled: state.isDisabled,
    isExpired: state.isExpired,
    isLocked: state.isLocked,
    mustChange: state.mustChange,
    lockout: lockoutOf(policy, state.failedAt, openLdap.now()),
  }
}
