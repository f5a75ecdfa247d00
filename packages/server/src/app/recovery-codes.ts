import { isAllowedAnywhere } from '@latchkey/core'
import type { AuthenticatorId, Instant } from '@latchkey/protocol'
import { CODES_A_SET, codesLeft, keepCodes } from '../authenticator/recovery-code.ts'
import { insertBindings, removeBindings } from '../store/authenticator.ts'
import type { Caller } from './caller.ts'
import { changeEnrolment, mayChange, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { isFirstOf } from './enrol-authenticator.ts'
import type { SignedInPerson } from './session.ts'

const KIND = 'recovery-code'

/** What a person may know of their set; the codes themselves nobody knows. */
export type OwnCodes = {
  readonly id: AuthenticatorId
  readonly left: number
  readonly of: number
  readonly madeAt: Instant
}

/** The person's set, nothing where they have none; refused where policy has no such way back in. */
export async function readRecoveryCodes(
  deps: Pick<Deps, 'policy'>,
  { found }: SignedInPerson,
): Promise<{ readonly set?: OwnCodes } | 'not-allowed'> {
  if (!isAllowedAnywhere(await deps.policy.read(), KIND)) return 'not-allowed'
  const set = found.kept.bindings.find(({ kind }) => kind === KIND)
  if (!set) return {}
  return { set: { id: set.id, left: codesLeft(set), of: CODES_A_SET, madeAt: set.createdAt } }
}

export type MadeCodes =
  | { readonly codes: readonly string[]; readonly madeAt: Instant }
  | NotChanged
  | 'not-allowed'

/**
 * Makes a new set, which ends the one before. After a fresh proof only: a session that somebody left open, or
 * stole, makes no way back in.
 */
export async function makeRecoveryCodes(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
): Promise<MadeCodes> {
  if (!isAllowedAnywhere(await deps.policy.read(), KIND)) return 'not-allowed'
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  const { principal } = signedIn.found
  const id = `aut_${deps.chance.id()}` as const
  const codes = Array.from({ length: CODES_A_SET }, () => deps.chance.longCode(KIND))
  const madeAt = deps.now()
  const made = await changeEnrolment(deps, caller, signedIn, async (tx, kept) => {
    const isReplaced = await removeBindings(tx, deps.tenant, principal, KIND)
    const value = keepCodes(deps.keys, id, codes)
    const set = { id, principal, kind: KIND, value, isFirst: isFirstOf(signedIn, kept) } as const
    await insertBindings(tx, deps.keys, deps.tenant, [set], madeAt)
    const activity = isReplaced ? 'authenticator.replaced' : 'authenticator.enrolled'
    return {
      happening: { activity, outcome: 'succeeded', gates: [KIND] },
      notice: 'recovery-codes-made',
      kind: KIND,
    }
  })
  return made === 'changed' ? { codes, madeAt } : made
}
