import type { AuthenticatorKind, Instant } from '@latchkey/protocol'
import type { AuditRow } from '../store/audit.ts'
import { listAudit } from '../store/audit-list.ts'
import type { Deps } from './deps.ts'
import type { SignedInPerson } from './session.ts'

export type OwnPage = {
  readonly name: string
  readonly displayName: string
  readonly authenticators: readonly {
    readonly kind: AuthenticatorKind
    readonly masked: string
    readonly createdAt: Instant
    readonly usedAt: Instant | null
  }[]
  readonly activity: readonly AuditRow[]
}

const RECENT = 20

/** What a person sees of their own account. */
export async function readOwnPage(deps: Deps, { found }: SignedInPerson): Promise<OwnPage> {
  const activity = await listAudit(deps.store.db, {
    tenant: deps.tenant,
    person: found.principal,
    limit: RECENT,
  })
  return {
    name: found.entry.name,
    displayName: found.entry.displayName,
    authenticators: found.kept.bindings.map(({ kind, value, createdAt, usedAt }) => ({
      kind,
      masked: deps.authenticators[kind].mask(value),
      createdAt,
      usedAt,
    })),
    activity,
  }
}
