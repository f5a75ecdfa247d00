import type { Reason } from '@latchkey/core'
import type { AuthenticatorId, AuthenticatorKind } from '@latchkey/protocol'
import { keptIn } from '../authenticator/passkeys.ts'
import { MOST_APPS } from '../authenticator/totp.ts'
import { appendAudit } from '../store/audit.ts'
import { insertBindings, removeBinding } from '../store/authenticator.ts'
import { type OwnChallenge, useChallenge } from '../store/own-challenge.ts'
import type { Binding } from '../store/principal.ts'
import { auditEvent } from './audit-event.ts'
import type { Caller } from './caller.ts'
import { changeEnrolment, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { targetOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

/** How many of a kind one person may have. */
export const MOST_OF_KIND: Readonly<Partial<Record<AuthenticatorKind, number>>> = {
  email: 5,
  totp: MOST_APPS,
  passkey: 10,
}

export type Enrolled = 'changed' | NotChanged

type NewOne = {
  readonly kind: 'email' | 'totp' | 'passkey'
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

function isThere(bindings: readonly Binding[], { kind, value }: NewOne): boolean {
  if (kind === 'email') return hasAddress(bindings, value)
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
  const { found } = signedIn
  return await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
    if (!hasRoom(kept.bindings, one)) return 'too-many'
    if (isThere(kept.bindings, one)) return 'enrolled-already'
    const former = kept.bindings.find(({ id }) => id === one.replaces)
    if (one.replaces !== undefined && former?.kind !== one.kind) return 'stale'
    // Of any number of right answers at once one gets here through.
    if (!(await useChallenge(tx, deps.tenant, challenge))) return 'stale'
    const { principal } = found
    if (former) await removeBinding(tx, deps.tenant, { principal, id: former.id })
    const binding = {
      id: `aut_${deps.chance.id()}` as const,
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
  })
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
