import { isSent, type Reason } from '@latchkey/core'
import type { AuthenticatorId, AuthenticatorKind, Medium } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { keptIn } from '../authenticator/passkeys.ts'
import { MOST_APPS } from '../authenticator/totp.ts'
import { appendAudit } from '../store/audit.ts'
import { insertBindings, removeBinding } from '../store/authenticator.ts'
import { type OwnChallenge, useChallenge } from '../store/own-challenge.ts'
import type { Binding, PrincipalRecord } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import { changeEnrolment, type Done, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { targetOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

/** How many of a kind one person may have. */
export const MOST_OF_KIND: Readonly<Partial<Record<AuthenticatorKind, number>>> = {
  email: 5,
  sms: 5,
  totp: MOST_APPS,
  passkey: 10,
}

export type Enrolled = 'changed' | NotChanged

type NewOne = {
  readonly kind: Medium | 'totp' | 'security-questions' | 'passkey'
  /** Where what is kept is bound to it. */
  readonly id?: AuthenticatorId
  readonly value: string
  readonly lastStep?: number
  readonly name?: string | undefined
  readonly replaces?: AuthenticatorId | undefined
}

/** What stays of a person's authenticators: in a session that replaces, what was enrolled in it. */
export function staying<T extends Pick<Binding, 'createdAt'>>(
  bindings: readonly T[],
  { session }: Pick<SignedInPerson, 'session'>,
): T[] {
  const isReplaced = (one: T) =>
    session.scope === 'replacement' && one.createdAt < session.createdAt
  return bindings.filter((one) => !isReplaced(one))
}

/** Whether one more of a kind may be enrolled, or one in the place of another. */
export function hasRoom(
  bindings: readonly Binding[],
  { kind, replaces }: Pick<NewOne, 'kind' | 'replaces'>,
): boolean {
  const others = bindings.filter((one) => one.kind === kind && one.id !== replaces)
  return others.length < (MOST_OF_KIND[kind] ?? 1)
}

/** Whether somebody has this address enrolled already: two of the same are one way back in. */
export function hasAddress(bindings: readonly Binding[], medium: Medium, address: string): boolean {
  const folded = address.toLowerCase()
  return bindings.some((one) => one.kind === medium && one.value.toLowerCase() === folded)
}

function isThere(bindings: readonly Binding[], { kind, value }: NewOne): boolean {
  if (isSent(kind)) return hasAddress(bindings, kind, value)
  return kind === 'passkey' && bindings.some((one) => isSamePasskey(one, value))
}

function isSamePasskey(one: Binding, value: string): boolean {
  return one.kind === 'passkey' && keptIn(one.value).credential === keptIn(value).credential
}

/** Binds what was just proven to the person, and takes the challenge that proved it with it. */
export async function enrolProven(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  challenge: OwnChallenge,
  one: NewOne,
): Promise<Enrolled> {
  return await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
    const left = staying(kept.bindings, signedIn)
    if (isThere(left, one)) return 'enrolled-already'
    const barred = barredFrom(kept, signedIn, one)
    if (barred) return barred
    // Of any number of right answers at once one gets here through.
    if (!(await useChallenge(tx, deps.tenant, challenge))) return 'stale'
    return await bind(tx, deps, signedIn, kept, one)
  })
}

/** Why one more of a kind can't be bound, or in the place of another, as things are now. */
export function barredFrom(
  { bindings }: Pick<PrincipalRecord, 'bindings'>,
  signedIn: Pick<SignedInPerson, 'session'>,
  one: Pick<NewOne, 'kind' | 'replaces'>,
): 'too-many' | 'stale' | undefined {
  if (!hasRoom(staying(bindings, signedIn), one)) return 'too-many'
  const former = bindings.find(({ id }) => id === one.replaces)
  return one.replaces !== undefined && former?.kind !== one.kind ? 'stale' : undefined
}

/** Binds it, in the place of the one that it replaces, or of all that a link replaces. */
export async function bind(
  tx: Transaction<Database>,
  deps: Pick<Deps, 'chance' | 'keys' | 'tenant' | 'now'>,
  signedIn: SignedInPerson,
  kept: PrincipalRecord,
  one: NewOne,
): Promise<Done> {
  const { principal } = signedIn.found
  const former = kept.bindings.find(({ id }) => id === one.replaces)
  const left = staying(kept.bindings, signedIn)
  const gone = kept.bindings.filter((each) => each === former || !left.includes(each))
  for (const { id } of gone) await removeBinding(tx, deps.tenant, { principal, id })
  const binding = {
    id: one.id ?? (`aut_${deps.chance.id()}` as const),
    principal,
    kind: one.kind,
    value: one.value,
    name: one.name ?? former?.name ?? null,
    isPreferred: former?.isPreferred ?? false,
    isFirst: isFirstOf(signedIn, kept),
    ...(one.lastStep !== undefined && { lastStep: one.lastStep }),
  }
  await insertBindings(tx, deps.keys, deps.tenant, [binding], deps.now())
  const what = gone.length > 0 ? 'replaced' : 'enrolled'
  // Whatever kinds went with it stand in the audit too.
  const gates = [...new Set([one.kind, ...gone.map(({ kind }) => kind)])]
  return {
    happening: { activity: `authenticator.${what}`, outcome: 'succeeded', gates },
    notice: `authenticator-${what}`,
    kind: one.kind,
    ...(isSent(one.kind) && { added: one.value }),
  }
}

/**
 * Whether what is enrolled now is a person's first: nothing was before it, of theirs or the directory's.
 * Whoever has an enrolment link may have caught it on its way: what they enrol waits out the hours of a fresh
 * authenticator, in which the person's addresses learn of it, so that the link is no password of the same hour.
 */
export function isFirstOf({ session, found }: SignedInPerson, kept: PrincipalRecord): boolean {
  if (session.scope !== undefined) return false
  // A pass is lent, not enrolled.
  return !kept.hasEnrolled && found.kept.bindings.every(({ kind }) => kind === 'helpdesk-pass')
}

/** Keeps that an enrolment was not proven. */
export async function auditNotEnrolled(
  deps: Deps,
  { origin }: Caller,
  { found }: SignedInPerson,
  kind: AuthenticatorKind,
  reason: Reason,
): Promise<void> {
  const happening = {
    activity: 'authenticator.not-enrolled',
    outcome: reason === 'budget-spent' ? 'blocked' : 'failed',
    reason,
    gates: [kind],
  } as const
  const around = { origin, at: deps.now(), actor: found.principal, target: targetOf(found) }
  const event = auditEvent(happening, around)
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
}
