/** Whether an address lies in a network in CIDR notation. IPv4 and IPv6 never match each other. */
export function isInNetwork(address: string, network: string): boolean {
  const [base = '', length] = network.split('/')
  const one = bitsOf(address)
  const other = bitsOf(base)
  if (!one || !other || one.length !== other.length) return false
  const kept = length === undefined ? one.length : prefixLength(length)
  // A length that is no number would keep nothing of either address, and so match the whole world.
  if (kept === undefined || kept > one.length) return false
  return one.slice(0, kept) === other.slice(0, kept)
}

function prefixLength(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined
}

function bitsOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return plain.includes(':') ? bitsOf6(plain) : bitsOf4(plain)
}

function bitsOf4(address: string): string | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return
  const parts = address.split('.').map(Number)
  if (parts.some((part) => part > 255)) return
  return parts.map((part) => part.toString(2).padStart(8, '0')).join('')
}

function bitsOf6(address: string): string | undefined {
  const groups = groupsOf(address)
  if (groups.length !== 8 || groups.includes('NaN')) return
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}

/** The groups of an IPv6 address (RFC 4291 section 2.2), with the run of zeros that `::` leaves out. */
export function groupsOf(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return groups.map((group) => Number.parseInt(group, 16).toString(16))
}
