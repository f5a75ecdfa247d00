import type { KeyRing } from '../store/key-ring.ts'
import type { Authenticator } from './authenticator.ts'
import { createSentCode } from './sent-code.ts'

/** A code sent to an address that the person enrolled. */
export function createEmail(keys: Pick<KeyRing, 'hash'>): Authenticator {
  return createSentCode('email', keys, maskAddress)
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
