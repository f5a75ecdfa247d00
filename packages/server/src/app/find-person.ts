import type { Flow, Person, Policy } from '@latchkey/core'
import { FLOW_BOUNDS, groupNames, isFresh, mayBeGate, mayLookUp, nameKey } from '@latchkey/core'
import type { Directory, Entry } from '@latchkey/directory'
import type { AuthenticatorId, Instant, PrincipalId } from '@latchkey/protocol'
import { codesLeft } from '../authenticator/recovery-code.ts'
import { questionsIn } from '../authenticator/security-questions.ts'
import {
  type Binding,
  type PrincipalRecord,
  principalId,
  readPrincipal,
} from '../store/principal.ts'
import type { Deps } from './deps.ts'
import { withDirectoryAddresses } from './directory-address.ts'
import { comparable } from './mail-address.ts'
import { placesOf } from './places.ts'

type Needs = Pick<Deps, 'directories' | 'store' | 'keys' | 'tenant' | 'policy' | 'numbers' | 'now'>

/** A person: their entry, and what we keep of them. */
export type Found = {
  readonly directory: Directory
  readonly entry: Entry
  readonly principal: PrincipalId
  readonly kept: PrincipalRecord
  /** Authenticators that may not be the only gate yet. They come last among those that are kept. */
  readonly fresh: ReadonlySet<AuthenticatorId>
  /**
   * Authenticators that are no gate: addresses of the organisation, sets of fewer questions than policy asks by
   * now, and sets of codes that are all used.
   */
  readonly idle: ReadonlySet<AuthenticatorId>
  /** Passes whose time is over: they open nothing, and tell the audit why. */
  readonly ended: readonly Binding[]
  /** By policy phones get no notice that a mail address gets. */
  readonly sparesTexts: boolean
}

/** Somebody or nobody, and the subject that budgets are kept for either way. */
export type Lookup = { readonly found: Found | undefined; readonly subject: PrincipalId }

/** Looks a typed name up: the same statements for every name, found or not, in every directory that may have it. */
export async function findByName(needs: Needs, name: string): Promise<Lookup> {
  const place = await findPlace(needs.directories, name)
  // Nobody has a principal id too, made of the name: their budgets count and nothing is skipped for them.
  const subject = place?.entry
    ? principalId(place.directory.name, place.entry.id)
    : principalId('', nameKey(name))
  const read = await readKept(needs, subject, place?.entry)
  if (!place?.entry) return { found: undefined, subject }
  return {
    found: { directory: place.directory, entry: place.entry, principal: subject, ...read },
    subject,
  }
}

/** Where an entry is. */
export type Place = { readonly directory: Directory; readonly entry: Entry }

/**
 * The first directory that has the name as the name of an account, else the first that has it as an
 * address: people may write their own in one directory, and none shadows an account of another by it. A
 * directory that is silent stops the search wherever it comes: else that would tell who is in an earlier
 * one, and a namesake in a later one is somebody else.
 */
export async function findPlace(
  directories: readonly Directory[],
  name: string,
): Promise<Place | undefined> {
  const asked = placesOf(directories, name)
  const find = async (directory: Directory) => ({
    directory,
    entry: await directory.find({ name }),
  })
  const answers = await Promise.allSettled(asked.map(find))
  const places: Place[] = []
  for (const answer of answers) {
    if (answer.status === 'rejected') throw answer.reason
    const { directory, entry } = answer.value
    if (entry) places.push({ directory, entry })
  }
  return places.find(({ entry }) => entry.matched !== 'mail') ?? places[0]
}

/** What our own rows say of somebody, beside where they are. */
type Read = Omit<Found, keyof Place | 'principal'>

async function readKept(
  needs: Needs,
  principal: PrincipalId,
  entry: Entry | undefined,
): Promise<Read> {
  return await completed(needs, await readRecord(needs, principal), entry)
}

function readRecord({ store, keys, tenant }: Needs, principal: PrincipalId) {
  return readPrincipal(store.db, keys, tenant, principal)
}

