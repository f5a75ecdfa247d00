import type { EntryId, WriteResult } from '../directory.ts'
import { change } from '../ldap/change.ts'
import { BLOCKED_UNTIL } from './account-state.ts'
import type { OpenLdap } from './deps.ts'
import { modifyState } from './modify-state.ts'
import type { Person } from './person.ts'

export async function setBlocked(
  openLdap: OpenLdap,
  id: EntryId,
  isBlocked: boolean,
): Promise<WriteResult> {
  return await modifyState(openLdap, id, isBlocked ? planBlock : planRelease)
}

function planBlock({ attributes, state }: Person) {
  const start = attributes.text('pwdStartTime')
  // An administrator who shut the account may open it on a day of their own.
  if (start === BLOCKED_UNTIL || state.isDisabled) return { outcome: 'written' } as const
  const block = change('add', 'pwdStartTime', BLOCKED_UNTIL)
  return start === undefined ? [block] : [change('delete', 'pwdStartTime', start), block]
}

function planRelease({ attributes, state }: Person) {
  if (attributes.text('pwdStartTime') === BLOCKED_UNTIL)
    return [change('delete', 'pwdStartTime', BLOCKED_UNTIL)]
  // What an administrator shut is not ours to open.
  return { outcome: state.isDisabled ? 'disabled' : 'written' } as const
}
