import type { Authenticator, Verdict } from './authenticator.ts'
import type { Passkeys } from './passkeys.ts'
import { isSame } from './same-text.ts'

const WRONG: Verdict = { verdict: 'wrong' }

/** A passkey or security key: it signs in the browser itself, or approves on another device. */
export function createPasskey(passkeys: Passkeys): Authenticator {
  return {
    kind: 'passkey',
    isSent: false,
    keep: () => '',
    judge: async ({ flow, challenge, bindings, answer, passkey }) => {
      if (!passkey) return WRONG
      if (passkey.by === 'browser') return await passkeys.judge({ ...passkey, bindings, answer })
      const { approved } = passkey
      const of = { flow, challenge: challenge?.id ?? 'chl_none' }
      const isRight = isSame(answer, passkeys.approvalNumber(of, approved ?? 'aut_none'))
      // Removed since it approved, or never given: a guess opens nothing that no passkey stands behind.
      const isTheirs = bindings.some(({ id }) => id === approved)
      return isRight && approved !== undefined && isTheirs
        ? { verdict: 'right', binding: approved }
        : WRONG
    },
    // Nothing of a key is anything to recognise it by: people give them names.
    mask: () => '',
  }
}
