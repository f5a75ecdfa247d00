import type { Policy } from '@latchkey/core'
import type { AuthenticatorKind, Instant, TenantId } from '@latchkey/protocol'
import { readPolicy } from '../store/policy.ts'
import type { Store } from '../store/store.ts'

export type PolicyReader = {
  readonly read: () => Promise<Policy>
  /** What was read last, however long ago: for pages that are shown while the store is away. */
  readonly lastRead?: () => Policy | undefined
}

// Another process (the command line) may write a new version; nobody waits longer than this for it.
const FRESH_MS = 2_000

type Needs = {
  readonly store: Store
  readonly tenant: TenantId
  /** Kinds that can't work on this server. */
  readonly absent?: readonly AuthenticatorKind[]
}

/** Reads the policy in force, at most every two seconds; what can't work here is left out of it. */
export function createPolicyReader(
  { store, tenant, absent = [] }: Needs,
  now: () => Instant,
): PolicyReader {
  let known: { readonly policy: Policy; readonly until: Instant } | undefined
  return {
    read: async () => {
      if (known && now() < known.until) return known.policy
      const policy = without(absent, await readPolicy(store.db, tenant))
      known = { policy, until: now() + FRESH_MS }
      return policy
    },
    lastRead: () => known?.policy,
  }
}

// In the one place from which everybody has the policy: no page, step or count knows a kind that cannot work.
function without(absent: readonly AuthenticatorKind[], policy: Policy): Policy {
  const works = (kind: AuthenticatorKind) => !absent.includes(kind)
  const { browser, 'windows-logon': logon, api } = policy.authenticators
  return {
    ...policy,
    authenticators: {
      browser: browser.filter(works),
      'windows-logon': logon.filter(works),
      api: api.filter(works),
    },
  }
}
