import type { FlowId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import type { NewItem } from '../outbox/handler.ts'
import { appendAudit } from '../store/audit.ts'
import { findPermission, usePermission } from '../store/permission.ts'
import { listAppointed, setFrozen } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { endSession } from '../store/session.ts'
import { auditEvents } from './audit-event.ts'
import { blockSignIn } from './block-sign-in.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByPrincipal, targetOf } from './find-person.ts'
import { tokenHash } from './open-flow.ts'
import type { Messages } from './payloads.ts'
import type { SignedInPerson } from './session.ts'
import { shutOut } from './shut-out.ts'

const ALERT_MS = 24 * 3_600_000

/** Whether the "it wasn't me" link still works. Looking changes nothing: mail scanners open every link. */
export async function mayDisown(deps: Deps, token: string): Promise<boolean> {
  const hash = tokenHash(deps, token)
  const { db } = deps.store
  return (await findPermission(db, deps.tenant, 'disown-reset', hash, deps.now())) !== undefined
}

/**
 * "It wasn't me": ends all flows and sessions of the person, freezes self-service, alerts the
 * administrators and, by policy, has the directory refuse sign-in. Once; false when the link is spent.
 */
export async function disownReset(deps: Deps, caller: Caller, token: string): Promise<boolean> {
  const hash = tokenHash(deps, token)
  const seen = await findPermission(deps.store.db, deps.tenant, 'disown-reset', hash, deps.now())
  const found = seen?.principal && (await findByPrincipal(deps, seen.principal))
  if (!found) return false
  return await disown(deps, caller, found, async (tx) =>
    usePermission(tx, deps.tenant, 'disown-reset', hash, deps.now()),
  )
}

/** The same from one's own page, about what is listed there. False when the session ended meanwhile. */
export async function disownActivity(
  deps: Deps,
  caller: Caller,
  { found, session }: SignedInPerson,
): Promise<boolean> {
  return await disown(deps, caller, found, async (tx) =>
    (await endSession(tx, deps.tenant, session.id)) ? { flow: null } : undefined,
  )
}

type Right = (tx: Transaction<Database>) => Promise<{ readonly flow: FlowId | null } | undefined>

async function disown(deps: Deps, caller: Caller, found: Found, useRight: Right): Promise<boolean> {
  const recipients = await recipientsOf(deps)
  const isDone = await deps.store.db.transaction().execute(async (tx) => {
    const used = await useRight(tx)
    if (!used) return false
    await shutOut(tx, deps, found.principal, {
      by: 'ended-by-owner',
      except: null,
      at: deps.now(),
    })
    await setFrozen(tx, deps.tenant, found.principal, deps.now())
    await deps.outbox.enqueue(tx, alerts(deps, caller, found, recipients))
    const happenings = [
      { activity: 'reset.disowned', outcome: 'contacted', reason: 'disowned' },
      { activity: 'principal.frozen', outcome: 'succeeded', reason: 'disowned' },
    ] as const
    const around = {
      origin: caller.origin,
      at: deps.now(),
      actor: found.principal,
      target: targetOf(found),
      ...(used.flow && { flow: used.flow }),
    }
    await appendAudit(tx, deps.tenant, auditEvents(happenings, around))
    return true
  })
  if (isDone) await afterwards(deps, caller, found)
  return isDone
}

async function afterwards(deps: Deps, { origin }: Caller, found: Found): Promise<void> {
  deps.outbox.wake()
  const policy = await deps.policy.read()
  if (policy.disownedBlocksSignIn) await blockSignIn(deps, origin, found)
}

/** The addresses that policy names, and those of the administrators whom an invitation appointed. */
async function recipientsOf(deps: Deps): Promise<string[]> {
  const policy = await deps.policy.read()
  const appointed = await listAppointed(deps.store.db, deps.tenant)
  const people = await Promise.all(appointed.map((one) => findByPrincipal(deps, one)))
  const enrolled = people.flatMap((one) => one?.kept.bindings ?? [])
  const addresses = enrolled.filter(({ kind }) => deps.authenticators[kind].isSent)
  return [...new Set([...policy.alertAddresses, ...addresses.map(({ value }) => value)])]
}

function alerts(
  deps: Deps,
  { origin, locale }: Caller,
  found: Found,
  recipients: readonly string[],
): NewItem<Messages>[] {
  const now = deps.now()
  return recipients.map((to) => ({
    tenant: deps.tenant,
    kind: 'alert',
    flow: null,
    createdAt: now,
    expiresAt: now + ALERT_MS,
    payload: {
      principal: found.principal,
      name: found.entry.name,
      to,
      locale,
      whence: whenceOf(origin, now),
    },
  }))
}
