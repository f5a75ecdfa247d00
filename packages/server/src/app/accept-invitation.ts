import type { Secret } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { generateSecret, generateURI } from 'otplib'
import { matchedStep } from '../authenticator/totp.ts'
import { appendAudit } from '../store/audit.ts'
import { insertBindings, removeBindings } from '../store/authenticator.ts'
import { findPermission, usePermission } from '../store/permission.ts'
import { appointAdministrator } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvents } from './audit-event.ts'
import { signInsFrom, spendBudget } from './budgets.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByPrincipal, targetOf } from './find-person.ts'
import { judgePassword } from './judge-password.ts'
import { noticesFor } from './notices.ts'
import { tokenHash } from './open-flow.ts'

/** An app that is being enrolled: shown to its person, and carried by their own page until the first code. */
export type Offer = {
  readonly secret: string
  readonly uri: string
  /** The secret, sealed for this invitation: what the page carries. */
  readonly sealed: string
}

export type Accepting = Offer | 'spent' | 'refused' | 'too-many-attempts'

/** Who an invitation is for; nothing once it was used or is too old. */
export async function readInvitation(deps: Deps, token: string): Promise<Found | undefined> {
  const { db } = deps.store
  const hash = tokenHash(deps, token)
  const kind = 'administrator-invitation'
  const permission = await findPermission(db, deps.tenant, kind, hash, deps.now())
  return permission?.principal ? await findByPrincipal(deps, permission.principal) : undefined
}

/** The invited person proves the password: an intercepted link alone makes nobody an administrator. */
export async function offerApp(
  deps: Deps,
  caller: Caller,
  token: string,
  password: Secret<string>,
): Promise<Accepting> {
  const found = await readInvitation(deps, token)
  if (!found) return 'spent'
  const budget = signInsFrom(deps, caller.source)
  if (!(await spendBudget(deps.store.db, deps, budget, deps.now())).isWithin)
    return 'too-many-attempts'
  const judged = await judgePassword(deps, caller, found.entry.name, password)
  const isTheirs = judged.found?.principal === found.principal && judged.verdict === 'accepted'
  if (!isTheirs) return 'refused'
  return await offerOf(deps, token, found, generateSecret())
}

/** The same offer again, from what the page carried; nothing where the page was tampered with. */
export async function resumeOffer(
  deps: Deps,
  token: string,
  sealed: string,
): Promise<{ offer: Offer; found: Found } | undefined> {
  const found = await readInvitation(deps, token)
  if (!found) return
  try {
    const bytes = Buffer.from(sealed, 'base64url')
    const secret = deps.keys.open(contextOf(deps, token), bytes)
    return { offer: await offerOf(deps, token, found, secret), found }
  } catch {
    return
  }
}

async function offerOf(deps: Deps, token: string, found: Found, secret: string): Promise<Offer> {
  const { organisation } = await deps.policy.read()
  const sealed = deps.keys.seal(contextOf(deps, token), secret)
  return {
    secret,
    uri: generateURI({ issuer: organisation, label: found.entry.name, secret }),
    sealed: Buffer.from(sealed).toString('base64url'),
  }
}

function contextOf(deps: Deps, token: string): string {
  return `invitation:${Buffer.from(tokenHash(deps, token)).toString('base64url')}`
}

/** A first code proves that the app holds the secret: the invitation is used up, the person appointed. */
export async function acceptInvitation(
  deps: Deps,
  caller: Caller,
  token: string,
  given: { readonly sealed: string; readonly code: string },
): Promise<'accepted' | 'spent' | { readonly again: Offer }> {
  const resumed = await resumeOffer(deps, token, given.sealed)
  if (!resumed) return 'spent'
  const { offer, found } = resumed
  const answer = given.code.replace(/\s/g, '')
  const isCode = /^[0-9]{6}$/.test(answer)
  const timeStep = isCode ? matchedStep(offer.secret, { answer, now: deps.now() }) : undefined
  if (timeStep === undefined) return { again: offer }
  const isUsed = await deps.store.db.transaction().execute(async (tx) => {
    const kind = 'administrator-invitation'
    const hash = tokenHash(deps, token)
    if (!(await usePermission(tx, deps.tenant, kind, hash, deps.now()))) return false
    await enrolApp(tx, deps, found, { secret: offer.secret, timeStep })
    await appointAdministrator(tx, deps.tenant, found.principal)
    await tell(tx, deps, caller, found)
    return true
  })
  if (isUsed) deps.outbox.wake()
  return isUsed ? 'accepted' : 'spent'
}

async function enrolApp(
  tx: Transaction<Database>,
  deps: Deps,
  { principal, kept }: Found,
  app: { readonly secret: string; readonly timeStep: number },
): Promise<void> {
  await removeBindings(tx, deps.tenant, principal, 'totp')
  const binding = {
    id: `aut_${deps.chance.id()}`,
    principal,
    kind: 'totp',
    value: app.secret,
    // The code that proved the app was used by that.
    lastStep: app.timeStep,
    isFirst: kept.bindings.length === 0 && !kept.hasEnrolled,
  } as const
  await insertBindings(tx, deps.keys, deps.tenant, [binding], deps.now())
}

async function tell(
  tx: Transaction<Database>,
  deps: Deps,
  { origin, locale }: Caller,
  found: Found,
): Promise<void> {
  const at = deps.now()
  const whence = whenceOf(origin, at)
  const notice = { notice: 'authenticator-enrolled', found, flow: null, locale, whence } as const
  await deps.outbox.enqueue(tx, await noticesFor(tx, deps, notice))
  const happenings = [
    { activity: 'authenticator.enrolled', outcome: 'succeeded', gates: ['totp'] },
    { activity: 'administrator.appointed', outcome: 'succeeded' },
  ] as const
  const around = {
    origin,
    at,
    actor: found.principal,
    target: targetOf(found),
  }
  await appendAudit(tx, deps.tenant, auditEvents(happenings, around))
}
