const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

/** FNV-1a, 32 bits: tells versions of a file apart, and protects nothing. */
export function contentHash(content: string): string {
  let hash = OFFSET
  for (const point of content) hash = Math.imul(hash ^ (point.codePointAt(0) ?? 0), PRIME) >>> 0
  return hash.toString(36)
}
