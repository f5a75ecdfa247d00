import type { AuthenticatorId, ChallengeId, Medium } from '@latchkey/protocol'
import { type AskedSent, findChallenge, type OwnChallenge } from '../store/own-challenge.ts'
import type { Caller } from './caller.ts'
import { mayChange, type NotChanged, ownBinding } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import { directoryAddressFor, enrolledIn } from './directory-address.ts'
import {
  auditNotEnrolled,
  enrolProven,
  hasAddress,
  hasRoom,
  staying,
} from './enrol-authenticator.ts'
import { mailAddressIn } from './mail-address.ts'
import { codeIn, isOfSent, isSentCode, mayTry, sendOwnCode } from './own-code.ts'
import type { SignedInPerson } from './session.ts'

export type NewAddress = {
  readonly medium: Medium
  /** As it was typed; nothing: the one that the directory has. */
  readonly typed?: string | undefined
  readonly name?: string | undefined
  readonly replaces?: AuthenticatorId | undefined
}

export type AskedForCode =
  | 'sent'
  | 'address-malformed'
  | 'number-not-served'
  | 'too-many-attempts'
  | NotChanged

/** Sends a code to an address or a number that somebody wants to enrol. It counts for nothing until the code is typed. */
export async function askAddress(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  wanted: NewAddress,
): Promise<AskedForCode> {
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  const { kept, entry } = signedIn.found
  // Confirming the directory's own address, where policy trusts it, makes a row of it.
  const bindings = enrolledIn({ bindings: staying(kept.bindings, signedIn) })
  const { medium, replaces, name } = wanted
  if (!deps.media.includes(medium)) return 'stale'
  if (replaces !== undefined && ownBinding(signedIn, replaces)?.kind !== medium) return 'stale'
  if (!hasRoom(bindings, { kind: medium, replaces })) return 'too-many'
  const given = wanted.typed ?? directoryAddressFor(medium, entry, deps.numbers) ?? ''
  const address = addressIn(deps, medium, given)
  if (address === undefined) return 'address-malformed'
  // Said at once: a code to a number that the organisation's rules shut out would never leave.
  if (medium === 'sms' && !deps.smsRules.mayReach(address)) return 'number-not-served'
  if (hasAddress(bindings, medium, address)) return 'enrolled-already'
  return await sendOwnCode(deps, caller, signedIn, {
    purpose: 'enrol',
    medium,
    address,
    ...(name !== undefined && { name }),
    ...(replaces !== undefined && { replaces }),
  })
}

function addressIn({ numbers }: Deps, medium: Medium, typed: string): string | undefined {
  return medium === 'email' ? mailAddressIn(typed) : numbers.read(typed)
}

/** The address or number that a session is waiting for a code from. */
export async function pendingAddress(
  { store, keys, tenant, now }: Deps,
  { session }: SignedInPerson,
  medium: Medium,
): Promise<(OwnChallenge & { readonly asked: AskedSent }) | undefined> {
  const of = { session: session.id, purpose: 'enrol', now: now() } as const
  const challenge = await findChallenge(store.db, keys, tenant, of)
  if (!challenge || !isOfSent(challenge.asked) || challenge.asked.kind !== medium) return
  return { ...challenge, asked: challenge.asked }
}

export type Confirmed = 'changed' | 'refused' | NotChanged

/** The code that was sent there: with it the address or the number is enrolled. */
export async function confirmAddress(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  given: { readonly medium: Medium; readonly challenge: ChallengeId; readonly code: string },
): Promise<Confirmed> {
  const { medium } = given
  const pending = await pendingAddress(deps, signedIn, medium)
  if (pending?.id !== given.challenge) return 'stale'
  const code = codeIn(given.code)
  if (code === undefined) return 'refused'
  if (!(await mayTry(deps, pending))) {
    await auditNotEnrolled(deps, caller, signedIn, medium, 'budget-spent')
    return 'stale'
  }
  const { asked } = pending
  if (!isSentCode(deps, pending, asked, code)) {
    await auditNotEnrolled(deps, caller, signedIn, medium, 'code-wrong')
    return 'refused'
  }
  const { name, replaces } = asked
  const one = { kind: medium, value: asked.address, name, replaces } as const
  return await enrolProven(deps, caller, signedIn, pending, one)
}
