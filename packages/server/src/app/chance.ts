import { randomBytes, randomInt } from 'node:crypto'

/** Everything random, in one place that tests can replace. */
export type Chance = {
  /** The opaque part of an id: 96 bits. */
  readonly id: () => string
  /** A bearer token: 256 bits. */
  readonly token: () => string
  /** From 0 up to 1, for waits; no secret. */
  readonly fraction: () => number
  /** A one-time code: six digits, evenly drawn. */
  readonly code: () => string
  /** A fleet code: 125 bits, in letters and digits that nobody mixes up. */
  readonly fleetCode: () => string
}

export const chance: Chance = {
  id: () => randomBytes(12).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
  fraction: Math.random,
  code: () => randomInt(0, 1_000_000).toString().padStart(6, '0'),
  fleetCode: () => Array.from({ length: 5 }, groupOfFive).join('-'),
}

const UNMISTAKABLE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function groupOfFive(): string {
  return [...randomBytes(5)].map((byte) => UNMISTAKABLE[byte % UNMISTAKABLE.length]).join('')
}
