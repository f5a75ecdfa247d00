import type { AuthenticatorKind, Instant } from '@latchkey/protocol'
import {
  allowedAuthenticators,
  type Coverage,
  gatesFor,
  type Policy,
  type Standing,
  shortfallAtStart,
  usableAuthenticators,
} from './policy.ts'

const DAY_MS = 86_400_000

/** Which kinds a person can enrol on their own page: only what can be done may be asked for. */
export const ENROLLED_BY_ONESELF: Readonly<Record<AuthenticatorKind, boolean>> = {
  email: true,
  totp: true,
  sms: true,
  'recovery-code': true,
  'helpdesk-pass': false,
  'security-questions': true,
  passkey: true,
}

/** What policy asks somebody to have enrolled, so that more of it later is known as more. */
export type Demand = {
  readonly gates: number
  /** What counts: the kinds, and `own-mail` where addresses of the organisation do. */
  readonly ways: readonly string[]
}

/** What a person was asked before, and when. */
export type Asked = { readonly at: Instant; readonly demand: Demand }

/** What we keep of somebody's enrolment besides what is enrolled. */
export type EnrolmentHistory = {
  readonly asked: Asked | null
  /** When they last said that all of it is right. */
  readonly confirmedAt: Instant | null
  /** When the oldest that they have was enrolled; null where they have nothing. */
  readonly oldestAt: Instant | null
}

/** What a person has to attend to at sign-in. */
export type Attention =
  | {
      readonly kind: 'enrol'
      readonly missing: number
      readonly demand: Demand
      readonly deadline: Instant
      /** The deadline has passed: nothing but enrolling is possible on their page. */
      readonly isOver: boolean
      /** Nobody asked this of them before: the days of grace begin. */
      readonly isNews: boolean
    }
  | { readonly kind: 'confirm' }

/** What policy asks of a person now. */
export function demandOf(policy: Policy, standing: Standing): Demand {
  const kinds = allowedAuthenticators(policy)
  return {
    gates: gatesFor(policy, standing),
    ways: policy.ownMailCounts ? [...kinds, 'own-mail'] : kinds,
  }
}

/** Whether a demand asks for something that an earlier one did not: more gates, or another way than before. */
export function asksMore(earlier: Demand, later: Demand): boolean {
  return later.gates > earlier.gates || earlier.ways.some((way) => !later.ways.includes(way))
}

/**
 * What a person has to attend to. Whoever could not reset by themselves has days of grace from the moment they
 * were first asked; nothing but a new demand of policy begins them again, so that nobody gains time by removing
 * and enrolling. To confirm what is there is only ever asked.
 */
export function attentionTo(
  policy: Policy,
  person: Coverage & { readonly isFrozen: boolean },
  history: EnrolmentHistory,
  now: Instant,
): Attention | undefined {
  // Nothing can be changed meanwhile.
  if (person.isFrozen) return
  const demand = demandOf(policy, person)
  const missing = missingOf(policy, person)
  if (policy.enrolment.isRequired && missing > 0 && canBeMet(policy, person)) {
    const { asked } = history
    const isNews = asked === null || asksMore(asked.demand, demand)
    const deadline = deadlineOf(policy, isNews ? now : asked.at, now)
    return { kind: 'enrol', missing, demand, deadline, isNews, isOver: now >= deadline }
  }
  return isToBeConfirmed(policy, history, now) ? { kind: 'confirm' } : undefined
}

/** How many further kinds a person needs before they could reset. */
export function missingOf(policy: Policy, person: Coverage): number {
  // A pass is not the person's own, and gone in a day.
  const enrolled = person.enrolled.filter((kind) => kind !== 'helpdesk-pass')
  const own = { ...person, enrolled }
  const isStuck = shortfallAtStart(policy, own) === 'too-few-authenticators'
  return Math.max(isStuck ? 1 : 0, gatesFor(policy, own) - usableAuthenticators(policy, own).length)
}

// A clock that was ahead when the person was asked must not give them years.
function deadlineOf({ enrolment }: Policy, askedAt: Instant, now: Instant): Instant {
  return Math.min(askedAt, now) + enrolment.graceDays * DAY_MS
}

// Shutting a page until something impossible is done would shut it for ever.
function canBeMet(policy: Policy, person: Coverage): boolean {
  const enrolled = allowedAuthenticators(policy).filter((kind) => ENROLLED_BY_ONESELF[kind])
  return missingOf(policy, { ...person, enrolled }) === 0
}

function isToBeConfirmed(
  { enrolment }: Policy,
  { confirmedAt, oldestAt }: EnrolmentHistory,
  now: Instant,
): boolean {
  if (enrolment.reconfirmDays === 0 || oldestAt === null) return false
  const since = Math.max(confirmedAt ?? oldestAt, oldestAt)
  return now - since >= enrolment.reconfirmDays * DAY_MS
}
