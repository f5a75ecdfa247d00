import type { EntryId, WriteResult } from '../directory.ts'
import { change } from '../ldap/change.ts'
import type { ActiveDirectory } from './deps.ts'
import { refusalFor } from './may-write.ts'
import { readPerson } from './person.ts'
import { writeTwiceAtMost } from './write-again.ts'

export async function unlock(deps: ActiveDirectory, id: EntryId): Promise<WriteResult> {
  const { ldap } = deps
  return await writeTwiceAtMost(deps, async () => {
    const person = await ldap.read(
      (connection) => readPerson(connection, ldap.settings, id),
      'writing',
    )
    if (!person) return { outcome: 'not-found' }
    const refusal = refusalFor(deps, person)
    if (refusal) return refusal
    return { dn: person.dn, changes: [change('replace', 'lockoutTime', '0')] }
  })
}
