/** The few forms of DER (ITU-T X.690) that a certificate is made of. */

function tagged(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = bytesOf(length)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

function bytesOf(value: number): number[] {
  return value < 256 ? [value] : [...bytesOf(Math.floor(value / 256)), value % 256]
}

export const sequence = (...parts: Uint8Array[]) => tagged(0x30, Buffer.concat(parts))

export const setOf = (part: Uint8Array) => tagged(0x31, part)

export const octets = (content: Uint8Array) => tagged(0x04, content)

export const text = (value: string) => tagged(0x0c, Buffer.from(value))

export const truth = () => tagged(0x01, Buffer.from([0xff]))

/** A positive integer, big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  // A first bit that is set would make it negative.
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0
  return tagged(0x02, isHigh ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

export function bits(content: Uint8Array, unused = 0): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([unused]), content]))
}

export const explicit = (tag: number, content: Uint8Array) => tagged(0xa0 | tag, content)

export const implicit = (tag: number, content: Uint8Array) => tagged(0x80 | tag, content)

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(arc: number): number[] {
  const low = arc % 128
  return arc < 128 ? [low] : [...base128((arc - low) / 128).map((byte) => byte | 0x80), low]
}

/** RFC 5280 §4.1.2.5: two digits of the year up to 2049, four from 2050. */
export function time(at: number): Buffer {
  const digits = `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  return digits < '2050'
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}
