import type { Medium } from '@latchkey/protocol'
import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticator } from './authenticator.ts'
import { isSame } from './same-text.ts'

/** A code of ours that is sent to an address of the person's. */
export function createSentCode(
  kind: Medium,
  keys: Pick<KeyRing, 'hash'>,
  mask: (address: string) => string,
): Authenticator {
  const keep: Authenticator['keep'] = ({ flow, challenge, code }) =>
    Buffer.from(keys.hash('code', `${flow}:${challenge.id}:${code}`)).toString('base64url')
  return {
    kind,
    isSent: true,
    keep,
    judge: ({ flow, challenge, issued, bindings, answer }) => {
      const none = { id: 'chl_none', issuedAt: 0, expiresAt: 0 } as const
      const given = keep({ flow, challenge: challenge ?? none, code: answer })
      const isRight = isSame(given, issued ?? '') && issued !== undefined
      const [binding] = bindings
      // A right guess for somebody without an address proves nothing: no message ever held that code.
      return isRight && binding ? { verdict: 'right', binding: binding.id } : { verdict: 'wrong' }
    },
    mask,
  }
}
