import { LIMITS, type Limit, type LimitName, nameKey } from '@latchkey/core'
import type { Instant, PrincipalId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { clearSubjects, look, refund, spend } from '../store/throttle.ts'
import type { Deps } from './deps.ts'
import type { Found } from './find-person.ts'
import { nameKeysOf } from './find-person.ts'

type Db = Kysely<Database>
type Needs = Pick<Deps, 'keys' | 'tenant'>

/** What a budget is kept for, and whose success clears it. */
export type Budget = {
  readonly limit: Limit
  readonly key: Uint8Array
  readonly subject: Uint8Array | null
}

function budget(needs: Needs, name: LimitName, of: string, subject: Uint8Array | null): Budget {
  return { limit: LIMITS[name], key: needs.keys.hash('throttle', `${name}:${of}`), subject }
}

export function subjectHash({ keys }: Needs, subject: string): Uint8Array {
  return keys.hash('subject', subject)
}

export function proofsFromSource(needs: Needs, username: string, source: string): Budget {
  const name = nameKey(username)
  return budget(needs, 'proofs-of-name-from-source', `${name}\0${source}`, subjectHash(needs, name))
}

export function proofsOfSubject(needs: Needs, subject: PrincipalId): Budget {
  return budget(needs, 'proofs-of-subject', subject, subjectHash(needs, subject))
}

export function codesFromSource(needs: Needs, subject: PrincipalId, source: string): Budget {
  const of = `${subject}\0${source}`
  return budget(needs, 'codes-to-destination-from-source', of, subjectHash(needs, subject))
}

export function codesToSubject(needs: Needs, subject: PrincipalId): Budget {
  return budget(needs, 'codes-to-destination', subject, subjectHash(needs, subject))
}

export function suggestionsTo(needs: Needs, subject: PrincipalId): Budget {
  return budget(needs, 'suggestions-to-subject', subject, null)
}

export function flowsFrom(needs: Needs, source: string, most: number): Budget {
  const one = budget(needs, 'flows-from-address', source, null)
  return { ...one, limit: { ...one.limit, most } }
}

export function signInsFrom(needs: Needs, source: string): Budget {
  return budget(needs, 'sign-ins-from-address', source, null)
}

export function signInsToNameFrom(needs: Needs, username: string, source: string): Budget {
  const name = nameKey(username)
  const of = `${name}\0${source}`
  return budget(needs, 'sign-ins-to-name-from-source', of, subjectHash(needs, name))
}

/** Spends budgets in order and stops at the first that is spent: whoever is past their own takes nothing from the person's. */
export async function spendInOrder(
  db: Db,
  needs: Needs,
  budgets: readonly Budget[],
  now: Instant,
): Promise<boolean> {
  for (const one of budgets) if (!(await spendBudget(db, needs, one, now)).isWithin) return false
  return true
}

/** Refusals that a flood would repeat are audited once per source and window. */
export function alarmOf(needs: Needs, of: string): Budget {
  return budget(needs, 'alarms-of-source', of, null)
}

export function signInsOf(needs: Needs, subject: PrincipalId, limit: Limit): Budget {
  return {
    limit,
    key: needs.keys.hash('throttle', `sign-ins-of-subject:${subject}`),
    subject: subjectHash(needs, subject),
  }
}

export function spendBudget(db: Db, { tenant }: Needs, one: Budget, now: Instant) {
  return spend(db, { tenant, ...one, now })
}

export function lookAtBudget(db: Db, { tenant }: Needs, one: Budget, now: Instant) {
  return look(db, { tenant, key: one.key, limit: one.limit, now })
}

export function refundBudgets(db: Db, { tenant }: Needs, budgets: readonly Budget[], now: Instant) {
  return refund(db, { tenant, keys: budgets.map((one) => one.key), now })
}

/** A success clears every counter of the person, under all of their names. */
export function clearBudgetsOf(db: Db, needs: Needs, found: Found, typed: string | undefined) {
  const names = [...nameKeysOf(found, typed), found.principal]
  return clearSubjects(db, {
    tenant: needs.tenant,
    subjects: names.map((name) => subjectHash(needs, name)),
  })
}
