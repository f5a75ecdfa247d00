import { isIPv4 } from 'node:net'

/** The host of a URL as sockets and certificates have it: an address of IPv6 without its brackets (RFC 3986 section 3.2.2). */
export function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

/** Whether what is sent there never leaves this machine: the address, or the one name that means it (RFC 6761 section 6.3). */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || isLoopback(host)
}
