import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export type CertificateFixture = {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

/** A throw-away authority, and a leaf of it for one host name. */
export function createCertificateFixture(host: string): CertificateFixture {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = 'Throw-away authority'
  const issue = (subject: string, publicKey: KeyObject, extension: Buffer) =>
    certificateOf({ subject, issuer, publicKey, extension, signingKey: authority.privateKey })
  return {
    ca: issue(issuer, authority.publicKey, isAuthority()),
    certificate: issue(host, leaf.publicKey, isNamed(host)),
    key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

type Certificate = {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly extension: Buffer
  readonly signingKey: KeyObject
}

// RFC 5280 §4.1, written out in DER: a version 3 certificate with one extension, valid for all times.
function certificateOf({ subject, issuer, publicKey, extension, signingKey }: Certificate): string {
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time('20000101000000Z'), time('99991231235959Z')),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  )
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, signingKey)]))
  const lines = sequence(body, ECDSA_WITH_SHA256, signature)
    .toString('base64')
    .match(/.{1,64}/g)
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join(
    '\n',
  )
}

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))
const TRUE = der(0x01, Buffer.of(0xff))

function isAuthority(): Buffer {
  return sequence(oid('551d13'), TRUE, der(0x04, sequence(TRUE)))
}

function isNamed(host: string): Buffer {
  return sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(host)))))
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))))
}

function time(text: string): Buffer {
  return der(0x18, Buffer.from(text))
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x100), length % 0x100]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}
