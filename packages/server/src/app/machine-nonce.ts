import { sourceOf } from '@latchkey/core'
import type { Instant } from '@latchkey/protocol'
import { insertNonce } from '../store/nonce.ts'
import { noncesFrom, spendBudget } from './budgets.ts'
import type { Deps } from './deps.ts'
import { mostFrom } from './own-networks.ts'

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now' | 'chance'>

export type Nonce = { readonly nonce: string; readonly expiresAt: Instant }

// As long as a flow: whoever takes ten minutes to find their phone signs the next request all the same.
const NONCE_MS = 15 * 60_000

/** A nonce that is good for one signature. */
export async function issueNonce(needs: Needs): Promise<Nonce> {
  const nonce = needs.chance.token()
  const expiresAt = needs.now() + NONCE_MS
  await insertNonce(needs.store.db, needs.tenant, { hash: nonceHash(needs, nonce), expiresAt })
  return { nonce, expiresAt }
}

/** The same for whoever has proven nothing, out of their address's budget. */
export async function issueNonceWithin(
  deps: Needs & Pick<Deps, 'policy'>,
  address: string,
): Promise<Nonce | { readonly retryAfterMs: number }> {
  const most = mostFrom(await deps.policy.read(), address, 'nonces-from-address')
  const budget = noncesFrom(deps, sourceOf(address), most)
  const now = deps.now()
  const spent = await spendBudget(deps.store.db, deps, budget, now)
  return spent.isWithin ? await issueNonce(deps) : { retryAfterMs: spent.resetsAt - now }
}

export function nonceHash({ keys }: Pick<Deps, 'keys'>, nonce: string): Uint8Array {
  return keys.hash('nonce', nonce)
}
