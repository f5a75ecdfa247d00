import type { Secret } from '@latchkey/protocol'

/**
 * Whether a password may reach a bind or a write. An empty one makes a bind succeed as nobody
 * (RFC 4513 §5.1.2); hashes end at a NUL, so that a part of a password would be the whole; and lone
 * surrogates have no UTF-8, so that many would be one.
 */
export function isBindable(password: Secret<string>): boolean {
  return password.use((value) => value !== '' && !value.includes('\0') && value.isWellFormed())
}
