import type { Instant } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { insertPermission } from '../store/permission.ts'
import { keepPrincipal } from '../store/principal.ts'
import { auditEvent } from './audit-event.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'
import { findByName } from './find-person.ts'
import { linkTo } from './links.ts'
import { tokenHash } from './open-flow.ts'

const INVITATION_MS = 24 * 3_600_000

export type Invitation = { readonly url: string; readonly expiresAt: Instant }

/** A one-time link that makes a person an administrator, once they gave their password and enrolled an app. */
export async function inviteAdministrator(
  deps: Deps,
  name: string,
): Promise<Invitation | 'unknown-person'> {
  const { found } = await findByName(deps, name)
  if (!found) return 'unknown-person'
  const now = deps.now()
  const token = deps.chance.token()
  const expiresAt = now + INVITATION_MS
  await deps.store.db.transaction().execute(async (tx) => {
    const place = { directory: found.directory.name, entry: found.entry }
    const principal = await keepPrincipal(tx, deps.tenant, place)
    await insertPermission(tx, deps.tenant, {
      kind: 'administrator-invitation',
      tokenHash: tokenHash(deps, token),
      principal,
      flow: null,
      createdAt: now,
      expiresAt,
    })
    const invited = { activity: 'administrator.invited', outcome: 'succeeded' } as const
    const around = {
      origin: BY_COMMAND_LINE,
      at: now,
      actor: 'command-line',
      target: { principal, name: found.entry.name },
    } as const
    await appendAudit(tx, deps.tenant, [auditEvent(invited, around)])
  })
  return { url: linkTo(deps, 'administrator-invitation', token), expiresAt }
}
