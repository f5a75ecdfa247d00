import type { Policy } from '@latchkey/core'
import type { Instant, TenantId } from '@latchkey/protocol'
import { readPolicy } from '../store/policy.ts'
import type { Store } from '../store/store.ts'

export type PolicyReader = {
  readonly read: () => Promise<Policy>
  /** What was read last, however long ago: for pages that are shown while the store is away. */
  readonly lastRead?: () => Policy | undefined
}

// Another process (the command line) may write a new version; nobody waits longer than this for it.
const FRESH_MS = 2_000

/** Reads the policy in force, at most every two seconds. */
export function createPolicyReader(
  { store, tenant }: { store: Store; tenant: TenantId },
  now: () => Instant,
): PolicyReader {
  let known: { readonly policy: Policy; readonly until: Instant } | undefined
  return {
    read: async () => {
      if (known && now() < known.until) return known.policy
      const policy = await readPolicy(store.db, tenant)
      known = { policy, until: now() + FRESH_MS }
      return policy
    },
    lastRead: () => known?.policy,
  }
}
