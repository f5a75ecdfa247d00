import { hasSpareTries, type Secret } from '@latchkey/protocol'
import { DirectoryUnavailable } from '../directory.ts'
import type { ActiveDirectory } from './deps.ts'
import type { PasswordSettings } from './password-settings.ts'
import type { Person } from './person.ts'
import { judge } from './verify-password.ts'

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
