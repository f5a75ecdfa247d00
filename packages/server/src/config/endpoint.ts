import { isIP, isIPv4 } from 'node:net'

/** Where a server listens. Port 0 lets the system choose. */
export type Endpoint = { readonly host: string; readonly port: number }

/** Reads `ADDRESS:PORT`, an IPv6 address in brackets; undefined for anything else, host names included. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain ?? ''
  const port = Number(digits)
  const isAddress = bracketed === undefined ? isIPv4(host) : isIP(host) === 6
  return isAddress && port <= 65_535 ? { host, port } : undefined
}

/** Whether the text is an address or a network in CIDR notation that is smaller than the whole internet. */
export function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/')
  const bits = { 4: 32, 6: 128 }[isIP(address)]
  if (bits === undefined || rest.length > 0) return false
  if (length === undefined) return true
  return /^[1-9]\d{0,2}$/.test(length) && Number(length) <= bits
}
