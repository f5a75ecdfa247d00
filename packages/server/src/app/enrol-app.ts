import type { AuthenticatorId, ChallengeId } from '@latchkey/protocol'
import { generateSecret, generateURI } from 'otplib'
import { matchedStep } from '../authenticator/totp.ts'
import { findChallenge, type OwnChallenge, putChallenge } from '../store/own-challenge.ts'
import type { Caller } from './caller.ts'
import { mayChange, type NotChanged, ownBinding } from './change-enrolment.ts'
import type { Deps } from './deps.ts'
import type { Confirmed } from './enrol-address.ts'
import { auditNotEnrolled, enrolProven, hasRoom, staying } from './enrol-authenticator.ts'
import { challengeOf, codeIn, mayTry } from './own-code.ts'
import type { SignedInPerson } from './session.ts'

/** An app that is being enrolled, as its person sees it. */
export type AppOffer = {
  readonly challenge: ChallengeId
  readonly secret: string
  readonly uri: string
}

/** The key for an app, the same for as long as it is offered: a page that is opened again shows the same picture. */
export async function offerOwnApp(
  deps: Deps,
  signedIn: SignedInPerson,
  replaces: AuthenticatorId | undefined,
): Promise<AppOffer | NotChanged> {
  const barred = mayChange(deps, signedIn)
  if (barred) return barred
  if (replaces !== undefined && ownBinding(signedIn, replaces)?.kind !== 'totp') return 'stale'
  const wanted = { kind: 'totp', replaces } as const
  if (!hasRoom(staying(signedIn.found.kept.bindings, signedIn), wanted)) return 'too-many'
  const pending = await pendingApp(deps, signedIn)
  if (pending && pending.asked.replaces === replaces)
    return await offerOf(deps, signedIn, pending.id, pending.asked.secret)
  const secret = generateSecret()
  const challenge = {
    ...challengeOf(deps, signedIn, 'enrol'),
    asked: { kind: 'totp', secret, ...(replaces !== undefined && { replaces }) },
  } as const
  await putChallenge(deps.store.db, deps.keys, deps.tenant, challenge)
  return await offerOf(deps, signedIn, challenge.id, secret)
}

async function offerOf(
  deps: Deps,
  { found }: SignedInPerson,
  challenge: ChallengeId,
  secret: string,
): Promise<AppOffer> {
  const { organisation } = await deps.policy.read()
  const uri = generateURI({ issuer: organisation, label: found.entry.name, secret })
  return { challenge, secret, uri }
}

type PendingApp = OwnChallenge & {
  readonly asked: Extract<OwnChallenge['asked'], { kind: 'totp' }>
}

async function pendingApp(
  { store, keys, tenant, now }: Deps,
  { session }: SignedInPerson,
): Promise<PendingApp | undefined> {
  const of = { session: session.id, purpose: 'enrol', now: now() } as const
  const challenge = await findChallenge(store.db, keys, tenant, of)
  return challenge?.asked.kind === 'totp' ? { ...challenge, asked: challenge.asked } : undefined
}

/** A first code proves that the app holds the key: with it the app is enrolled. */
export async function confirmApp(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  given: {
    readonly challenge: ChallengeId
    readonly code: string
    readonly name?: string | undefined
  },
): Promise<Confirmed> {
  const pending = await pendingApp(deps, signedIn)
  if (pending?.id !== given.challenge) return 'stale'
  const answer = codeIn(given.code)
  if (answer === undefined) return 'refused'
  if (!(await mayTry(deps, pending))) {
    await auditNotEnrolled(deps, caller, signedIn, 'totp', 'budget-spent')
    return 'stale'
  }
  const { secret, replaces } = pending.asked
  const lastStep = matchedStep(secret, { answer, now: deps.now() })
  if (lastStep === undefined) {
    await auditNotEnrolled(deps, caller, signedIn, 'totp', 'code-wrong')
    return 'refused'
  }
  // The code that proved the app was used by that.
  const one = { kind: 'totp', value: secret, lastStep, name: given.name, replaces } as const
  return await enrolProven(deps, caller, signedIn, pending, one)
}
