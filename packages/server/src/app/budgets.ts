import { CHANCES, LIMITS, type Limit, type LimitName, nameKey } from '@latchkey/core'
import type { AuthenticatorKind, Instant, MachineId, PrincipalId } from '@latchkey/protocol'
import type { Kysely } from 'kysely'
import type { CountryCap } from '../channel/sms-rules.ts'
import type { Database } from '../store/schema.ts'
import { clearSubjects, look, refund, spend } from '../store/throttle.ts'
import type { Deps } from './deps.ts'
import type { Found } from './find-person.ts'

type Db = Kysely<Database>
type Needs = Pick<Deps, 'keys' | 'tenant'>

/** What a budget is kept for, how much one use takes, and whose success clears it. */
export type Budget = {
  readonly limit: Limit
  readonly key: Uint8Array
  readonly subject: Uint8Array | null
  readonly cost?: number
}

function budget(needs: Needs, name: LimitName, of: string, subject: string | null): Budget {
  return {
    limit: LIMITS[name],
    key: needs.keys.hash('throttle', `${name}:${of}`),
    subject: subject === null ? null : subjectHash(needs, subject),
  }
}

// Budgets that anyone can see the end of are kept by what was typed and from where, and cleared only by a
// success from there: were they cleared by a success elsewhere, it would tell a stranger that the person exists.
const fromHere = (name: string, source: string) => `from\0${name}\0${source}`
const signInFromHere = (name: string, source: string) => `sign-in-from\0${name}\0${source}`
// Those that nobody sees are kept by person, found or not.
const proofsOf = (subject: PrincipalId) => `proofs\0${subject}`
const signInsOfPerson = (subject: PrincipalId) => `sign-ins\0${subject}`

function subjectHash({ keys }: Needs, subject: string): Uint8Array {
  return keys.hash('subject', subject)
}

export function proofsFromSource(needs: Needs, username: string, source: string): Budget {
  const subject = fromHere(nameKey(username), source)
  return budget(needs, 'proofs-of-name-from-source', subject, subject)
}

export function proofsOfSubject(
  needs: Needs,
  subject: PrincipalId,
  kind: AuthenticatorKind,
  enrolled = 1,
): Budget {
  return {
    // Kind by kind: whoever guesses at an app does not shut the person's mailbox too.
    ...budget(needs, 'proofs-of-subject', `${kind}\0${subject}`, proofsOf(subject)),
    cost: chancesOf(kind, enrolled),
  }
}

// A code is compared with each app that a person has, and with one address only. Nobody sees what it cost.
function chancesOf(kind: AuthenticatorKind, enrolled: number): number {
  return CHANCES[kind] * (kind === 'totp' ? Math.max(1, enrolled) : 1)
}

export function ownProofsOf(needs: Needs, subject: PrincipalId, apps: number): Budget {
  const one = budget(needs, 'own-proofs-of-subject', subject, null)
  return { ...one, cost: CHANCES.email + CHANCES.totp * apps }
}

export function ownCodesOf(needs: Needs, subject: PrincipalId): Budget {
  return budget(needs, 'own-codes-of-subject', subject, null)
}

/** Kept by address: many accounts together don't fill a stranger's mailbox either. */
export function ownCodesTo(needs: Needs, address: string): Budget {
  return budget(needs, 'own-codes-to-address', address.toLowerCase(), null)
}

export function consoleProofsOf(needs: Needs, subject: PrincipalId): Budget {
  return budget(needs, 'console-proofs-of-subject', subject, null)
}

export function codesFromSource(needs: Needs, subject: PrincipalId, source: string): Budget {
  const of = `${subject}\0${source}`
  return budget(needs, 'codes-to-destination-from-source', of, proofsOf(subject))
}

export function codesToSubject(needs: Needs, subject: PrincipalId): Budget {
  return budget(needs, 'codes-to-destination', subject, proofsOf(subject))
}

/** Codes to one number, whoever it belongs to: no success clears it, as it is what the number costs. */
export function textsToNumber(needs: Needs, number: string): Budget {
  return budget(needs, 'texts-to-number', number, null)
}

export function noticesToNumber(needs: Needs, number: string): Budget {
  return budget(needs, 'notices-to-number', number, null)
}

