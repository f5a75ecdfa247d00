import { createHash } from 'node:crypto'

/** The same two as in windows/provider/clsid.h; installer.test.ts compares. */
export const PROVIDER = '{3297EBE8-358C-4706-B7FA-3B3742621754}'
export const FILTER = '{C81C4FA7-2C14-403D-9BDA-5CD571EC3F52}'
export const SERVICE = 'LatchkeyWorker'
export const KEEPER = 'LatchkeyKeeper'

const NAMESPACE = '6f1d3c1e0b0a4f7c9a52d1c8e5b7a940'

/** A name-based GUID (RFC 9562 §5.5) in the registry's form: the same words give the same id in every build. */
export function guidOf(...words) {
  const hash = createHash('sha1').update(Buffer.from(NAMESPACE, 'hex')).update(words.join('/'))
  const bytes = hash.digest().subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x50
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const parts = bytes.toString('hex').match(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/)
  return `{${parts.slice(1).join('-').toUpperCase()}}`
}

/**
 * The component ids that a .wxs asks for as `$(var.IdName)`. Those that end in `OfVersion` are of files whose
 * name changes with the version, and by the installer's rules such a file is another component.
 */
export function componentIds(wxs, arch, version) {
  const names = new Set([...wxs.matchAll(/\$\(var\.Id(\w+)\)/g)].map((match) => match[1]))
  return Object.fromEntries(
    [...names].map((name) => [`Id${name}`, componentId(name, arch, version)]),
  )
}

export function componentId(name, arch, version) {
  const words = ['component', arch, name]
  return guidOf(...(name.endsWith('OfVersion') ? [...words, version] : words))
}

/** `NT SERVICE\name`: S-1-5-80 and the SHA-1 of the upper-case name (MS-DTYP 2.4.2.4), so no PC has to look it up. */
export function serviceSid(name) {
  const hash = createHash('sha1').update(Buffer.from(name.toUpperCase(), 'utf16le')).digest()
  const parts = [0, 4, 8, 12, 16].map((at) => hash.readUInt32LE(at))
  return `S-1-5-80-${parts.join('-')}`
}
