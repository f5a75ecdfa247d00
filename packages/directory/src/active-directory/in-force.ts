import { hasSpareTries, type Secret } from '@latchkey/protocol'
import { DirectoryUnavailable } from '../directory.ts'
import type { PasswordMark } from '../ldap/history.ts'
import type { ActiveDirectory } from './deps.ts'
import type { PasswordSettings } from './password-settings.ts'
import type { Person } from './person.ts'
import { judge } from './verify-password.ts'

// The most by which clocks in a domain may differ (MS-KILE 3.1.1.2).
const SKEW_MS = 5 * 60_000

/** By which the password that is about to be set is known afterwards, if nobody sets another one in between. */
export function nextMark({ passwordVersion }: Person, at: number): PasswordMark | undefined {
  return passwordVersion === undefined ? undefined : { version: passwordVersion + 1, at }
}

/**
 * Whether the password in force is the last that was set through us, so that no bind has to tell. By its
 * number alone it could be another one, where a controller was set back by a backup, or two were written at once.
 */
export function isOurs(
  { passwordVersion, passwordSetAt }: Person,
  last: PasswordMark | undefined,
): boolean {
  if (!last || passwordSetAt === undefined) return false
  return passwordVersion === last.version && Math.abs(passwordSetAt - last.at) <= SKEW_MS
}

/**
 * Whether the password is the one in force, where it may not have been set through us: a bind tells. One
 * that fails counts toward the lockout until the reset that follows clears the count, so it is tried only
 * where enough tries are left.
 */
export async function isInForceNow(
  directory: ActiveDirectory,
  { dn, isLocked, failures }: Person,
  { threshold }: PasswordSettings,
  password: Secret<string>,
): Promise<boolean> {
  if (isLocked || !hasSpareTries({ threshold, failures })) return false
  try {
    const verdict = await judge(directory, dn, password)
    return verdict !== 'wrong' && verdict !== 'locked'
  } catch (error) {
    // An answer that says nothing of the password is no reason to refuse a new one.
    if (error instanceof DirectoryUnavailable && error.reason === 'refused') return false
    throw error
  }
}
