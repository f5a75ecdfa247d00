import type { Directory } from '../directory.ts'
import { answered } from '../ldap/answered.ts'
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
