import { randomBytes, randomInt } from 'node:crypto'
import { LONG_CODES, type LongCodeKind, UNMISTAKABLE } from '@latchkey/core'

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
  /** A recovery code (80 bits) or a pass of the help desk (60 bits), in groups of four. */
  readonly longCode: (kind: LongCodeKind) => string
}

export const chance: Chance = {
  id: () => randomBytes(12).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
  fraction: Math.random,
  code: () => randomInt(0, 1_000_000).toString().padStart(6, '0'),
  fleetCode: () => Array.from({ length: 5 }, () => group(5)).join('-'),
  longCode: (kind) => Array.from({ length: LONG_CODES[kind] / 4 }, () => group(4)).join('-'),
}

function group(length: number): string {
  return [...randomBytes(length)].map((byte) => UNMISTAKABLE[byte % UNMISTAKABLE.length]).join('')
}
