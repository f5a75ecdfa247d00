import { barredBy } from '@latchkey/core'
import { appendAudit } from '../store/audit.ts'
import { lockPrincipal } from '../store/lock.ts'
import { findPermission, usePermission } from '../store/permission.ts'
import { readPrincipal } from '../store/principal.ts'
import { insertSession } from '../store/session.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { enrolledIn } from './directory-address.ts'
import { type Found, findByPrincipal, personOf, targetOf } from './find-person.ts'
import { ENROLMENT_LINKS } from './links.ts'
import { tokenHash } from './open-flow.ts'

/** How long somebody may take for enrolling by a link, however busy they are. */
export const LINK_SESSION_MS = 30 * 60_000

const SCOPES = { 'enrolment-link': 'enrolment', 'replacement-link': 'replacement' } as const

/** Whom an enrolment link is for, while it works. Looking changes nothing: mail scanners open every link. */
export async function readEnrolmentLink(deps: Deps, token: string) {
  const { db } = deps.store
  const hash = tokenHash(deps, token)
  for (const kind of ENROLMENT_LINKS) {
    const permission = await findPermission(db, deps.tenant, kind, hash, deps.now())
    const found = permission?.principal && (await findByPrincipal(deps, permission.principal))
    if (found && isOpenTo(found, kind)) return { kind, found, hash }
  }
  return
}

function isOpenTo(found: Found, kind: (typeof ENROLMENT_LINKS)[number]): boolean {
  if (barredBy(personOf(found))) return false
  // Who enrolled since by themselves needs no link any more, and nobody else gets in beside it.
  return kind === 'replacement-link' || enrolledIn(found.kept).length === 0
}

/**
 * Opens an enrolment link, once: a session that enrols and does nothing else. Whoever has it sees no activity,
 * changes no password and takes nothing away that a link for first enrolment found there.
 */
export async function openEnrolmentLink(
  deps: Deps,
  { origin }: Caller,
  token: string,
): Promise<{ readonly token: string } | undefined> {
  const link = await readEnrolmentLink(deps, token)
  if (!link) return
  const { kind, found, hash } = link
  const session = deps.chance.token()
  const at = deps.now()
  const isOpen = await deps.store.db.transaction().execute(async (tx) => {
    // Or a freeze, or a new link, would miss the session that is begun here.
    await lockPrincipal(tx, deps.tenant, found.principal)
    const { isFrozen } = await readPrincipal(tx, deps.keys, deps.tenant, found.principal)
    if (isFrozen || !(await usePermission(tx, deps.tenant, kind, hash, at))) return false
    await insertSession(tx, deps.tenant, {
      id: `ses_${deps.chance.id()}`,
      principal: found.principal,
      // None of RFC 8176: nothing was proven by it.
      amr: ['link'],
      createdAt: at,
      seenAt: at,
      expiresAt: at + LINK_SESSION_MS,
      tokenHash: tokenHash(deps, session),
      scope: SCOPES[kind],
    })
    const opened = { activity: 'enrolment.link-opened', outcome: 'succeeded' } as const
    const around = { origin, at, actor: found.principal, target: targetOf(found) }
    await appendAudit(tx, deps.tenant, [auditEvent(opened, around)])
    return true
  })
  return isOpen ? { token: session } : undefined
}
