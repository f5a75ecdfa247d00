import type { PasswordRule } from '@latchkey/protocol'
import type { EntryId } from '../directory.ts'
import type { OpenLdap } from './deps.ts'
import { rulesOf } from './password-policy.ts'
import { readPerson, readPolicy } from './person.ts'

export async function rulesFor(openLdap: OpenLdap, id: EntryId): Promise<readonly PasswordRule[]> {
  return await openLdap.ldap.read(async (connection) => {
    const person = await readPerson(openLdap, connection, id)
    const policy = person ? person.policy : await readPolicy(openLdap, connection)
    return rulesOf(policy, openLdap.qualityRules)
  }, 'writing')
}