/** Codes to all the numbers of a country, or of the prefix that a rule gives a budget of its own. */
export function textsToCountry(needs: Needs, { of, isHome, perHour }: CountryCap): Budget {
  const one = budget(needs, isHome ? 'texts-to-home-country' : 'texts-to-country', of, null)
  return perHour === undefined ? one : { ...one, limit: { ...one.limit, most: perHour } }
}

export function suggestionsTo(needs: Needs, subject: string): Budget {
  return budget(needs, 'suggestions-to-subject', subject, null)
}

export function flowsFrom(needs: Needs, source: string, most: number): Budget {
  const one = budget(needs, 'flows-from-address', source, null)
  return { ...one, limit: { ...one.limit, most } }
}

export function flowsFromMachine(needs: Needs, machine: MachineId): Budget {
  return budget(needs, 'flows-from-machine', machine, null)
}

export function noncesFrom(needs: Needs, source: string, most: number): Budget {
  const one = budget(needs, 'nonces-from-address', source, null)
  return { ...one, limit: { ...one.limit, most } }
}

export function approvalsFrom(needs: Needs, source: string, most: number): Budget {
  const one = budget(needs, 'approvals-from-address', source, null)
  return { ...one, limit: { ...one.limit, most } }
}

export function enrolmentsFrom(needs: Needs, source: string, most: number): Budget {
  const one = budget(needs, 'enrolments-from-address', source, null)
  return { ...one, limit: { ...one.limit, most } }
}

export function signInsFrom(needs: Needs, source: string): Budget {
  return budget(needs, 'sign-ins-from-address', source, null)
}

export function signInsToNameFrom(needs: Needs, username: string, source: string): Budget {
  const subject = signInFromHere(nameKey(username), source)
  return budget(needs, 'sign-ins-to-name-from-source', subject, subject)
}

export function signInsOf(needs: Needs, subject: PrincipalId, limit: Limit): Budget {
  return {
    limit,
    key: needs.keys.hash('throttle', `sign-ins-of-subject:${subject}`),
    subject: subjectHash(needs, signInsOfPerson(subject)),
  }
}

/** Sign-ins of a person that nobody has judged yet: a count and no limit. A minute forgets those of a server that died. */
export function signInsUnderWay({ keys }: Needs, subject: PrincipalId): Budget {
  return {
    limit: { most: 1_000_000, perMs: 60_000, window: 'quiet' },
    key: keys.hash('throttle', `sign-ins-under-way:${subject}`),
    subject: null,
  }
}

/** Refusals that a flood would repeat are audited once per source and window. */
export function alarmOf(needs: Needs, of: string): Budget {
  return budget(needs, 'alarms-of-source', of, null)
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

export function spendBudget(db: Db, { tenant }: Needs, one: Budget, now: Instant) {
  return spend(db, { tenant, ...one, now })
}

export function lookAtBudget(db: Db, { tenant }: Needs, one: Budget, now: Instant) {
  return look(db, { tenant, key: one.key, limit: one.limit, now })
}

/** Gives back what one use of each took. */
export async function refundBudgets(
  db: Db,
  { tenant }: Needs,
  budgets: readonly Budget[],
  now: Instant,
): Promise<void> {
  const uses = budgets.map(({ key, cost = 1 }) => ({ key, cost }))
  await refund(db, { tenant, uses, now })
}

/** What a finished reset, unlock or change clears: everything kept of the person, and their tries from this source. */
export function clearBudgets(db: Db, needs: Needs, found: Found, source: string): Promise<void> {
  const name = nameKey(found.entry.name)
  return clear(db, needs, [
    fromHere(name, source),
    signInFromHere(name, source),
    proofsOf(found.principal),
    signInsOfPerson(found.principal),
  ])
}

/** What a sign-in clears: wrong passwords, and nothing that keeps codes from being guessed or sent. */
export function clearSignInBudgets(
  db: Db,
  needs: Needs,
  found: Found,
  source: string,
): Promise<void> {
  const name = nameKey(found.entry.name)
  return clear(db, needs, [signInFromHere(name, source), signInsOfPerson(found.principal)])
}

function clear(db: Db, needs: Needs, subjects: readonly string[]): Promise<void> {
  return clearSubjects(db, {
    tenant: needs.tenant,
    subjects: subjects.map((subject) => subjectHash(needs, subject)),
  })
}
