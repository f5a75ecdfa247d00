import type { FlowId, Locale } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import type { Found } from './find-person.ts'
import { noticesFor } from './notices.ts'
import type { Whence } from './payloads.ts'
import { shutOut } from './shut-out.ts'

/**
 * A write whose outcome nobody knows may have set a password: what a success would end, ends, and the
 * person is told that it may have happened. Their counters stay.
 */
export async function afterLostWrite(
  tx: Transaction<Database>,
  deps: Deps,
  lost: {
    readonly found: Found
    readonly flow: FlowId | null
    readonly locale: Locale
    readonly whence: Whence
  },
): Promise<void> {
  await shutOut(tx, deps, lost.found.principal, {
    by: 'overtaken',
    except: lost.flow,
    at: lost.whence.at,
  })
  await deps.outbox.enqueue(tx, await noticesFor(tx, deps, { ...lost, notice: 'outcome-unknown' }))
}
