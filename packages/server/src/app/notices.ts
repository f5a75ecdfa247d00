import type { AuthenticatorKind, FlowId, Locale, Medium } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { NewItem } from '../outbox/handler.ts'
import { insertPermission } from '../store/permission.ts'
import type { Binding } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import type { Found } from './find-person.ts'
import { tokenHash } from './open-flow.ts'
import type { Messages, NoticeKind, NoticePayload, Whence } from './payloads.ts'

const DAY_MS = 24 * 3_600_000
// How long "it wasn't me" may be said.
const DISOWN_MS = 7 * DAY_MS

export type Notice = {
  readonly notice: NoticeKind
  readonly found: Found
  readonly flow: FlowId | null
  readonly locale: Locale
  readonly whence: Whence
  /** The kind concerned, where the notice is about an authenticator. */
  readonly authenticator?: AuthenticatorKind
  /** The address that is concerned itself: the others are told. */
  readonly except?: string
} & Pick<NoticePayload, 'left' | 'until'>

/** One message for each address that the person enrolled, as policy has it, or for the directory's own where there is none. */
export async function noticesFor(
  db: Kysely<Database>,
  deps: Pick<Deps, 'chance' | 'keys' | 'tenant' | 'now' | 'media'>,
  { notice, found, flow, locale, whence, authenticator, except, ...more }: Notice,
): Promise<NewItem<Messages>[]> {
  const now = deps.now()
  const others = addressesOf(deps, found, now).filter(({ to }) => to !== except)
  const addresses = found.sparesTexts ? withoutSpared(others) : others
  const token = deps.chance.token()
  if (addresses.some(({ isTrusted }) => isTrusted))
    await insertPermission(db, deps.tenant, {
      kind: 'disown-reset',
      tokenHash: tokenHash(deps, token),
      principal: found.principal,
      flow,
      createdAt: now,
      expiresAt: now + DISOWN_MS,
    })
  return addresses.map(({ to, medium, isTrusted }) => ({
    tenant: deps.tenant,
    kind: 'notice',
    flow,
    createdAt: now,
    expiresAt: now + DAY_MS,
    payload: {
      notice,
      principal: found.principal,
      name: found.entry.name,
      to,
      medium,
      ...(authenticator && { authenticator }),
      token: isTrusted ? token : null,
      locale,
      whence,
      ...more,
    },
  }))
}

type Address = {
  readonly to: string
  readonly medium: Medium
  readonly isTrusted: boolean
  /** An address of the organisation, whose mail the new password may open. */
  readonly isIdle: boolean
}

// A mail address spares a text message if it reaches the person: not where an intruder has just added it, or
// reads it with the password that they have just set.
function withoutSpared(addresses: readonly Address[]): readonly Address[] {
  const isMailed = addresses.some((one) => one.medium === 'email' && one.isTrusted && !one.isIdle)
  return isMailed ? addresses.filter(({ medium }) => medium === 'email') : addresses
}

function addressesOf(
  { media }: Pick<Deps, 'media'>,
  { kept, entry, idle }: Found,
  now: number,
): Address[] {
  const enrolled = kept.bindings.flatMap((one) =>
    media.flatMap((medium) =>
      medium === one.kind
        ? [{ to: one.value, medium, isTrusted: isOldEnough(one, now), isIdle: idle.has(one.id) }]
        : [],
    ),
  )
  if (enrolled.length > 0 || entry.mail === undefined) return enrolled
  return [{ to: entry.mail, medium: 'email', isTrusted: true, isIdle: false }]
}

// An intruder who added an address of their own must not freeze the true owner out with it.
function isOldEnough({ createdAt }: Binding, now: number): boolean {
  return now - createdAt >= DAY_MS
}
