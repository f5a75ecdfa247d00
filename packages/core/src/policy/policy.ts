import type {
  AuthenticatorKind,
  ClientKind,
  Instant,
  Locale,
  Purpose,
  SecurityQuestion,
} from '@latchkey/protocol'

type Gates = 1 | 2 | 3

/** What the administrator asks of a flow. Data in the store, versioned; every change is a new version. */
export type Policy = {
  readonly version: number
  readonly organisation: string
  readonly purposes: readonly Purpose[]
  readonly gates: Gates
  /** Allowed kinds per client kind. An unsigned client kind is only a claim: see `allowedAuthenticators`. */
  readonly authenticators: Readonly<Record<ClientKind, readonly AuthenticatorKind[]>>
  /** Directory groups whose members are administrators: at least two gates, whatever `gates` says. See `groupNames`. */
  readonly administratorGroups: readonly string[]
  /** Whether a locked-out person who proved themselves may keep the password. */
  readonly keepPassword: boolean
  /** Whether "it wasn't me" has the directory refuse sign-in until an administrator looked. */
  readonly disownedBlocksSignIn: boolean
  /** Whether a directory's mail address counts as a way back in before the person confirmed it. */
  readonly directoryAddresses: 'verify-first' | 'trust'
  readonly helpdesk: { readonly text: Readonly<Record<Locale, string>>; readonly url?: string }
  /** Who else is told when somebody says "it wasn't me". */
  readonly alertAddresses: readonly string[]
  /** Networks of the organisation, where many people share one address: flows per ten minutes. */
  readonly ownNetworks: readonly { readonly network: string; readonly flows: number }[]
  /** Who may use the sign-in screen: any PC, or those that are approved. */
  readonly machines: 'any' | 'trusted-only'
  /** Who sees masked addresses and the person's own list before the first proof. */
  readonly hints: 'never' | 'enrolled-machine' | 'always'
  /** Whether the user of a trusted machine's own tile learns at once that they have not registered. */
  readonly tellUnregistered: boolean
  /** How long an authenticator that was added or replaced is fresh: never the only gate of a reset. */
  readonly freshAuthenticatorHours: number
  /** What is asked of people when they sign in to their own page. */
  readonly enrolment: EnrolmentPolicy
  /** The organisation's own mail domains, where a mailbox may need the forgotten password. */
  readonly ownMailDomains: readonly string[]
  /** Whether an address in one of them counts as a gate all the same. */
  readonly ownMailCounts: boolean
  readonly questions: QuestionPolicy
  /** Whether a notice goes to phones too, or only where no mail address of the person's gets it. */
  readonly noticesByText: 'always' | 'without-mail'
}

export type EnrolmentPolicy = {
  /** Whether whoever could not reset by themselves has to register. */
  readonly isRequired: boolean
  /** How long they may put it off, from when they were first asked. */
  readonly graceDays: number
  /** How often what is enrolled is shown to be confirmed; 0: never. */
  readonly reconfirmDays: number
}

/** How many security questions a person registers, how many are asked, and which the organisation adds. */
export type QuestionPolicy = {
  readonly register: number
  readonly answer: number
  readonly own: readonly Extract<SecurityQuestion, { own: unknown }>[]
}

/** What a policy says that was stored before the question came up. */
export const POLICY_DEFAULTS = {
  machines: 'any',
  directoryAddresses: 'verify-first',
  hints: 'enrolled-machine',
  tellUnregistered: true,
  freshAuthenticatorHours: 24,
  enrolment: { isRequired: false, graceDays: 14, reconfirmDays: 0 },
  ownMailDomains: [],
  ownMailCounts: false,
  questions: { register: 5, answer: 3, own: [] },
  noticesByText: 'always',
} as const satisfies Partial<Policy>

/**
 * The kinds that a client may use: those of its own kind where a signature proves it. Where policy differs by
 * client kind, a caller who does not sign gets the stricter side: otherwise an attacker would claim the kind
 * that asks least.
 */
export function allowedAuthenticators(
  policy: Policy,
  provenKind?: ClientKind | undefined,
): AuthenticatorKind[] {
  if (provenKind !== undefined) return [...policy.authenticators[provenKind]]
  const lists = Object.values(policy.authenticators)
  return (lists[0] ?? []).filter((kind) => lists.every((list) => list.includes(kind)))
}

/** Whether any client may use this kind: where none may, nobody needs one. */
export function isAllowedAnywhere(policy: Policy, kind: AuthenticatorKind): boolean {
  return Object.values(policy.authenticators).some((list) => list.includes(kind))
}

/**
 * The kinds that are offered to whoever types a name. A person's security questions are their own: were they
 * asked before a proof, they would tell any stranger who is registered, and with what.
 */
export function authenticatorsForAnybody(
  policy: Policy,
  provenKind?: ClientKind | undefined,
): AuthenticatorKind[] {
  return allowedAuthenticators(policy, provenKind).filter((kind) => kind !== 'security-questions')
}

