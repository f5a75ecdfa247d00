import { type Policy, shortfallAtStart } from '@latchkey/core'
import type { AuthenticatorId } from '@latchkey/protocol'
import { preferBinding, removeBinding, renameBinding } from '../store/authenticator.ts'
import type { Binding, PrincipalRecord } from '../store/principal.ts'
import type { Caller } from './caller.ts'
import { changeEnrolment, type Done, mayChange, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { type Found, personOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

type Change = (
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  id: AuthenticatorId,
) => Promise<'changed' | NotChanged>

/** Gives one of a person's own authenticators a name; an empty one takes it away. */
export function renameAuthenticator(name: string): Change {
  return async (deps, caller, signedIn, id) => {
    const barred = mayChange(deps, signedIn)
    if (barred) return barred
    const { principal } = signedIn.found
    return await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
      const one = changeable(kept, id)
      const shown = name.trim() === '' ? null : name.trim()
      if (!one || !(await renameBinding(tx, deps.tenant, { principal, id }, shown))) return 'stale'
      return done('renamed', 'changed', one.kind)
    })
  }
}

/** Makes one of a person's own authenticators the default of its kind. */
export const preferAuthenticator: Change = async (deps, caller, signedIn, id) => {
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  const { principal } = signedIn.found
  return await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
    const one = changeable(kept, id)
    if (!one) return 'stale'
    await preferBinding(tx, deps.tenant, { principal, id, kind: one.kind })
    return done('preferred', 'changed', one.kind)
  })
}

/**
 * Removes one of a person's own authenticators. Where that leaves less than policy asks, only after the page has
 * said so: `isWarned`.
 */
export function removeAuthenticator(isWarned: boolean): Change {
  return async (deps, caller, signedIn, id) => {
    const barred = mayChange(deps, signedIn)
    if (barred) return barred
    const policy = await deps.policy.read()
    const { principal } = signedIn.found
    return await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
      const one = changeable(kept, id)
      if (!one) return 'stale'
      if (!isWarned && shortWithout(policy, { ...signedIn.found, kept }, id))
        return 'warning-needed'
      if (!(await removeBinding(tx, deps.tenant, { principal, id }))) return 'stale'
      return done('removed', 'removed', one.kind)
    })
  }
}

/** Why the person could not reset any more without this authenticator, where they can with it. */
export function shortWithout(policy: Policy, found: Found, id: AuthenticatorId) {
  if (shortfallAtStart(policy, personOf(found))) return
  const bindings = found.kept.bindings.filter((one) => one.id !== id)
  return shortfallAtStart(policy, personOf({ ...found, kept: { ...found.kept, bindings } }))
}

// A pass is the help desk's: it is neither named nor removed here.
function changeable({ bindings }: PrincipalRecord, id: AuthenticatorId): Binding | undefined {
  return bindings.find((one) => one.id === id && one.kind !== 'helpdesk-pass')
}

function done(
  what: 'renamed' | 'preferred' | 'removed',
  notice: 'changed' | 'removed',
  kind: Done['kind'],
): Done {
  return {
    happening: { activity: `authenticator.${what}`, outcome: 'succeeded', gates: [kind] },
    notice: `authenticator-${notice}`,
    kind,
  }
}
