import type { Actor, Origin } from '@latchkey/core'
import type { MachineId } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { decideMachine, type MachineRecord, readMachine } from '../store/machine.ts'
import { auditEvent } from './audit-event.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'

/** Who decides: an administrator in the console, or whoever is at the server's command line. */
export type Decider = { readonly origin: Origin; readonly actor: Actor }

export const AT_COMMAND_LINE: Decider = { origin: BY_COMMAND_LINE, actor: 'command-line' }

export type MachineDecided = 'done' | 'nothing-to-do' | 'unknown-machine'

const DECISIONS = {
  approve: { state: 'trusted', from: ['pending', 'revoked'], activity: 'machine.approved' },
  revoke: { state: 'revoked', from: ['pending', 'trusted'], activity: 'machine.revoked' },
} as const

export type MachineDecision = keyof typeof DECISIONS

/** Trusts a machine, or stops trusting it: then what it began goes no further. */
export async function decideOnMachine(
  deps: Deps,
  by: Decider,
  id: MachineId,
  decision: MachineDecision,
): Promise<MachineDecided> {
  const { activity, ...to } = DECISIONS[decision]
  const now = deps.now()
  return await deps.store.db.transaction().execute(async (tx) => {
    const machine = await readMachine(tx, deps.tenant, { id })
    if (!machine) return 'unknown-machine'
    if (!(await decideMachine(tx, deps.tenant, id, { ...to, now }))) return 'nothing-to-do'
    const happening = { activity, outcome: 'succeeded', reason: 'by-administrator' } as const
    const around = { origin: about(by.origin, machine), at: now, actor: by.actor }
    await appendAudit(tx, deps.tenant, [auditEvent(happening, around)])
    return 'done'
  })
}

function about(origin: Origin, { id, name }: MachineRecord): Origin {
  return { ...origin, machine: name, machineId: id }
}
