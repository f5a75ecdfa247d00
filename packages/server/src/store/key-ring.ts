import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { addCurrentKey, type KeyRingContent, loadKeyRing } from './key-ring-file.ts'

export { KeyRingRefused } from './key-ring-file.ts'

// A sealed value: format (1 byte), key id (4), nonce (12), cipher text, tag (16).
const FORMAT = 1
const HEADER_BYTES = 5
// NIST SP 800-38D §8.2.2: a random 96-bit nonce; §8.3: at most 2^32 of them for one key, then rotate.
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The value was changed, moved to another place, or sealed by a key that this ring does not hold. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

/**
 * Keeps what the store holds unreadable and unmovable. `context` names the place of a value (table,
 * column, tenant, row): a value sealed for one place does not open at another, so that nobody who can
 * write to the database can give one person's address to another.
 */
export class KeyRing {
  readonly #file: string
  #content: KeyRingContent
  readonly #subKeys = new Map<string, KeyObject>()

  constructor(file: string, content: KeyRingContent) {
    this.#file = file
    this.#content = content
  }

  /** AES-256-GCM under the current key. */
  seal(context: string, text: string): Uint8Array {
    const header = headerFor(this.#content.current)
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey(this.#content.current), nonce)
    cipher.setAAD(boundTo(header, context))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([header, nonce, body, cipher.getAuthTag()])
  }

  /** Promises the very text that was sealed for this context; throws `SealBroken` otherwise. */
  open(context: string, sealed: Uint8Array): string {
    const value = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
    if (value.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || value[0] !== FORMAT)
      throw new SealBroken('not a sealed value')
    const header = value.subarray(0, HEADER_BYTES)
    const key = this.#sealingKey(this.#heldKey(header.subarray(1).toString('hex')))
    const nonce = value.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(boundTo(header, context))
    decipher.setAuthTag(value.subarray(-TAG_BYTES))
    const body = value.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES)
    try {
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    } catch (cause) {
      throw new SealBroken('the seal does not hold', { cause })
    }
  }

  /** HMAC-SHA-256 to find and compare a value by; equal texts of two contexts have nothing in common. */
  hash(context: string, text: string): Uint8Array {
    return createHmac('sha256', this.#indexKey('hash'))
      .update(framed(context))
      .update(text)
      .digest()
  }

  /** 32 bytes for one use, the same for as long as the store lives: signing cookies, for example. */
  derive(use: string): Uint8Array {
    return new Uint8Array(this.#indexKey(use).export())
  }

  /** From now on seals with a new key; what older keys sealed still opens. Other processes follow. Gives the new key's id. */
  rotate(): string {
    this.#content = addCurrentKey(this.#file)
    return this.#content.current
  }

  /** Reads the file again: the command line may have rotated it. */
  refresh(): void {
    this.#content = loadKeyRing(this.#file, { mayCreate: false })
  }

  #indexKey(use: string): KeyObject {
    return this.#subKey(`index/${use}`, this.#content.index)
  }

  #sealingKey(id: string): KeyObject {
    const key = this.#content.keys[id]
    if (key === undefined) throw new SealBroken('sealed by a key that is not on the ring')
    return this.#subKey(`seal/${id}`, key)
  }

  // Another process may have rotated since this one read the file.
  #heldKey(id: string): string {
    if (this.#content.keys[id] === undefined) this.refresh()
    return id
  }

  // RFC 5869: no two uses share a key, so that an answer of one says nothing about another.
  #subKey(use: string, key: string): KeyObject {
    const known = this.#subKeys.get(use)
    if (known) return known
    // As a key object: Node takes longer to look at 32 bytes than to make an HMAC with them.
    const made = createSecretKey(
      new Uint8Array(hkdfSync('sha256', Buffer.from(key, 'base64'), '', `latchkey/${use}`, 32)),
    )
    this.#subKeys.set(use, made)
    return made
  }
}

/**
 * Promises a ring that only its owner can read, made on first use where `mayCreate` allows it; refuses
 * with `KeyRingRefused` a file that is missing, damaged or open to others.
 */
export function openKeyRing(file: string, options: { mayCreate: boolean }): KeyRing {
  return new KeyRing(file, loadKeyRing(file, options))
}

function headerFor(keyId: string): Buffer {
  return Buffer.concat([Buffer.of(FORMAT), Buffer.from(keyId, 'hex')])
}

function boundTo(header: Uint8Array, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, 'utf8')])
}

// The length goes first: ("ab", "c") and ("a", "bc") must not meet in one hash.
function framed(context: string): Buffer {
  const bytes = Buffer.from(context, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
