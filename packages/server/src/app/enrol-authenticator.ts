import type { Reason } from '@latchkey/core'
import type { AuthenticatorId, AuthenticatorKind } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
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
  totp: MOST_APPS,
}

export type Enrolled = 'changed' | NotChanged

type NewOne = {
  readonly kind: 'email' | 'totp' | 'security-questions'
  /** Where what is kept is bound to it. */
  readonly id?: AuthenticatorId
  readonly value: string
  readonly lastStep?: number
  readonly name?: string | undefined
  readonly replaces?: AuthenticatorId | undefined
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
export function hasAddress(bindings: readonly Binding[], address: string): boolean {
  const folded = address.toLowerCase()
  return bindings.some((one) => one.kind === 'email' && one.value.toLowerCase() === folded)
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
    if (one.kind === 'email' && hasAddress(kept.bindings, one.value)) return 'enrolled-already'
    const barred = barredFrom(kept, one)
    if (barred) return barred
    // Of any number of right answers at once one gets here through.
    if (!(await useChallenge(tx, deps.tenant, challenge))) return 'stale'
    return await bind(tx, deps, signedIn, kept, one)
  })
}

/** Why one more of a kind can't be bound, or in the place of another, as things are now. */
export function barredFrom(
  { bindings }: Pick<PrincipalRecord, 'bindings'>,
  one: Pick<NewOne, 'kind' | 'replaces'>,
): 'too-many' | 'stale' | undefined {
  if (!hasRoom(bindings, one)) return 'too-many'
  const former = bindings.find(({ id }) => id === one.replaces)
  return one.replaces !== undefined && former?.kind !== one.kind ? 'stale' : undefined
}

/** Binds it, in the place of the one that it replaces. */
export async function bind(
  tx: Transaction<Database>,
  deps: Pick<Deps, 'chance' | 'keys' | 'tenant' | 'now'>,
  { found }: SignedInPerson,
  kept: PrincipalRecord,
  one: NewOne,
): Promise<Done> {
  const { principal } = found
  const former = kept.bindings.find(({ id }) => id === one.replaces)
  if (former) await removeBinding(tx, deps.tenant, { principal, id: former.id })
  const binding = {
    id: one.id ?? (`aut_${deps.chance.id()}` as const),
    principal,
    kind: one.kind,
    value: one.value,
    name: one.name ?? former?.name ?? null,
    isPreferred: former?.isPreferred ?? false,
    isFirst: !kept.hasEnrolled && found.kept.bindings.length === 0,
    ...(one.lastStep !== undefined && { lastStep: one.lastStep }),
  }
  await insertBindings(tx, deps.keys, deps.tenant, [binding], deps.now())
  const what = former ? 'replaced' : 'enrolled'
  const gates = [one.kind]
  return {
    happening: { activity: `authenticator.${what}`, outcome: 'succeeded', gates },
    notice: `authenticator-${what}`,
    kind: one.kind,
    ...(one.kind === 'email' && { added: one.value }),
  }
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
