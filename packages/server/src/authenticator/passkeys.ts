import { generateKeyPairSync } from 'node:crypto'
import type { AuthenticatorId, ChallengeId, FlowId, PrincipalId } from '@latchkey/protocol'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import type { KeyRing } from '../store/key-ring.ts'
import type { Binding } from '../store/principal.ts'
import type { Verdict } from './authenticator.ts'
import { type Assertion, assertionIn, attestationIn } from './passkey-answer.ts'
import type { RelyingParty } from './relying-party.ts'
import { isSame } from './same-text.ts'

/** What a challenge is good for: an answer to one is worth nothing at another. */
export type CeremonyUse = 'flow' | 'approve' | 'prove' | 'enrol'

export type Approving = { readonly flow: FlowId; readonly challenge: ChallengeId }

/** A passkey as it is kept: which one, and its public key in COSE (RFC 9053). */
export type KeptPasskey = { readonly credential: string; readonly publicKey: string }

export type Passkeys = {
  readonly party: RelyingParty
  /** What is to be signed: bound to its use and to all that it is for, and known to nobody before it is asked. */
  challengeFor(use: CeremonyUse, ...of: readonly string[]): string
  /** Whom a passkey is for, as authenticators keep it: opaque (WebAuthn section 14.6.1). */
  handleOf(principal: PrincipalId): string
  /** Judges what a browser signed; does the same work for nobody as for somebody. */
  judge(asked: {
    readonly challenge: string
    readonly subject: PrincipalId
    readonly bindings: readonly Binding[]
    readonly answer: string
  }): Promise<Verdict>
  /** A new passkey that signed its challenge, with its counter; nothing where anything of it is wrong. */
  register(made: {
    readonly challenge: string
    readonly answer: string
  }): Promise<{ readonly kept: KeptPasskey; readonly counter: number } | undefined>
  /** What the sign-in screen shows, to be typed where the passkey is. */
  approvalCode(of: Approving): string
  /** What the other device shows afterwards, to be typed at the sign-in screen. */
  approvalNumber(of: Approving, by: AuthenticatorId): string
}

// ES256 and RS256: all that platforms and security keys of this day make.
const ALGORITHMS = [-7, -257]

// RFC 8628 section 6.1: no vowels, so no words, and nothing that is mistaken for a digit.
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const CODE_LETTERS = 8

const WRONG: Verdict = { verdict: 'wrong' }

/** All that is known of WebAuthn here. */
export function createPasskeys(keys: Pick<KeyRing, 'hash'>, party: RelyingParty): Passkeys {
  const nobody = nobodysKey()
  const encoded = (context: string, text: string) =>
    Buffer.from(keys.hash(context, text)).toString('base64url')
  const handleOf = (principal: PrincipalId) => encoded('passkey-user', principal)
  return {
    party,
    handleOf,
    challengeFor: (use, ...of) => encoded('passkey-challenge', JSON.stringify([use, ...of])),
    judge: async ({ challenge, subject, bindings, answer }) => {
      const assertion = assertionIn(answer)
      if (!assertion) return WRONG
      const binding = bindings.find((one) => keptIn(one.value).credential === assertion.id)
      // One signature is verified for everybody: by the key of the one that is named, or by nobody's.
      const publicKey = binding ? bytesOf(keptIn(binding.value).publicKey) : nobody
      const counter = await signedWith(publicKey, assertion, challenge, party)
      const isTheirs = isSame(assertion.response.userHandle, handleOf(subject))
      return binding && isTheirs && counter !== undefined ? judgeCounter(binding, counter) : WRONG
    },
    register: ({ challenge, answer }) => registered(answer, challenge, party),
    approvalCode: ({ flow, challenge }) =>
      [...keys.hash('approval-code', `${flow}:${challenge}`).subarray(0, CODE_LETTERS)]
        .map((byte) => LETTERS[byte % LETTERS.length])
        .join(''),
    approvalNumber: ({ flow, challenge }, by) => {
      const hash = Buffer.from(keys.hash('approval-number', `${flow}:${challenge}:${by}`))
      return String(hash.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
    },
  }
}

/** As it lies in a binding. */
export function keptIn(value: string): KeptPasskey {
  // as: sealed by us, and the seal held.
  return JSON.parse(value) as KeptPasskey
}

// WebAuthn section 7.2, step 22: a counter that did not grow means that two have the key. Those that are
// carried from device to device count nothing and always say 0.
function judgeCounter(binding: Binding, counter: number): Verdict {
  const counts = counter > 0 || binding.lastStep > 0
  if (counts && counter <= binding.lastStep) return { verdict: 'rolled-back' }
  return { verdict: 'right', binding: binding.id, ...(counts && { timeStep: counter }) }
}

async function signedWith(
  publicKey: Uint8Array<ArrayBuffer>,
  { id, response }: Assertion,
  challenge: string,
  { id: rpId, origins }: RelyingParty,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      requireUserVerification: true,
      // The counter is judged after the signature: only a true key's counter says anything.
      credential: { id, publicKey, counter: 0 },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    // Whatever is wrong with it, it comes as an exception: another origin, another challenge, broken CBOR.
    return
  }
}

async function registered(answer: string, challenge: string, { id: rpId, origins }: RelyingParty) {
  const attestation = attestationIn(answer)
  if (!attestation) return
  const { id, response } = attestation
  try {
    // A certificate would have us fetch lists of revoked ones from wherever it says (CWE-918); we ask for none.
    if (!isWithoutCertificates(response.attestationObject)) return
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified || registrationInfo.credential.id !== id) return
    const { credential } = registrationInfo
    const publicKey = Buffer.from(credential.publicKey).toString('base64url')
    return { kept: { credential: credential.id, publicKey }, counter: credential.counter }
  } catch {
    return
  }
}

// WebAuthn section 5.1.3, step 22: asked for none, a browser passes on none, or what a key says of itself.
function isWithoutCertificates(attestationObject: string): boolean {
  const decoded = decodeAttestationObject(bytesOf(attestationObject))
  const format = decoded.get('fmt')
  if (format === 'none') return true
  return format === 'packed' && decoded.get('attStmt').get('x5c') === undefined
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'))
}

// A P-256 key in COSE (RFC 9053 section 7.1.1) whose private half is forgotten here.
function nobodysKey(): Uint8Array<ArrayBuffer> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const head = Buffer.from('a5010203262001215820', 'hex')
  const parts = [head, Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex')]
  return new Uint8Array(Buffer.concat([...parts, Buffer.from(y, 'base64url')]))
}
