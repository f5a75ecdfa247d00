import { isAllowedAnywhere } from '@latchkey/core'
import type { Instant, Secret } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { CODES_A_SET, codesLeft, keepCodes } from '../authenticator/recovery-code.ts'
import { appendAudit } from '../store/audit.ts'
import { insertBindings, removeBindings } from '../store/authenticator.ts'
import { locatePrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvent } from './audit-event.ts'
import { signInsFrom, spendBudget } from './budgets.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, isEndedAt, targetOf } from './find-person.ts'
import { judgePassword } from './judge-password.ts'
import { noticesFor } from './notices.ts'
import type { SignedInPerson } from './session.ts'

const KIND = 'recovery-code'

/** What a person may know of their set; the codes themselves nobody knows. */
export type OwnCodes = { readonly left: number; readonly of: number; readonly madeAt: Instant }

/** The person's set, nothing where they have none; refused where policy has no such way back in. */
export async function readRecoveryCodes(
  deps: Pick<Deps, 'policy'>,
  { found }: SignedInPerson,
): Promise<{ readonly set?: OwnCodes } | 'not-allowed'> {
  if (!isAllowedAnywhere(await deps.policy.read(), KIND)) return 'not-allowed'
  const set = found.kept.bindings.find(({ kind }) => kind === KIND)
  if (!set) return {}
  return { set: { left: codesLeft(set), of: CODES_A_SET, madeAt: set.createdAt } }
}

export type MadeCodes =
  | { readonly codes: readonly string[]; readonly madeAt: Instant }
  | 'refused'
  | 'too-many-attempts'
  | 'not-allowed'

/**
 * Makes a new set, which ends the one before. Asks for the current password: a session that somebody left
 * open, or stole, makes no way back in.
 */
export async function makeRecoveryCodes(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  password: Secret<string>,
): Promise<MadeCodes> {
  const { found } = signedIn
  const begunAt = deps.now()
  if (!isAllowedAnywhere(await deps.policy.read(), KIND)) return 'not-allowed'
  const budget = signInsFrom(deps, caller.source)
  if (!(await spendBudget(deps.store.db, deps, budget, begunAt)).isWithin)
    return 'too-many-attempts'
  const judged = await judgePassword(deps, caller, found.entry.name, password)
  const isThem = judged.found?.principal === found.principal
  if (!isThem || judged.verdict !== 'accepted') return await refuse(deps, caller, found)
  const id = `aut_${deps.chance.id()}` as const
  const codes = Array.from({ length: CODES_A_SET }, () => deps.chance.longCode(KIND))
  const isMade = await deps.store.db.transaction().execute(async (tx) => {
    // Reset, disowned or frozen meanwhile: who knew the old password makes nothing any more.
    const place = await locatePrincipal(tx, deps.tenant, found.principal)
    if (!place || isEndedAt(place.ended_before, begunAt + 1) || judged.found?.kept.isFrozen)
      return false
    await removeBindings(tx, deps.tenant, found.principal, KIND)
    const value = keepCodes(deps.keys, id, codes)
    const set = { id, principal: found.principal, kind: KIND, value } as const
    await insertBindings(tx, deps.keys, deps.tenant, [set], deps.now())
    await tell(tx, deps, caller, found)
    return true
  })
  if (!isMade) return 'refused'
  deps.outbox.wake()
  return { codes, madeAt: begunAt }
}

async function tell(
  tx: Transaction<Database>,
  deps: Deps,
  { origin, locale }: Caller,
  found: Found,
): Promise<void> {
  const at = deps.now()
  const whence = whenceOf(origin, at)
  const notice = { notice: 'recovery-codes-made', found, flow: null, locale, whence } as const
  await deps.outbox.enqueue(tx, await noticesFor(tx, deps, notice))
  const made = { activity: 'authenticator.enrolled', outcome: 'succeeded', gates: [KIND] } as const
  const around = { origin, at, actor: found.principal, target: targetOf(found) }
  await appendAudit(tx, deps.tenant, [auditEvent(made, around)])
}

async function refuse(deps: Deps, { origin }: Caller, found: Found): Promise<'refused'> {
  const failed = {
    activity: 'authenticator.enrolled',
    outcome: 'failed',
    reason: 'password-wrong',
    gates: [KIND],
  } as const
  const around = { origin, at: deps.now(), actor: found.principal, target: targetOf(found) }
  await deps.store.db
    .transaction()
    .execute((tx) => appendAudit(tx, deps.tenant, [auditEvent(failed, around)]))
  return 'refused'
}
