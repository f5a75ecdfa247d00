import { gatesFor, usableAuthenticators } from '@latchkey/core'
import type { AuthenticatorId, AuthenticatorKind, Instant } from '@latchkey/protocol'
import type { AuditRow } from '../store/audit.ts'
import { listAudit } from '../store/audit-list.ts'
import type { Deps } from './deps.ts'
import { isOfDirectory } from './directory-address.ts'
import { hasAddress, hasRoom } from './enrol-authenticator.ts'
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
  /** Until when it is too young to be the only gate. */
  readonly freshUntil?: Instant
}

export type OwnPage = {
  readonly name: string
  readonly displayName: string
  readonly authenticators: readonly OwnAuthenticator[]
  /** How many further kinds policy asks for before a reset. */
  readonly missing: number
  /** The directory's address of the person, masked, where they have not confirmed it. */
  readonly confirmable?: string
  readonly mayAdd: { readonly email: boolean; readonly totp: boolean; readonly passkey: boolean }
  readonly isFrozen: boolean
  readonly activity: readonly AuditRow[]
}

const RECENT = 20
const HOUR_MS = 3_600_000

/** What a person sees of their own account. */
export async function readOwnPage(deps: Deps, signedIn: SignedInPerson): Promise<OwnPage> {
  const { found } = signedIn
  const activity = await listAudit(deps.store.db, {
    tenant: deps.tenant,
    person: found.principal,
    limit: RECENT,
  })
  const policy = await deps.policy.read()
  const person = personOf(found)
  const usable = usableAuthenticators(policy, person.enrolled)
  const own = found.kept.bindings.filter(({ id }) => !isOfDirectory(id))
  const { mail } = found.entry
  const isAllowed = (kind: AuthenticatorKind) =>
    Object.values(policy.authenticators).some((kinds) => kinds.includes(kind))
  const mayAdd = (kind: 'email' | 'totp' | 'passkey') =>
    isAllowed(kind) && hasRoom(own, { kind, replaces: undefined })
  return {
    name: found.entry.name,
    displayName: found.entry.displayName,
    authenticators: await ownAuthenticators(deps, signedIn),
    missing: Math.max(0, gatesFor(policy, person) - usable.length),
    mayAdd: { email: mayAdd('email'), totp: mayAdd('totp'), passkey: mayAdd('passkey') },
    isFrozen: found.kept.isFrozen,
    activity,
    ...(mail !== undefined &&
      mayAdd('email') &&
      !hasAddress(own, mail) && { confirmable: deps.authenticators.email.mask(mail) }),
  }
}

/** A person's authenticators as they may see them: by kind, each with its default first. */
export async function ownAuthenticators(
  deps: Pick<Deps, 'policy' | 'authenticators'>,
  { found }: SignedInPerson,
): Promise<OwnAuthenticator[]> {
  const { freshAuthenticatorHours } = await deps.policy.read()
  return found.kept.bindings.map(({ id, kind, value, name, isPreferred, createdAt, usedAt }) => ({
    id,
    kind,
    masked: deps.authenticators[kind].mask(value),
    name,
    isPreferred,
    isOfDirectory: isOfDirectory(id),
    createdAt,
    usedAt,
    ...(found.fresh.has(id) && { freshUntil: createdAt + freshAuthenticatorHours * HOUR_MS }),
  }))
}
