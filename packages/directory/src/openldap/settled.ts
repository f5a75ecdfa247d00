import type { Secret } from '@latchkey/protocol'
import { DirectoryUnavailable, OutcomeUnknown } from '../directory.ts'
import { ConnectionLost, refusalOf } from '../ldap/failure.ts'
import type { OpenLdap } from './deps.ts'

/**
 * Runs the write of a password. Where its answer got lost, the same server is asked by a bind with the
 * new password; throws `OutcomeUnknown` where that is silent too, and `DirectoryUnavailable` where
 * nothing was written.
 */
export async function settled<T>(
  { ldap }: OpenLdap,
  person: { readonly dn: string; readonly password: Secret<string> },
  write: () => Promise<T | 'written'>,
): Promise<T | 'written'> {
  try {
    return await write()
  } catch (cause) {
    if (refusalOf(cause)) throw new DirectoryUnavailable('the server can’t write now', { cause })
    if (!(cause instanceof ConnectionLost)) throw cause
    const isInForce = await ldap.isInForce(cause.server, person, () => false)
    if (isInForce) return 'written'
    if (isInForce === undefined)
      throw new OutcomeUnknown('nobody could find out whether the password is in force', { cause })
    throw new DirectoryUnavailable('the connection broke before a password was set', { cause })
  }
}
