import type { Actor, AuditEvent, Happening, Origin } from '@latchkey/core'
import type { FlowId, Instant, PrincipalId } from '@latchkey/protocol'

/** What surrounds a happening and makes it an audit event. */
export type Circumstances = {
  readonly origin: Origin
  readonly at: Instant
  readonly actor: Actor
  readonly target?: { readonly principal: PrincipalId; readonly name: string } | undefined
  readonly flow?: FlowId
  readonly policyVersion?: number
}

export function auditEvents(
  happenings: readonly Happening[],
  circumstances: Circumstances,
): AuditEvent[] {
  return happenings.map((happening) => auditEvent(happening, circumstances))
}

export function auditEvent(happening: Happening, around: Circumstances): AuditEvent {
  return {
    ...around.origin,
    at: around.at,
    activity: happening.activity,
    outcome: happening.outcome,
    reason: happening.reason ?? null,
    actor: around.actor,
    target: around.target?.principal ?? null,
    targetName: around.target?.name ?? null,
    flow: around.flow ?? null,
    operation: happening.operation ?? null,
    gates: happening.gates ?? [],
    policyVersion: around.policyVersion ?? null,
    detail: happening.detail ?? null,
  }
}
