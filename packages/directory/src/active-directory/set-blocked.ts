import type { EntryId, WriteResult } from '../directory.ts'
import { change } from '../ldap/change.ts'
import type { ActiveDirectory } from './deps.ts'
import { readPerson } from './person.ts'
import { withFlag } from './user-account-control.ts'
import { writeTwiceAtMost } from './write-again.ts'

export async function setBlocked(
  deps: ActiveDirectory,
  id: EntryId,
  isBlocked: boolean,
): Promise<WriteResult> {
  const { ldap, mayTouchProtected } = deps
  return await writeTwiceAtMost(deps, async () => {
    const person = await ldap.read(
      (connection) => readPerson(connection, ldap.settings, id),
      'writing',
    )
    if (!person) return { outcome: 'not-found' }
    if (person.isProtected && !mayTouchProtected) return { outcome: 'protected' }
    if (person.isDisabled === isBlocked) return { outcome: 'written' }
    const next = withFlag(person.control, 'disabled', isBlocked)
    return {
      dn: person.dn,
      // The old value is named: what an administrator changed meanwhile is not written over.
      changes: [
        change('delete', 'userAccountControl', String(person.control)),
        change('add', 'userAccountControl', String(next)),
      ],
    }
  })
}
