import { domainToASCII } from 'node:url'

// RFC 5321 section 4.5.3.1: 64 octets before the sign, 255 behind it; RFC 3696 erratum 1690: 254 in all.
const MOST = 254
const MOST_LOCAL = 64

// One plain address: no display name, no quotes, no list, no route, nothing that a header could be made of.
const LOCAL = /^[^\s@<>()[\]\\,;:"\p{C}]+$/u
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The one mail address in what was typed, its domain in lower case, or nothing. A domain in other letters is
 * kept in its ASCII form (RFC 5891), so that two that look alike never count as one.
 */
export function mailAddressIn(typed: string): string | undefined {
  const text = typed.normalize('NFC').trim()
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(0, at))
  const domain = domainToASCII(text.slice(at + 1))
  const address = `${local}@${domain}`
  const isOne =
    LOCAL.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..') &&
    Buffer.byteLength(local) <= MOST_LOCAL &&
    isDomain(domain) &&
    Buffer.byteLength(address) <= MOST
  return isOne ? address : undefined
}

/** An address as policy compares it: a directory or a file may have its domain in other letters than ASCII. */
export function comparable(address: string): string {
  const at = address.lastIndexOf('@') + 1
  const domain = domainToASCII(address.slice(at))
  return domain === '' ? address : `${address.slice(0, at)}${domain}`
}

// A name with a dot and a last label that is no number: an address literal is nobody's mailbox.
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return (
    labels.length > 1 &&
    labels.every((one) => LABEL.test(one)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  )
}
