import type { EntryId, WriteResult } from '../directory.ts'
import { change } from '../ldap/change.ts'
import type { OpenLdap } from './deps.ts'
import { modifyState } from './modify-state.ts'

export async function unlock(openLdap: OpenLdap, id: EntryId): Promise<WriteResult> {
  return await modifyState(openLdap, id, ({ state, attributes }) => {
    // Nobody who still can't sign in is told that the unlock helped.
    if (state.isDisabled) return { outcome: 'disabled' }
    if (state.isExpired) return { outcome: 'expired' }
    if (state.isLockedByAdministrator) return { outcome: 'locked-by-administrator' }
    const lockedAt = attributes.text('pwdAccountLockedTime')
    if (lockedAt === undefined) return { outcome: 'written' }
    // slapd forgets the failures together with the lock. By value: an administrator may lock just now.
    return [change('delete', 'pwdAccountLockedTime', lockedAt)]
  })
}
