import type { Flow, Person, Policy } from '@latchkey/core'
import { FLOW_BOUNDS, mayLookUp, nameKey } from '@latchkey/core'
import type { Directory, Entry } from '@latchkey/directory'
import type { Instant, PrincipalId } from '@latchkey/protocol'
import { codesLeft } from '../authenticator/recovery-code.ts'
import {
  type Binding,
  locatePrincipal,
  type PrincipalRecord,
  principalId,
  readPrincipal,
} from '../store/principal.ts'
import type { Deps } from './deps.ts'
import { withDirectoryAddress } from './directory-address.ts'
import { placesOf } from './places.ts'

type Needs = Pick<Deps, 'directories' | 'store' | 'keys' | 'tenant' | 'policy' | 'now'>

/** A person: their entry, and what we keep of them. */
export type Found = {
  readonly directory: Directory
  readonly entry: Entry
  readonly principal: PrincipalId
  readonly kept: PrincipalRecord
}

/** Somebody or nobody, and the subject that budgets are kept for either way. */
export type Lookup = { readonly found: Found | undefined; readonly subject: PrincipalId }

/** Looks a typed name up: the same statements for every name, found or not, in every directory that may have it. */
export async function findByName(needs: Needs, name: string): Promise<Lookup> {
  const place = await findEntry(needs.directories, name)
  // Nobody has a principal id too, made of the name: their budgets count and nothing is skipped for them.
  const subject = place?.entry
    ? principalId(place.directory.name, place.entry.id)
    : principalId('', nameKey(name))
  const kept = await readKept(needs, subject, place?.entry)
  if (!place?.entry) return { found: undefined, subject }
  return {
    found: { directory: place.directory, entry: place.entry, principal: subject, kept },
    subject,
  }
}

type Place = { readonly directory: Directory; readonly entry: Entry }

/**
 * The first directory that has the name. One that is silent stops the search where it comes before: a
 * namesake in a later directory is somebody else.
 */
async function findEntry(
  directories: readonly Directory[],
  name: string,
): Promise<Place | undefined> {
  const asked = placesOf(directories, name)
  const answers = await Promise.allSettled(asked.map((directory) => directory.find({ name })))
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'rejected') throw answer.reason
    const directory = asked[index]
    if (answer.value && directory) return { directory, entry: answer.value }
  }
  return
}

async function readKept(
  needs: Needs,
  principal: PrincipalId,
  entry: Entry | undefined,
): Promise<PrincipalRecord> {
  const kept = await readPrincipal(needs.store.db, needs.keys, needs.tenant, principal)
  const inForce = { ...kept, bindings: kept.bindings.filter((one) => !hasEnded(one, needs.now())) }
  return withDirectoryAddress(await needs.policy.read(), inForce, entry)
}

// A pass whose time is over is no way back in any more, whether or not it was cleared away.
function hasEnded({ expiresAt }: Binding, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now
}

/** The person behind a principal of whom we keep a row; nothing once the directory has no such entry. */
export async function findByPrincipal(needs: Needs, id: PrincipalId): Promise<Found | undefined> {
  const place = await locatePrincipal(needs.store.db, needs.tenant, id)
  const directory = needs.directories.find((one) => one.name === place?.directory)
  if (!place || !directory) return
  const entry = await directory.find({ id: place.entry })
  if (!entry) return
  const kept = await readKept(needs, id, entry)
  return { directory, entry, principal: id, kept }
}

/** What core may know of a person. */
export function personOf({ entry, kept, principal }: Found): Person {
  return {
    principal,
    groups: entry.groups,
    isAppointed: kept.isAppointed,
    isDisabled: entry.isDisabled,
    isExpired: entry.isExpired,
    isLocked: entry.isLocked,
    isFrozen: kept.isFrozen,
    enrolled: [...new Set(kept.bindings.filter(isGoodStill).map((binding) => binding.kind))],
  }
}

// A set whose codes are all used is nothing to count on: its owner would walk to a gate that they can't pass.
function isGoodStill(binding: Binding): boolean {
  return binding.kind !== 'recovery-code' || codesLeft(binding) > 0
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
