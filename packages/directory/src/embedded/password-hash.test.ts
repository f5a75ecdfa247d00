import { Secret } from '@latchkey/protocol'
import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import {
  DEFAULT_HASHING_COST,
  hashPassword,
  matchesHash,
  unmatchableHash,
} from './password-hash.ts'

const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 }

test('a password is stored as argon2id of at least OWASP’s cost', async () => {
  const stored = await hashPassword(new Secret('Quiet-Harbour-417'))
  expect(stored).toMatch(/^\$argon2id\$v=19\$/)
  expect(parseOptions(stored)).toMatchObject({ memoryCost: 19456, timeCost: 2, parallelism: 1 })
})

test('one password is never stored twice alike', async () => {
  const password = new Secret('Quiet-Harbour-417')
  expect(await hashPassword(password, CHEAP)).not.toBe(await hashPassword(password, CHEAP))
})

test('nothing matches the unmatchable hash, and it costs what a real one costs', async () => {
  const decoy = unmatchableHash(DEFAULT_HASHING_COST)
  expect(await matchesHash(new Secret(''), decoy)).toBe(false)
  expect(parseOptions(decoy)).toEqual(parseOptions(await hashPassword(new Secret('a'))))
})
