import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a page of ours asks a browser to sign. */
export type AskedOf = { readonly challenge: string; readonly rpId: string }

/** What an authenticator that is broken, stolen or hostile does otherwise. */
export type Twist = {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  readonly crossOrigin?: boolean
  /** Whether the person was there, and showed who they are. */
  readonly isPresent?: boolean
  readonly isVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string
  readonly id?: string
  /** In the place of what authenticators write: broken CBOR, for example. */
  readonly authenticatorData?: (right: Buffer) => Buffer
  readonly attestationObject?: (right: Buffer) => Buffer
}

/** A security key in software, and the browser around it: it does what WebAuthn says, or what a twist says. */
export type SoftwareKey = {
  readonly id: string
  /** As a browser answers `navigator.credentials.create`. */
  make(asked: AskedOf & { readonly user: string }, twist?: Twist): string
  /** The same of `navigator.credentials.get`. */
  sign(asked: AskedOf, twist?: Twist): string
}

export const ORIGIN = 'http://localhost:8080'

export function createSoftwareKey(options: { readonly counts?: boolean } = {}): SoftwareKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let user = ''
  let counter = 0
  const nextCounter = () => {
    counter += options.counts === false ? 0 : 1
    return counter
  }
  return {
    id: id.toString('base64url'),
    make: (asked, twist = {}) => {
      user = asked.user
      const credential = Buffer.concat([Buffer.alloc(16), sized(id), id, coseOf(publicKey)])
      const data = Buffer.concat([
        head(asked, { counter: nextCounter(), ...twist }, ATTESTED),
        credential,
      ])
      const object = map([
        ['fmt', text('none')],
        ['attStmt', map([])],
        ['authData', bytes(twist.authenticatorData?.(data) ?? data)],
      ])
      return JSON.stringify({
        id: twist.id ?? id.toString('base64url'),
        response: {
          clientDataJSON: clientData('webauthn.create', asked, twist).toString('base64url'),
          attestationObject: (twist.attestationObject?.(object) ?? object).toString('base64url'),
        },
      })
    },
    sign: (asked, twist = {}) => {
      const right = head(asked, { counter: nextCounter(), ...twist }, 0)
      const data = twist.authenticatorData?.(right) ?? right
      const client = clientData('webauthn.get', asked, twist)
      return JSON.stringify({
        id: twist.id ?? id.toString('base64url'),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signatureOf(privateKey, data, client).toString('base64url'),
          userHandle: twist.userHandle ?? user,
        },
      })
    },
  }
}

// WebAuthn section 6.1: flags of the authenticator data.
const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

function head({ rpId }: AskedOf, twist: Twist, more: number): Buffer {
  const flags =
    (twist.isPresent === false ? 0 : PRESENT) | (twist.isVerified === false ? 0 : VERIFIED) | more
  const rest = Buffer.alloc(5)
  rest.writeUInt8(flags, 0)
  rest.writeUInt32BE(twist.counter ?? 0, 1)
  return Buffer.concat([sha256(Buffer.from(twist.rpId ?? rpId)), rest])
}

function clientData(type: string, { challenge }: AskedOf, twist: Twist): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: twist.type ?? type,
      challenge: twist.challenge ?? challenge,
      origin: twist.origin ?? ORIGIN,
      crossOrigin: twist.crossOrigin ?? false,
    }),
  )
}

function signatureOf(key: KeyObject, data: Buffer, client: Buffer): Buffer {
  return sign('sha256', Buffer.concat([data, sha256(client)]), key)
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

function sized(id: Buffer): Buffer {
  const size = Buffer.alloc(2)
  size.writeUInt16BE(id.length)
  return size
}

/** COSE_Key (RFC 9053 section 7.1.1): EC2, ES256, P-256. */
function coseOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = (one: string) => bytes(Buffer.from(one, 'base64url'))
  const start = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  return Buffer.concat([start, Buffer.of(0x21), point(x), Buffer.of(0x22), point(y)])
}

// As much of CBOR (RFC 8949) as an attestation needs.
function sizedAs(major: number, size: number): Buffer {
  if (size < 24) return Buffer.of((major << 5) | size)
  return size < 256
    ? Buffer.of((major << 5) | 24, size)
    : Buffer.of((major << 5) | 25, size >> 8, size & 0xff)
}
const text = (value: string) => Buffer.concat([sizedAs(3, value.length), Buffer.from(value)])
const bytes = (value: Buffer) => Buffer.concat([sizedAs(2, value.length), value])
const map = (entries: readonly (readonly [string, Buffer])[]) =>
  Buffer.concat([sizedAs(5, entries.length), ...entries.flatMap(([key, one]) => [text(key), one])])
