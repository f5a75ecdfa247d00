import type { AuthenticatorId, ChallengeId } from '@latchkey/protocol'
import { findChallenge, type OwnChallenge } from '../store/own-challenge.ts'
import type { Caller } from './caller.ts'
import { mayChange, type NotChanged, ownBinding } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { isOfDirectory } from './directory-address.ts'
import {
  auditNotEnrolled,
  enrolProven,
  hasAddress,
  hasRoom,
  staying,
} from './enrol-authenticator.ts'
import { mailAddressIn } from './mail-address.ts'
import { codeIn, isSentCode, mayTry, sendOwnCode } from './own-code.ts'
import type { SignedInPerson } from './session.ts'

export type NewAddress = {
  /** As it was typed; nothing: the one that the directory has. */
  readonly typed?: string | undefined
  readonly name?: string | undefined
  readonly replaces?: AuthenticatorId | undefined
}

export type AskedForCode = 'sent' | 'address-malformed' | 'too-many-attempts' | NotChanged

/** Sends a code to an address that somebody wants to enrol. It counts for nothing until the code is typed. */
export async function askAddress(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  wanted: NewAddress,
): Promise<AskedForCode> {
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  const bindings = stored(staying(signedIn.found.kept.bindings, signedIn))
  const { replaces, name } = wanted
  if (replaces !== undefined && ownBinding(signedIn, replaces)?.kind !== 'email') return 'stale'
  if (!hasRoom(bindings, { kind: 'email', replaces })) return 'too-many'
  const address = mailAddressIn(wanted.typed ?? signedIn.found.entry.mail ?? '')
  if (address === undefined) return 'address-malformed'
  if (hasAddress(bindings, address)) return 'enrolled-already'
  return await sendOwnCode(deps, caller, signedIn, {
    purpose: 'enrol',
    address,
    ...(name !== undefined && { name }),
    ...(replaces !== undefined && { replaces }),
  })
}

// The directory's own address, where policy trusts it, is in no row of ours: confirming it makes one.
function stored<T extends { readonly id: AuthenticatorId }>(bindings: readonly T[]): T[] {
  return bindings.filter(({ id }) => !isOfDirectory(id))
}

/** The address that a session is waiting for a code from. */
export async function pendingAddress(
  { store, keys, tenant, now }: Deps,
  { session }: SignedInPerson,
): Promise<(OwnChallenge & { readonly address: string }) | undefined> {
  const of = { session: session.id, purpose: 'enrol', now: now() } as const
  const challenge = await findChallenge(store.db, keys, tenant, of)
  return challenge?.asked.kind === 'email'
    ? { ...challenge, address: challenge.asked.address }
    : undefined
}

export type Confirmed = 'changed' | 'refused' | NotChanged

/** The code from the new address: with it the address is enrolled. */
export async function confirmAddress(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  given: { readonly challenge: ChallengeId; readonly code: string },
): Promise<Confirmed> {
  const pending = await pendingAddress(deps, signedIn)
  if (pending?.id !== given.challenge || pending.asked.kind !== 'email') return 'stale'
  const code = codeIn(given.code)
  if (code === undefined) return 'refused'
  if (!(await mayTry(deps, pending))) {
    await auditNotEnrolled(deps, caller, signedIn, 'email', 'budget-spent')
    return 'stale'
  }
  const { asked } = pending
  if (!isSentCode(deps, pending, asked, code)) {
    await auditNotEnrolled(deps, caller, signedIn, 'email', 'code-wrong')
    return 'refused'
  }
  const { name, replaces } = asked
  const one = { kind: 'email', value: asked.address, name, replaces } as const
  return await enrolProven(deps, caller, signedIn, pending, one)
}
