import type { AuditEvent } from '@latchkey/core'
import type { AuthenticatorKind, TenantId } from '@latchkey/protocol'
import { AUTHENTICATOR_KINDS } from '@latchkey/protocol'
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { AuditEventTable, Database } from './schema.ts'

/** An audit event with its place: gapless within its tenant. */
export type AuditRow = AuditEvent & { readonly seq: number }

// SQLite takes 32 766 values in one statement; a row has 21.
const MOST_ROWS_PER_STATEMENT = 500

/**
 * Appends in the caller's transaction, so that nothing happens without its event and nothing is told
 * that didn't happen. The numbers come from the tenant's row, whose lock makes writers take turns: a
 * rollback gives them back, so a missing number is always a removed row.
 */
export async function appendAudit(
  tx: Transaction<Database>,
  tenant: TenantId,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return
  const last = await takeNumbers(tx, tenant, events.length)
  const rows = events.map((event, index) => rowOf(tenant, last - events.length + 1 + index, event))
  for (let from = 0; from < rows.length; from += MOST_ROWS_PER_STATEMENT)
    await tx
      .insertInto('audit_event')
      .values(rows.slice(from, from + MOST_ROWS_PER_STATEMENT))
      .execute()
}

async function takeNumbers(tx: Transaction<Database>, tenant: TenantId, count: number) {
  const { audit_seq } = await tx
    .updateTable('tenant')
    .set((eb) => ({ audit_seq: eb('audit_seq', '+', count) }))
    .where('id', '=', tenant)
    .returning('audit_seq')
    .executeTakeFirstOrThrow()
  return audit_seq
}

/**
 * Intents whose outcome was never written, and whose claim ended before `claimedUntil`: a server died in between. They are
 * found by the claim on their principal, which ends in the transaction that writes the outcome, so that
 * nothing here grows with history.
 */
export async function findOpenIntents(
  db: Kysely<Database>,
  tenant: TenantId,
  claimedUntil: number,
): Promise<AuditRow[]> {
  const rows = await openIntents(db, tenant, claimedUntil).execute()
  // Sorted here: asked for an order, SQLite walks all events in it to find these few.
  return rows.map(eventOf).sort((one, other) => one.seq - other.seq)
}

export function openIntents(db: Kysely<Database>, tenant: TenantId, claimedUntil: number) {
  return db
    .selectFrom('principal')
    .innerJoin('audit_event as intent', (join) =>
      join
        .onRef('intent.tenant', '=', 'principal.tenant')
        .onRef('intent.operation', '=', 'principal.writer'),
    )
    .selectAll('intent')
    .where('principal.tenant', '=', tenant)
    .where('principal.writer', 'is not', null)
    .where('intent.outcome', '=', 'intended')
    .where('principal.writer_until', '<', claimedUntil)
}

function rowOf(tenant: TenantId, seq: number, event: AuditEvent): Insertable<AuditEventTable> {
  return {
    tenant,
    seq,
    at: event.at,
    activity: event.activity,
    outcome: event.outcome,
    reason: event.reason,
    actor: event.actor,
    target: event.target,
    target_name: event.targetName,
    address: event.address,
    client_type: event.clientType,
    client_kind: event.clientKind,
    client_os: event.clientOs,
    client_version: event.clientVersion,
    machine: event.machine,
    machine_id: event.machineId,
    flow: event.flow,
    operation: event.operation,
    gates: event.gates.join(' '),
    policy_version: event.policyVersion,
    detail: event.detail,
  }
}

export function eventOf(row: Selectable<AuditEventTable>): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    activity: row.activity,
    outcome: row.outcome,
    reason: row.reason,
    actor: row.actor,
    target: row.target,
    targetName: row.target_name,
    address: row.address,
    clientType: row.client_type,
    clientKind: row.client_kind,
    clientOs: row.client_os,
    clientVersion: row.client_version,
    machine: row.machine,
    machineId: row.machine_id,
    flow: row.flow,
    operation: row.operation,
    gates: gatesIn(row.gates),
    policyVersion: row.policy_version,
    detail: row.detail,
  }
}

// In the order in which the gates were passed, not in that of the list of kinds.
function gatesIn(text: string): AuthenticatorKind[] {
  return text.split(' ').flatMap((word) => AUTHENTICATOR_KINDS.filter((kind) => kind === word))
}
