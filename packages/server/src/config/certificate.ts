import { createHash, type KeyObject, sign } from 'node:crypto'
import {
  bits,
  explicit,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  text,
  time,
  truth,
} from './der.ts'

export type Certified = {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly serial: Uint8Array
  readonly from: number
  readonly until: number
  readonly extensions: readonly Buffer[]
}

/** Signs a certificate (RFC 5280, version 3) by RSA with SHA-256, which Windows 7 understands. */
export function signCertificate(certified: Certified, issuerKey: KeyObject): string {
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'), Buffer.from([0x05, 0x00]))
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(certified.serial),
    algorithm,
    nameOf(certified.issuer),
    sequence(time(certified.from), time(certified.until)),
    nameOf(certified.subject),
    spkiOf(certified.publicKey),
    explicit(3, sequence(...certified.extensions)),
  )
  return pemOf(sequence(body, algorithm, bits(sign('sha256', body, issuerKey))))
}

function nameOf(common: string): Buffer {
  return sequence(setOf(sequence(oid('2.5.4.3'), text(common))))
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function extension(id: string, value: Buffer, isCritical: boolean): Buffer {
  return sequence(oid(id), ...(isCritical ? [truth()] : []), octets(value))
}

/** §4.2.1.9, §4.2.1.3: an authority that may sign leaves and nothing below them. */
export function authorityUse(): Buffer[] {
  const keyCertSign = bits(Buffer.from([0x04]), 2)
  return [
    extension('2.5.29.19', sequence(truth(), integer(Buffer.from([0]))), true),
    extension('2.5.29.15', keyCertSign, true),
  ]
}

/** §4.2.1.9, §4.2.1.3: a leaf for a TLS server, with RSA key exchange for old clients. */
export function leafUse(): Buffer[] {
  const digitalSignatureAndKeyEncipherment = bits(Buffer.from([0xa0]), 5)
  return [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', digitalSignatureAndKeyEncipherment, true),
  ]
}

/** §4.2.1.12: good for TLS servers only. */
export function serverAuth(): Buffer {
  return extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1')), false)
}

/** §4.2.1.2, §4.2.1.1: which key this is, and which signed it. */
export function keyIds(own: KeyObject, issuer: KeyObject): Buffer[] {
  return [
    extension('2.5.29.14', octets(keyId(own)), false),
    extension('2.5.29.35', sequence(implicit(0, keyId(issuer))), false),
  ]
}

// RFC 7093 §2, method 4: any hash of the whole key will do as its id.
function keyId(key: KeyObject): Buffer {
  return createHash('sha256').update(spkiOf(key)).digest().subarray(0, 20)
}

export type Names = { readonly dns: readonly string[]; readonly addresses: readonly Buffer[] }

/** §4.2.1.6: the names that a leaf is for. */
export function alternativeNames({ dns, addresses }: Names): Buffer {
  return extension('2.5.29.17', sequence(...generalNames(dns, addresses)), false)
}

/** §4.2.1.10: critical, so that a client which can't apply the limits does not trust the authority at all. */
export function nameConstraints({ dns, addresses }: Names): Buffer {
  const exactly = addresses.map((address) =>
    Buffer.concat([address, Buffer.alloc(address.length, 0xff)]),
  )
  const subtrees = generalNames(dns, exactly).map((name) => sequence(name))
  return extension('2.5.29.30', sequence(explicit(0, Buffer.concat(subtrees))), true)
}

function generalNames(dns: readonly string[], addresses: readonly Buffer[]): Buffer[] {
  return [
    ...dns.map((name) => implicit(2, Buffer.from(name))),
    ...addresses.map((address) => implicit(7, address)),
  ]
}
