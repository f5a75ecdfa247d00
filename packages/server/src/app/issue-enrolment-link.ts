import { barredBy } from '@latchkey/core'
import type { Instant, Locale } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import { insertPermission } from '../store/permission.ts'
import { keepPrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvent } from './audit-event.ts'
import { BY_COMMAND_LINE, whenceOf } from './caller.ts'
import { endEnrolmentLinks } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { enrolledIn } from './directory-address.ts'
import { type Found, findByName, personOf, targetOf } from './find-person.ts'
import { linkTo } from './links.ts'
import { noticesFor } from './notices.ts'
import { tokenHash } from './open-flow.ts'

export type EnrolmentLinkWish = {
  readonly name: string
  /** How whoever issues it knew who was asking. */
  readonly checkedHow: string
  /** Who issues it, as far as the machine knows. */
  readonly issuer: string
  readonly validMs: number
  /** Also for somebody who has enrolled something: that is gone once the first new one is there. */
  readonly replaces: boolean
  /** Of the notice. */
  readonly locale: Locale
}

export type IssuedLink =
  | { readonly outcome: 'issued'; readonly url: string; readonly expiresAt: Instant }
  | {
      readonly outcome: 'unknown-person' | 'frozen' | 'disabled' | 'expired' | 'enrolled-already'
    }

/**
 * A link with which a person enrols without their password, for whoever has checked that it is them. It ends
 * the one before; the person's addresses are told, with the way to say that it wasn't them.
 */
export async function issueEnrolmentLink(deps: Deps, wish: EnrolmentLinkWish): Promise<IssuedLink> {
  const { found } = await findByName(deps, wish.name)
  if (!found) return { outcome: 'unknown-person' }
  const outcome = whyNot(found, wish)
  if (outcome) return { outcome }
  const at = deps.now()
  const expiresAt = at + wish.validMs
  const token = deps.chance.token()
  const kind = wish.replaces ? 'replacement-link' : 'enrolment-link'
  await deps.store.db.transaction().execute(async (tx) => {
    await keepPrincipal(tx, deps.tenant, { directory: found.directory.name, entry: found.entry })
    await endEnrolmentLinks(tx, deps, found)
    await insertPermission(tx, deps.tenant, {
      kind,
      tokenHash: tokenHash(deps, token),
      principal: found.principal,
      flow: null,
      createdAt: at,
      expiresAt,
    })
    await tell(tx, deps, found, wish)
  })
  deps.outbox.wake()
  return { outcome: 'issued', url: linkTo(deps, kind, token), expiresAt }
}

function whyNot(
  found: Found,
  { replaces }: EnrolmentLinkWish,
): Exclude<IssuedLink['outcome'], 'issued' | 'unknown-person'> | undefined {
  const bar = barredBy(personOf(found))
  if (bar) return bar
  const hasEnrolled = enrolledIn(found.kept).length > 0
  // The word of a help desk gets past what somebody can prove only where it says so.
  return hasEnrolled && !replaces ? 'enrolled-already' : undefined
}

async function tell(
  tx: Transaction<Database>,
  deps: Deps,
  found: Found,
  { issuer, checkedHow, locale }: EnrolmentLinkWish,
): Promise<void> {
  const at = deps.now()
  const notices = await noticesFor(tx, deps, {
    notice: 'enrolment-link-issued',
    found,
    flow: null,
    locale,
    whence: whenceOf(BY_COMMAND_LINE, at),
  })
  await deps.outbox.enqueue(tx, notices)
  const detail = `${issuer}: ${checkedHow}`
  const issued = { activity: 'enrolment.link-issued', outcome: 'succeeded', detail } as const
  const target = targetOf(found)
  const around = { origin: BY_COMMAND_LINE, at, actor: 'command-line', target } as const
  await appendAudit(tx, deps.tenant, [auditEvent(issued, around)])
}
