import type { Instant, MachineCodeId } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { insertMachineCode } from '../store/machine-code.ts'
import { auditEvent } from './audit-event.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'

export type CodeWish = {
  /** How many machines it lets in. */
  readonly uses: number
  readonly validMs: number
  /** Where it is good, in CIDR notation; nowhere named: everywhere. */
  readonly networks: readonly string[]
}

export type IssuedCode = {
  readonly id: MachineCodeId
  /** Shown once: only its HMAC is kept. */
  readonly code: string
  readonly expiresAt: Instant
}

/** Makes a fleet code, with which an installation is trusted at once. */
export async function issueMachineCode(deps: Deps, wish: CodeWish): Promise<IssuedCode> {
  const now = deps.now()
  const id: MachineCodeId = `mcd_${deps.chance.id()}`
  const code = deps.chance.fleetCode()
  const expiresAt = now + wish.validMs
  await deps.store.db.transaction().execute(async (tx) => {
    const hash = codeHash(deps, code)
    const { uses, networks } = wish
    await insertMachineCode(tx, deps.tenant, {
      id,
      hash,
      uses,
      networks,
      createdAt: now,
      expiresAt,
    })
    const issued = { activity: 'machine.code-issued', outcome: 'succeeded' } as const
    const around = { origin: BY_COMMAND_LINE, at: now, actor: 'command-line' } as const
    await appendAudit(tx, deps.tenant, [auditEvent(issued, around)])
  })
  return { id, code, expiresAt }
}

/** Typed by people and pasted into scripts: case, blanks and hyphens do not matter. */
export function codeHash({ keys }: Pick<Deps, 'keys'>, code: string): Uint8Array {
  return keys.hash('fleet-code', code.toUpperCase().replace(/[\s-]/g, ''))
}
