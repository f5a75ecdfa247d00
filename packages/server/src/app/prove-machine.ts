import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Reason, sourceOf } from '@latchkey/core'
import { type MachineRecord, readMachine, touchMachine } from '../store/machine.ts'
import { useNonce } from '../store/nonce.ts'
import { auditOnce } from './audit-once.ts'
import { BY_SERVER, type ProvenMachine } from './caller.ts'
import type { Deps } from './deps.ts'
import { nonceHash } from './machine-nonce.ts'

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>

/** A request with a signature of the documented shape, over a body that has the digest it says. */
export type SignedRequest = {
  /** The machine that it says to be; none at enrolment. */
  readonly keyid?: string
  readonly nonce: string
  readonly base: Uint8Array
  readonly signature: Uint8Array
}

export type Unreadable = { readonly reason: 'signature-malformed' | 'digest-wrong' }

/** The machine that signed. Nothing where the signature does not hold, which is audited. */
export async function proveMachine(
  needs: Needs,
  address: string,
  signed: SignedRequest | Unreadable,
): Promise<ProvenMachine | undefined> {
  if ('reason' in signed) return await refuse(needs, address, signed.reason)
  // Used up first: whoever has no nonce of ours has no work of ours either.
  if (!(await takeNonce(needs, signed))) return await refuse(needs, address, 'nonce-spent')
  const machine = await machineOf(needs, signed.keyid)
  if (!machine) return await refuse(needs, address, 'machine-unknown')
  if (!isSignedBy(keyOf(machine), signed))
    return await refuse(needs, address, 'signature-wrong', machine)
  await touchMachine(needs.store.db, needs.tenant, machine, needs.now())
  return { id: machine.id, name: machine.name, isTrusted: machine.state === 'trusted' }
}

export async function takeNonce(needs: Needs, { nonce }: SignedRequest): Promise<boolean> {
  return await useNonce(needs.store.db, needs.tenant, nonceHash(needs, nonce), needs.now())
}

/** RFC 9421 section 3.3.4: r and s, 32 bytes each. */
export function isSignedBy(key: KeyObject, { base, signature }: SignedRequest): boolean {
  return verify('sha256', base, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function keyOf({ publicKey }: MachineRecord): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
}

async function machineOf({ store, tenant }: Needs, keyid: string | undefined) {
  if (keyid === undefined || !isMachineId(keyid)) return
  return await readMachine(store.db, tenant, { id: keyid })
}

export function isMachineId(text: string): text is `mch_${string}` {
  return /^mch_[A-Za-z0-9_-]{1,64}$/.test(text)
}

async function refuse(
  needs: Needs,
  address: string,
  reason: Reason,
  claimed?: MachineRecord,
): Promise<undefined> {
  await auditSignatureRefused(needs, address, reason, claimed?.name)
  return
}

/** Says in the audit that a signature was not accepted, and why: once per source and window. */
export async function auditSignatureRefused(
  needs: Needs,
  address: string,
  reason: Reason,
  claimed?: string,
): Promise<void> {
  await auditOnce(needs, {
    of: `signature\0${sourceOf(address)}`,
    // The name is that of the machine which somebody says to be; its id stays out, as nothing was proven.
    origin: { ...BY_SERVER, address, machine: claimed ?? null },
    happening: { activity: 'machine.signature-refused', outcome: 'blocked', reason },
  })
}
