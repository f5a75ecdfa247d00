import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Secret } from '@latchkey/protocol'

// A change needs the current password twice: when it is proven, and when the directory writes. In between
// it lies in the store under a key that only the claimant's token makes, and that token is not kept.
const NONCE = 12
const TAG = 16

/** The secret, readable with this token only. */
export function sealByToken(token: string, secret: Secret<string>): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce)
  const body = secret.use((value) => Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]))
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

/** The secret again. Throws where the token is another one. */
export function openByToken(token: string, sealed: string): Secret<string> {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, NONCE), {
    authTagLength: TAG,
  })
  decipher.setAuthTag(bytes.subarray(-TAG))
  const body = decipher.update(bytes.subarray(NONCE, -TAG))
  return new Secret(Buffer.concat([body, decipher.final()]).toString('utf8'))
}

function keyOf(token: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', token, '', 'latchkey/current-password', 32))
}
