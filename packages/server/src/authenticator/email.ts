import { timingSafeEqual } from 'node:crypto'
import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticator } from './authenticator.ts'

/** A code sent to an address that the person enrolled. */
export function createEmail(keys: Pick<KeyRing, 'hash'>): Authenticator {
  const keep: Authenticator['keep'] = ({ flow, challenge, code }) =>
    Buffer.from(keys.hash('code', `${flow}:${challenge.id}:${code}`)).toString('base64url')
  return {
    kind: 'email',
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
    mask: maskAddress,
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** `alice@corp.test` → `a•••@c•••.test`: enough to recognise one's own, too little to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  const dot = domain.lastIndexOf('.')
  const ending = dot > 0 ? domain.slice(dot) : ''
  return `${first(local)}•••@${first(domain)}•••${ending}`
}

function first(text: string): string {
  return [...text][0] ?? ''
}
