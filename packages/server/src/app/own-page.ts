import { isAllowedAnywhere, isSent, mayEnrol, missingOf } from '@latchkey/core'
import {
  type AuthenticatorId,
  type AuthenticatorKind,
  type Instant,
  MEDIA,
  type Medium,
} from '@latchkey/protocol'
import { codesLeft } from '../authenticator/recovery-code.ts'
import type { AuditRow } from '../store/audit.ts'
import { listAudit } from '../store/audit-list.ts'
import type { Deps } from './deps.ts'
import { directoryAddressFor, enrolledIn, isOfDirectory } from './directory-address.ts'
import { hasAddress, hasRoom, staying } from './enrol-authenticator.ts'
import { personOf } from './find-person.ts'
import type { SignedInPerson } from './session.ts'

export type OwnAuthenticator = {
  readonly id: AuthenticatorId
  readonly kind: AuthenticatorKind
  readonly masked: string
  readonly name: string | null
  readonly isPreferred: boolean
  /** The directory's own address: trusted by policy, enrolled by nobody. */
  readonly isOfDirectory: boolean
  readonly createdAt: Instant
  readonly usedAt: Instant | null
  /** An address of the organisation, which policy lets be no gate. */
  readonly isIdle: boolean
  /** Until when it is too young to be the only gate. */
  readonly freshUntil?: Instant
  /** Of a set of codes: how many are good still. */
  readonly left?: number
  /** Until when it counts at all: a pass of the help desk. */
  readonly expiresAt?: Instant
}

export type MayAdd = Readonly<
  Record<Medium | 'totp' | 'recovery-code' | 'security-questions' | 'passkey', boolean>
>

export type OwnPage = {
  readonly name: string
  readonly displayName: string
  readonly authenticators: readonly OwnAuthenticator[]
  /** How many further kinds policy asks for before a reset. */
  readonly missing: number
  /** The directory's addresses of the person, masked, where they have not confirmed them. */
  readonly confirmable: Readonly<Partial<Record<Medium, string>>>
  readonly mayAdd: MayAdd
  readonly isFrozen: boolean
}

const RECENT = 20
const HOUR_MS = 3_600_000

/** What a person sees of their own account. */
export async function readOwnPage(deps: Deps, signedIn: SignedInPerson): Promise<OwnPage> {
  const { found } = withoutReplaced(signedIn)
  const policy = await deps.policy.read()
  const person = personOf(found)
  const own = enrolledIn(found.kept)
  const mayAddOne = (kind: Medium | 'totp' | 'security-questions' | 'passkey') =>
    mayEnrol(policy, person, kind) && hasRoom(own, { kind, replaces: undefined })
  const confirmable = MEDIA.flatMap((medium) => {
    const address = directoryAddressFor(medium, found.entry, deps.numbers)
    if (address === undefined || !mayAddOne(medium) || hasAddress(own, medium, address)) return []
    if (medium === 'sms' && !deps.smsRules.mayReach(address)) return []
    return [[medium, deps.authenticators[medium].mask(address)]]
  })
  // Whoever came by a link proves that something of theirs can be reached first.
  const isByPassword = signedIn.session.scope === undefined
  return {
    name: found.entry.name,
    displayName: found.entry.displayName,
    authenticators: await ownAuthenticators(deps, { found }),
    missing: missingOf(policy, person),
    mayAdd: {
      email: mayAddOne('email'),
      totp: mayAddOne('totp'),
      sms: mayAddOne('sms'),
      'recovery-code':
        isByPassword &&
        isAllowedAnywhere(policy, 'recovery-code') &&
        own.every(({ kind }) => kind !== 'recovery-code'),
      'security-questions': isByPassword && mayAddOne('security-questions'),
      passkey: mayAddOne('passkey'),
    },
    isFrozen: found.kept.isFrozen,
    confirmable: Object.fromEntries(confirmable),
  }
}

/** What happened last to a person's account, newest first. */
export async function recentActivity(
  { store, tenant }: Pick<Deps, 'store' | 'tenant'>,
  { found }: Pick<SignedInPerson, 'found'>,
): Promise<readonly AuditRow[]> {
  return await listAudit(store.db, { tenant, person: found.principal, limit: RECENT })
}

// Whoever came by a link that replaces sees nothing of what is about to go.
function withoutReplaced(signedIn: SignedInPerson): Pick<SignedInPerson, 'found'> {
  const { found } = signedIn
  const bindings = staying(found.kept.bindings, signedIn)
  return { found: { ...found, kept: { ...found.kept, bindings } } }
}

/** A person's authenticators as they may see them: by kind, each with its default first. */
export async function ownAuthenticators(
  deps: Pick<Deps, 'policy' | 'authenticators'>,
  { found }: Pick<SignedInPerson, 'found'>,
): Promise<OwnAuthenticator[]> {
  const { freshAuthenticatorHours } = await deps.policy.read()
  return found.kept.bindings.map(({ id, kind, value, name, isPreferred, ...times }) => ({
    id,
    kind,
    masked: deps.authenticators[kind].mask(value),
    name,
    isPreferred,
    isOfDirectory: isOfDirectory(id),
    isIdle: isSent(kind) && found.idle.has(id),
    createdAt: times.createdAt,
    usedAt: times.usedAt,
    ...(found.fresh.has(id) && {
      freshUntil: times.createdAt + freshAuthenticatorHours * HOUR_MS,
    }),
    ...(kind === 'recovery-code' && { left: codesLeft({ value }) }),
    ...(times.expiresAt !== undefined && { expiresAt: times.expiresAt }),
  }))
}
