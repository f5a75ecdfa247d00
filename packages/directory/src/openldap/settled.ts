import { hasSpareTries, type Secret } from '@latchkey/protocol'
import { DirectoryUnavailable, OutcomeUnknown } from '../directory.ts'
import { ConnectionLost, refusalOf } from '../ldap/failure.ts'
import type { OpenLdap } from './deps.ts'
import { lockoutOf } from './password-policy.ts'
import type { Person } from './person.ts'

/**
 * Runs the write of a password. Where its answer got lost, the same server is asked by a bind with the
 * new password, which may prove that it is in force and never that it will not be: the write may still be
 * on its way. Throws `OutcomeUnknown` where nothing was proved, and `DirectoryUnavailable` only where
 * nothing was written for sure.
 */
export async function settled<T>(
  openLdap: OpenLdap,
  person: Person,
  password: Secret<string>,
  write: () => Promise<T | 'written'>,
): Promise<T | 'written'> {
  try {
    return await write()
  } catch (cause) {
    if (refusalOf(cause)) throw new DirectoryUnavailable('the server can’t write now', { cause })
    if (!(cause instanceof ConnectionLost)) throw cause
    if (!cause.wasSent)
      throw new DirectoryUnavailable('the connection broke before a password was sent', { cause })
    if (await isProved(openLdap, person, password, cause)) return 'written'
    throw new OutcomeUnknown('nobody could find out whether the password is in force', { cause })
  }
}

async function isProved(
  { ldap, now }: OpenLdap,
  { dn, policy, state }: Person,
  password: Secret<string>,
  { server }: ConnectionLost,
): Promise<boolean> {
  // Whoever is locked is locked no longer where it was written, and can't be locked twice where it was not.
  if (!state.isLocked && !hasSpareTries(lockoutOf(policy, state.failedAt, now()))) return false
  return await ldap.isInForce(server, { dn, password }, () => false)
}
