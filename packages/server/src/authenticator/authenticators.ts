import type { HashingCost } from '@latchkey/directory'
import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticators } from './authenticator.ts'
import { createEmail } from './email.ts'
import { createHelpdeskPass } from './helpdesk-pass.ts'
import { createPasskey } from './passkey.ts'
import type { Passkeys } from './passkeys.ts'
import { createRecoveryCode } from './recovery-code.ts'
import { createSecurityQuestions } from './security-questions.ts'
import { createSms } from './sms.ts'
import { createTotp } from './totp.ts'

/** Every kind there is. */
export function createAuthenticators(
  keys: Pick<KeyRing, 'hash'>,
  passkeys: Passkeys,
  hashing?: HashingCost,
): Authenticators {
  return {
    email: createEmail(keys),
    totp: createTotp(),
    sms: createSms(keys),
    'recovery-code': createRecoveryCode(keys),
    'helpdesk-pass': createHelpdeskPass(keys),
    'security-questions': createSecurityQuestions(keys, hashing),
    passkey: createPasskey(passkeys),
  }
}
