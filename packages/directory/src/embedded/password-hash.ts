import type { Secret } from '@latchkey/protocol'
import { hash, verify } from '@node-rs/argon2'

/** What one argon2id hash costs; `memoryCost` is in KiB. */
export type HashingCost = {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** The least that OWASP's Password Storage Cheat Sheet asks of argon2id. */
export const DEFAULT_HASHING_COST: HashingCost = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

// The package exports an ambient const enum, which isolated modules can't read (TS2748): 2 is argon2id.
const ARGON2ID = 2

/** The hash under which a password is stored and recognised. */
export function hashPassword(
  password: Secret<string>,
  cost: HashingCost = DEFAULT_HASHING_COST,
): Promise<string> {
  return password.use((text) => hash(text.normalize('NFC'), { ...cost, algorithm: ARGON2ID }))
}

export function matchesHash(password: Secret<string>, stored: string): Promise<boolean> {
  return password.use((text) => verify(stored, text.normalize('NFC')))
}

/** A hash that no password matches, and that costs as much to compare with as any other. */
export function unmatchableHash({ memoryCost, timeCost, parallelism }: HashingCost): string {
  const salt = 'A'.repeat(22)
  const digest = 'A'.repeat(43)
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${digest}`
}
