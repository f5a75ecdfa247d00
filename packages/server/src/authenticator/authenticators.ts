import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticators } from './authenticator.ts'
import { createEmail } from './email.ts'
import { createPasskey } from './passkey.ts'
import type { Passkeys } from './passkeys.ts'
import { createTotp } from './totp.ts'

/** Every kind there is. */
export function createAuthenticators(
  keys: Pick<KeyRing, 'hash'>,
  passkeys: Passkeys,
): Authenticators {
  return { email: createEmail(keys), totp: createTotp(), passkey: createPasskey(passkeys) }
}
