import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticator } from './authenticator.ts'
import { maskNumber } from './phone-number.ts'
import { createSentCode } from './sent-code.ts'

/** A code sent to a mobile phone. */
export function createSms(keys: Pick<KeyRing, 'hash'>): Authenticator {
  return createSentCode('sms', keys, maskNumber)
}
