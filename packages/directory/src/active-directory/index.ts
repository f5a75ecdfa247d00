import { type Directory, DirectoryUnavailable } from '../directory.ts'
import { refusalOf } from '../ldap/failure.ts'
import { checkDirectory } from './check.ts'
import { type ActiveDirectoryDeps, withOwn } from './deps.ts'
import { findEntry } from './find.ts'
import { inspect } from './inspect.ts'
import { rulesFor } from './rules.ts'
import { setBlocked } from './set-blocked.ts'
import { setPassword } from './set-password.ts'
import { unlock } from './unlock.ts'
import { verifyPassword } from './verify-password.ts'

/** Promises a directory whose people live in an Active Directory, or in Samba's. */
export function createActiveDirectory(deps: ActiveDirectoryDeps): Directory {
  const directory = withOwn(deps)
  return {
    name: deps.ldap.settings.name,
    ...(deps.domains && { domains: deps.domains }),
    find: (by) => answered(findEntry(directory, by)),
    rulesFor: (id) => answered(rulesFor(directory, id)),
    verifyPassword: (id, password) => answered(verifyPassword(directory, id, password)),
    setPassword: (id, change) => answered(setPassword(directory, id, change)),
    unlock: (id) => answered(unlock(directory, id)),
    setBlocked: (id, isBlocked) => answered(setBlocked(directory, id, isBlocked)),
    check: () => answered(checkDirectory(directory)),
    inspect: () => answered(inspect(directory)),
  }
}

// A refusal that nothing here expects, such as of a search: the directory does not do its work for us.
async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    throw new DirectoryUnavailable(refusal.said, { reason: 'refused', cause: error })
  }
}