/** Those of the allowed kinds that this person has enrolled and may use. */
export function usableAuthenticators(
  policy: Policy,
  person: Coverage,
  provenKind?: ClientKind | undefined,
): AuthenticatorKind[] {
  return allowedAuthenticators(policy, provenKind).filter(
    (kind) => person.enrolled.includes(kind) && mayUse(policy, person, kind),
  )
}

/** Whether somebody may enrol a kind: any client takes it, and it counts for them. */
export function mayEnrol(policy: Policy, standing: Standing, kind: AuthenticatorKind): boolean {
  return isAllowedAnywhere(policy, kind) && mayUse(policy, standing, kind)
}

/** Whether a kind counts for somebody: what others may know or find out opens no administrator's account. */
export function mayUse(policy: Policy, standing: Standing, kind: AuthenticatorKind): boolean {
  return kind !== 'security-questions' || !isAskedAsAdministrator(policy, standing)
}

const HOUR_MS = 3_600_000

/**
 * Whether an authenticator is too young to be the only gate. A person's first one never is: there was nothing
 * before that an intruder could have got around with it.
 */
export function isFresh(
  policy: Policy,
  enrolled: { readonly createdAt: Instant; readonly isFirst: boolean },
  now: Instant,
): boolean {
  if (enrolled.isFirst) return false
  return now - enrolled.createdAt < policy.freshAuthenticatorHours * HOUR_MS
}

/** What a person has enrolled, as far as policy asks. */
export type Coverage = Standing & {
  readonly enrolled: readonly AuthenticatorKind[]
  /** Kinds of which the person has nothing but fresh authenticators. */
  readonly fresh?: readonly AuthenticatorKind[]
}

/** Why what a person has enrolled is not enough for a reset, or nothing where it is. */
export function shortfallOf(
  policy: Policy,
  person: Coverage,
  provenKind?: ClientKind | undefined,
): 'too-few-authenticators' | 'authenticator-fresh' | undefined {
  const usable = usableAuthenticators(policy, person, provenKind)
  if (usable.length < gatesFor(policy, person)) return 'too-few-authenticators'
  return usable.every((kind) => person.fresh?.includes(kind)) ? 'authenticator-fresh' : undefined
}

/**
 * The same for somebody who has yet to begin. Security questions are shown to nobody who may not know whose they
 * are, so that most people can't begin with them: whoever has nothing else is short of a way.
 */
export function shortfallAtStart(
  policy: Policy,
  person: Coverage,
  provenKind?: ClientKind | undefined,
): ReturnType<typeof shortfallOf> {
  const short = shortfallOf(policy, person, provenKind)
  if (short) return short
  const isShown =
    policy.hints === 'always' ||
    (policy.hints === 'enrolled-machine' && provenKind === 'windows-logon')
  const usable = usableAuthenticators(policy, person, provenKind)
  return isShown || usable.some((kind) => kind !== 'security-questions')
    ? undefined
    : 'too-few-authenticators'
}

/** How many gates a person passes: an administrator at least two, whatever policy says of the others. */
export function gatesFor(policy: Policy, standing: Standing): number {
  return isAskedAsAdministrator(policy, standing) ? Math.max(2, policy.gates) : policy.gates
}

// Whoever may be an administrator is asked as one: what a directory hides must not cost a gate.
function isAskedAsAdministrator(policy: Policy, standing: Standing): boolean {
  const { groups, groupsUnseen, isAppointed } = standing
  return isAppointed || groupsUnseen === true || isInGroup(policy, groups)
}

/** Whether a person may use the console: appointed, or by a directory group, where the directory let all of them be seen. */
export function isAdministrator(policy: Policy, standing: Standing): boolean {
  const { groups, groupsUnseen, isAppointed } = standing
  return isAppointed || (groupsUnseen !== true && isInGroup(policy, groups))
}

/** What makes somebody an administrator, or leaves it open. */
export type Standing = {
  /** As `groupNames` gives them. */
  readonly groups: readonly string[]
  /** The directory would not say which groups, or not all of them. */
  readonly groupsUnseen?: true
  readonly isAppointed: boolean
}

/**
 * The names by which policy may mean a group: its own, and `directory/name`, which means that of one
 * directory only. A group that has a slash in its own name goes by the second alone: else whoever may make
 * groups in one directory could make one that is called as an administrators' group of another.
 */
export function groupNames(directory: string, groups: readonly string[]): string[] {
  return groups.flatMap((group) => {
    const qualified = `${directory}/${group}`
    return folded(group).includes('/') ? [qualified] : [group, qualified]
  })
}

// Without regard to case, as directories compare names (RFC 4517 section 4.2.11): a difference must not cost a gate.
function isInGroup(policy: Policy, groups: readonly string[]): boolean {
  const administering = new Set(policy.administratorGroups.map(folded))
  return groups.some((group) => administering.has(folded(group)))
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
