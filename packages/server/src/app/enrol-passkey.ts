import type { ChallengeId } from '@latchkey/protocol'
import { keptIn } from '../authenticator/passkeys.ts'
import { mayHavePasskeys } from '../authenticator/relying-party.ts'
import { findChallenge, putChallenge } from '../store/own-challenge.ts'
import type { Caller } from './caller.ts'
import { mayChange, type NotChanged } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import type { Confirmed } from './enrol-address.ts'
import { auditNotEnrolled, enrolProven, hasRoom, staying } from './enrol-authenticator.ts'
import { challengeOf, mayTry } from './own-code.ts'
import type { SignedInPerson } from './session.ts'

/** What a browser makes a passkey of (WebAuthn section 5.4). */
export type PasskeyOffer = {
  readonly id: ChallengeId
  readonly challenge: string
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  /** Those that the person has already: an authenticator that holds one makes no second. */
  readonly exclude: readonly string[]
}

/** Offers a new passkey to be made, under a challenge of its own. */
export async function offerPasskey(
  deps: Deps,
  signedIn: SignedInPerson,
): Promise<PasskeyOffer | NotChanged> {
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  if (!mayHavePasskeys(deps.passkeys.party)) return 'stale'
  const { entry, kept, principal } = signedIn.found
  const own = staying(kept.bindings, signedIn)
  if (!hasRoom(own, { kind: 'passkey', replaces: undefined })) return 'too-many'
  const challenge = { ...challengeOf(deps, signedIn, 'enrol'), asked: { kind: 'passkey' } } as const
  await putChallenge(deps.store.db, deps.keys, deps.tenant, challenge)
  const { organisation } = await deps.policy.read()
  const passkeys = own.filter(({ kind }) => kind === 'passkey')
  return {
    id: challenge.id,
    challenge: toSign(deps, signedIn, challenge.id),
    rp: { id: deps.passkeys.party.id, name: organisation },
    user: {
      id: deps.passkeys.handleOf(principal),
      name: entry.name,
      displayName: entry.displayName,
    },
    exclude: passkeys.map(({ value }) => keptIn(value).credential),
  }
}

function toSign({ passkeys }: Deps, { session }: SignedInPerson, id: ChallengeId): string {
  return passkeys.challengeFor('enrol', session.id, id)
}

/** What the browser made: with it the passkey is enrolled. */
export async function confirmPasskey(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  given: {
    readonly challenge: ChallengeId
    readonly answer: string
    readonly name?: string | undefined
  },
): Promise<Confirmed> {
  const { store, keys, tenant, now } = deps
  const of = { session: signedIn.session.id, purpose: 'enrol', now: now() } as const
  const pending = await findChallenge(store.db, keys, tenant, of)
  if (pending?.asked.kind !== 'passkey' || pending.id !== given.challenge) return 'stale'
  // Nothing was made: a browser without scripts, or a person who thought better of it.
  if (given.answer === '') return 'refused'
  if (!(await mayTry(deps, pending))) {
    await auditNotEnrolled(deps, caller, signedIn, 'passkey', 'budget-spent')
    return 'stale'
  }
  const challenge = toSign(deps, signedIn, pending.id)
  const made = await deps.passkeys.register({ challenge, answer: given.answer })
  if (!made) {
    await auditNotEnrolled(deps, caller, signedIn, 'passkey', 'passkey-wrong')
    return 'refused'
  }
  const one = {
    kind: 'passkey',
    value: JSON.stringify(made.kept),
    lastStep: made.counter,
    name: given.name,
  } as const
  return await enrolProven(deps, caller, signedIn, pending, one)
}
