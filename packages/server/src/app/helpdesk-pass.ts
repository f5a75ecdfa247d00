import { barredBy, isAllowedAnywhere } from '@latchkey/core'
import type { Instant, Locale, PrincipalId } from '@latchkey/protocol'
import { longCodeHash } from '../authenticator/long-code.ts'
import { appendAudit } from '../store/audit.ts'
import { insertBindings, removeBindings } from '../store/authenticator.ts'
import { keepPrincipal } from '../store/principal.ts'
import { auditEvent } from './audit-event.ts'
import { BY_COMMAND_LINE, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, personOf, targetOf } from './find-person.ts'
import { noticesFor } from './notices.ts'

const KIND = 'helpdesk-pass'

export type PassWish = {
  readonly name: string
  /** How the help desk knew that it is this person: for the audit. */
  readonly checkedHow: string
  readonly validMs: number
  /** The person's, as far as the help desk knows: of the notice. */
  readonly locale: Locale
}

export type IssuedPass =
  | {
      readonly outcome: 'issued'
      /** Shown once: only its HMAC is kept. */
      readonly pass: string
      readonly expiresAt: Instant
    }
  | { readonly outcome: 'unknown-person' | 'not-allowed' | 'frozen' | 'disabled' | 'expired' }

/** Makes a pass with which a person whom the help desk knows gets back in once. It ends the one before. */
export async function issuePass(deps: Deps, wish: PassWish): Promise<IssuedPass> {
  const { found } = await findByName(deps, wish.name)
  if (!found) return { outcome: 'unknown-person' }
  if (!isAllowedAnywhere(await deps.policy.read(), KIND)) return { outcome: 'not-allowed' }
  const bar = barredBy(personOf(found))
  if (bar) return { outcome: bar }
  const now = deps.now()
  const id = `aut_${deps.chance.id()}` as const
  const pass = deps.chance.longCode(KIND)
  const expiresAt = now + wish.validMs
  await deps.store.db.transaction().execute(async (tx) => {
    const place = { directory: found.directory.name, entry: found.entry }
    const principal: PrincipalId = await keepPrincipal(tx, deps.tenant, place)
    await removeBindings(tx, deps.tenant, principal, KIND)
    const value = longCodeHash(deps.keys, { kind: KIND, id }, pass)
    const binding = { id, principal, kind: KIND, value, expiresAt } as const
    await insertBindings(tx, deps.keys, deps.tenant, [binding], now)
    await deps.outbox.enqueue(
      tx,
      await noticesFor(tx, deps, noticeOf(found, { now, until: expiresAt, locale: wish.locale })),
    )
    const issued = {
      activity: 'helpdesk-pass.issued',
      outcome: 'succeeded',
      gates: [KIND],
      detail: wish.checkedHow,
    } as const
    await appendAudit(tx, deps.tenant, [auditEvent(issued, around(found, now))])
  })
  deps.outbox.wake()
  return { outcome: 'issued', pass, expiresAt }
}

/** Ends a pass before its time. */
export async function revokePass(
  deps: Deps,
  name: string,
): Promise<{ readonly outcome: 'done' | 'nothing-to-do' | 'unknown-person' }> {
  const { found } = await findByName(deps, name)
  if (!found) return { outcome: 'unknown-person' }
  return await deps.store.db.transaction().execute(async (tx) => {
    const isOpen = found.kept.bindings.some(({ kind }) => kind === KIND)
    const isRemoved = await removeBindings(tx, deps.tenant, found.principal, KIND)
    if (!isOpen || !isRemoved) return { outcome: 'nothing-to-do' }
    const revoked = {
      activity: 'helpdesk-pass.revoked',
      outcome: 'succeeded',
      reason: 'by-administrator',
      gates: [KIND],
    } as const
    await appendAudit(tx, deps.tenant, [auditEvent(revoked, around(found, deps.now()))])
    return { outcome: 'done' }
  })
}

type Told = { readonly now: Instant; readonly until: Instant; readonly locale: Locale }

function noticeOf(found: Found, { now, until, locale }: Told) {
  const whence = whenceOf(BY_COMMAND_LINE, now)
  return {
    notice: 'helpdesk-pass-issued',
    found,
    flow: null,
    locale,
    whence,
    until,
  } as const
}

function around(found: Found, at: Instant) {
  return {
    origin: BY_COMMAND_LINE,
    at,
    actor: 'command-line',
    target: targetOf(found),
  } as const
}
