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

/** One message for each address that the person enrolled, or for the directory's own where there is none. */
export async function noticesFor(
  db: Kysely<Database>,
  deps: Pick<Deps, 'chance' | 'keys' | 'tenant' | 'now' | 'media'>,
  { notice, found, flow, locale, whence, authenticator, except, ...more }: Notice,
): Promise<NewItem<Messages>[]> {
  const now = deps.now()
  const addresses = addressesOf(deps, found, now).filter(({ to }) => to !== except)
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

function addressesOf(
  { media }: Pick<Deps, 'media'>,
  { kept, entry }: Found,
  now: number,
): { to: string; medium: Medium; isTrusted: boolean }[] {
  const enrolled = kept.bindings.flatMap((one) =>
    media.flatMap((medium) =>
      medium === one.kind ? [{ to: one.value, medium, isTrusted: isOldEnough(one, now) }] : [],
    ),
  )
  if (enrolled.length > 0 || entry.mail === undefined) return enrolled
  return [{ to: entry.mail, medium: 'email', isTrusted: true }]
}

// An intruder who added an address of their own must not freeze the true owner out with it.
function isOldEnough({ createdAt }: Binding, now: number): boolean {
  return now - createdAt >= DAY_MS
}