async function completed(
  needs: Needs,
  record: PrincipalRecord,
  entry: Entry | undefined,
): Promise<Read> {
  const now = needs.now()
  const inForce = record.bindings.filter((one) => !hasEnded(one, now))
  const ended = record.bindings.filter((one) => hasEnded(one, now))
  const policy = await needs.policy.read()
  const own = { ...record, bindings: inForce }
  const kept = withDirectoryAddresses(policy, own, entry, needs.numbers)
  const young = kept.bindings.filter((one) => isFresh(policy, one, now))
  const fresh = new Set(young.map(({ id }) => id))
  // Codes go to the first of a kind: an address that was added lately gets none while there is an older one.
  const settled = kept.bindings.filter(({ id }) => !fresh.has(id))
  const idle = new Set(kept.bindings.filter((one) => isIdle(policy, one)).map(({ id }) => id))
  const sparesTexts = policy.noticesByText === 'without-mail'
  return { kept: { ...kept, bindings: [...settled, ...young] }, fresh, idle, ended, sparesTexts }
}

/**
 * Whether this is no gate: by policy an address of the organisation, however its domain is written, or a set of
 * fewer security questions than it asks by now; and a set of codes that are all used.
 */
export function isIdle(policy: Policy, binding: Pick<Binding, 'kind' | 'value'>): boolean {
  const { kind, value } = binding
  // Its owner would walk to a gate that they can't pass.
  if (kind === 'recovery-code') return codesLeft(binding) === 0
  if (kind === 'security-questions') return questionsIn(binding) < policy.questions.answer
  return !mayBeGate(policy, { kind, value: kind === 'email' ? comparable(value) : value })
}

/** What of a person's authenticators may be a gate. */
export function gateBindings({ kept, idle }: Pick<Found, 'kept' | 'idle'>): Binding[] {
  return kept.bindings.filter(({ id }) => !idle.has(id))
}

// A pass whose time is over is no way back in any more, whether or not it was cleared away.
function hasEnded({ expiresAt }: Binding, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now
}

/** The person behind a principal of whom we keep a row; nothing once the directory has no such entry. */
export async function findByPrincipal(needs: Needs, id: PrincipalId): Promise<Found | undefined> {
  const record = await readRecord(needs, id)
  const { place } = record
  const directory = needs.directories.find((one) => one.name === place?.directory)
  if (!place || !directory) return
  const entry = await directory.find({ id: place.entry })
  if (!entry) return
  return { directory, entry, principal: id, ...(await completed(needs, record, entry)) }
}

/** What core may know of a person. */
export function personOf(found: Found): Person {
  const { directory, entry, kept, principal, fresh } = found
  const good = gateBindings(found)
  const enrolled = [...new Set(good.map(({ kind }) => kind))]
  const settled = good.filter(({ id }) => !fresh.has(id)).map(({ kind }) => kind)
  return {
    principal,
    groups: groupNames(directory.name, entry.groups),
    ...(entry.groupsUnseen && { groupsUnseen: true }),
    isAppointed: kept.isAppointed,
    isDisabled: entry.isDisabled,
    isExpired: entry.isExpired,
    isLocked: entry.isLocked,
    isFrozen: kept.isFrozen,
    enrolled,
    fresh: enrolled.filter((kind) => !settled.includes(kind)),
  }
}

/** Whether something of this person's that began then was ended since, by a reset, a freeze or themselves. */
export function isOver(found: Found | undefined, startedAt: Instant): boolean {
  return found !== undefined && isEndedAt(found.kept.endedBefore, startedAt)
}

/**
 * A mark further ahead than a flow lives was set by a clock that was wrong then: it ends nothing, or
 * that clock would keep the person out until the true time came.
 */
export function isEndedAt(endedBefore: Instant, startedAt: Instant): boolean {
  return startedAt <= endedBefore && endedBefore - startedAt < FLOW_BOUNDS.lifeMs
}

/** The person behind a name before a proof: only where policy lets this very caller know of them. */
export async function lookUpEarly(
  needs: Needs,
  policy: Policy,
  flow: Flow,
  name: string,
): Promise<Found | undefined> {
  return mayLookUp(policy, flow) ? (await findByName(needs, name)).found : undefined
}

/** The person as the audit names them. */
export function targetOf({ principal, entry }: Found): { principal: PrincipalId; name: string } {
  return { principal, name: entry.name }
}
