import type { Write } from '@latchkey/core'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import type { Database } from '../store/schema.ts'
import { auditEvent } from './audit-event.ts'
import { clearBudgets } from './budgets.ts'
import { whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { targetOf } from './find-person.ts'
import { noticesFor } from './notices.ts'
import type { NoticeKind } from './payloads.ts'
import { shutOut } from './shut-out.ts'
import type { Writing } from './writing.ts'

const NOTICE_OF: Record<Write, NoticeKind> = {
  reset: 'password-reset',
  change: 'password-changed',
  unlock: 'account-unlocked',
}

/**
 * What ends with a success: every other flow, code and session of the person, and their counters. What
 * begins: a notice to each of their addresses. Part of the transaction that says `done`.
 */
export async function finishFlow(
  tx: Transaction<Database>,
  deps: Deps,
  { caller, record, found, writes }: Writing,
): Promise<void> {
  const { flow } = record
  const ending = { by: 'overtaken', except: flow.id, at: deps.now() } as const
  const ended = await shutOut(tx, deps, found.principal, ending)
  await clearBudgets(tx, deps, found, caller.source)
  await deps.outbox.enqueue(
    tx,
    await noticesFor(tx, deps, {
      notice: NOTICE_OF[writes],
      found,
      flow: flow.id,
      locale: flow.locale,
      whence: whenceOf(caller.origin, deps.now()),
    }),
  )
  await appendAudit(
    tx,
    deps.tenant,
    ended.map((id) =>
      auditEvent(
        { activity: 'flow.stopped', outcome: 'failed', reason: 'superseded' },
        {
          origin: caller.origin,
          at: deps.now(),
          actor: found.principal,
          target: targetOf(found),
          flow: id,
        },
      ),
    ),
  )
}
