import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import type { Ceremony } from './flow-ceremony.ts'
import { mayTry } from './own-code.ts'
import { challengeAsked, type ProofStep, prove, provingBindings, refuse } from './own-proof.ts'
import type { SignedInPerson } from './session.ts'

/** What a passkey of the person may sign as a proof; nothing where none of theirs proves anything. */
export async function proofCeremony(
  deps: Deps,
  signedIn: SignedInPerson,
): Promise<Ceremony | undefined> {
  if (passkeysOf(deps, signedIn).length === 0) return
  const asked = await challengeAsked(deps, signedIn, 'prove')
  if (!asked) return
  return { challenge: toSign(deps, signedIn, asked.id), rpId: deps.passkeys.party.id }
}

/** A passkey after the password, in the place of a code. The session gets a new token. */
export async function giveProofPasskey(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  answer: string,
): Promise<ProofStep | 'stale'> {
  const challenge = await challengeAsked(deps, signedIn, 'prove')
  if (!challenge) return 'stale'
  if (answer === '') return 'refused'
  if (!(await mayTry(deps, challenge))) return await refuse(deps, caller, signedIn, 'budget-spent')
  const verdict = await deps.passkeys.judge({
    challenge: toSign(deps, signedIn, challenge.id),
    subject: signedIn.found.principal,
    bindings: passkeysOf(deps, signedIn),
    answer,
  })
  if (verdict.verdict === 'right')
    return await prove(deps, caller, signedIn, [{ ...verdict, kind: 'passkey' }])
  const reason = verdict.verdict === 'rolled-back' ? 'counter-rolled-back' : 'passkey-wrong'
  return await refuse(deps, caller, signedIn, reason)
}

function passkeysOf(deps: Deps, { found }: SignedInPerson) {
  return provingBindings(deps, found).filter(({ kind }) => kind === 'passkey')
}

function toSign({ passkeys }: Deps, { session }: SignedInPerson, id: string): string {
  return passkeys.challengeFor('prove', session.id, id)
}
