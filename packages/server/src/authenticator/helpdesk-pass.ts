import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticator } from './authenticator.ts'
import { longCodeHash } from './long-code.ts'
import { isSame } from './same-text.ts'

const KIND = 'helpdesk-pass'

/** A pass that the help desk made for one person, after it checked who that is: good once, and not for long. */
export function createHelpdeskPass(keys: Pick<KeyRing, 'hash'>): Authenticator {
  // Nobody's pass: whoever has none is judged by it, so that judging takes as long, and never passes.
  const nobody = longCodeHash(keys, { kind: KIND, id: 'aut_none' }, 'nobody')
  return {
    kind: KIND,
    isSent: false,
    keep: () => '',
    judge: ({ bindings: [binding], answer, now }) => {
      const given = longCodeHash(keys, { kind: KIND, id: binding?.id ?? 'aut_none' }, answer)
      const isRight = isSame(given, binding?.value ?? nobody)
      if (!binding || !isRight || now >= (binding.expiresAt ?? 0)) return { verdict: 'wrong' }
      return { verdict: 'right', binding: binding.id, leaves: 'nothing' }
    },
    mask: () => '••••-••••-••••',
  }
}
