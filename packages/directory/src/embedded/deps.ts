import type { Instant, TenantId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import { DEFAULT_HASHING_COST, type HashingCost } from './password-hash.ts'
import { DEFAULT_EMBEDDED_POLICY, type EmbeddedPolicy } from './policy.ts'
import type { EmbeddedTables } from './tables.ts'

/** What an embedded directory is given. It never calls `db` inside somebody else's transaction. */
export type EmbeddedDeps = {
  readonly db: Kysely<EmbeddedTables>
  readonly tenant: TenantId
  readonly name: string
  readonly now: () => Instant
  readonly policy?: EmbeddedPolicy
  readonly hashing?: HashingCost
  /** Encrypts for storage; what was sealed under one context opens under no other. */
  readonly seal: (context: string, text: string) => Uint8Array
  readonly open: (context: string, sealed: Uint8Array) => string
  /** A keyed hash, so that a copy of the database can't be searched for known addresses. */
  readonly hash: (context: string, text: string) => Uint8Array
  readonly newId: () => string
}

export type Embedded = Required<EmbeddedDeps>

export function withDefaults(deps: EmbeddedDeps): Embedded {
  return { policy: DEFAULT_EMBEDDED_POLICY, hashing: DEFAULT_HASHING_COST, ...deps }
}
