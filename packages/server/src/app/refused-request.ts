import type { Reason } from '@latchkey/core'
import { sourceOf } from '@latchkey/core'
import { auditOnce } from './audit-once.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now' | 'log'>

/**
 * Audits a request that was turned away at the door: once per source and window, so that a flood stays one
 * line. Never throws: it is turned away all the same where the store can't say so.
 */
export async function auditRefusedRequest(
  deps: Needs,
  address: string,
  reason: Reason,
): Promise<void> {
  try {
    await auditOnce(deps, {
      of: `${reason}\0${sourceOf(address)}`,
      origin: { ...BY_SERVER, address },
      happening: { activity: 'request.refused', outcome: 'blocked', reason },
    })
  } catch (error) {
    deps.log.error({ event: 'audit.not-written', reason, err: error })
  }
}
