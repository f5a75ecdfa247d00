import { type LongCodeKind, normalisedCode } from '@latchkey/core'
import type { AuthenticatorId } from '@latchkey/protocol'
import type { KeyRing } from '../store/key-ring.ts'

/**
 * What is kept of a long code. Bound to its kind and to the authenticator it belongs to: in another row, of
 * another person or another kind, the same letters are worth nothing.
 */
export function longCodeHash(
  keys: Pick<KeyRing, 'hash'>,
  of: { readonly kind: LongCodeKind; readonly id: AuthenticatorId },
  code: string,
): string {
  const hash = keys.hash(of.kind, `${of.id}:${normalisedCode(code)}`)
  return Buffer.from(hash).toString('base64url')
}
