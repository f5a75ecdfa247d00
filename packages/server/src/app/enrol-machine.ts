import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { type Happening, isInNetwork, type Origin, sourceOf } from '@latchkey/core'
import type { EnrolMachine, MachineId, MachineState } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import { decideMachine, holdMachine, insertMachine, type MachineRecord } from '../store/machine.ts'
import { findMachineCode, useMachineCode } from '../store/machine-code.ts'
import type { Database } from '../store/schema.ts'
import { auditEvents } from './audit-event.ts'
import { enrolmentsFrom, spendBudget } from './budgets.ts'
import { callerOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { codeHash } from './machine-code.ts'
import { flowsAllowed } from './own-networks.ts'
import {
  auditSignatureRefused,
  isSignedBy,
  type SignedRequest,
  takeNonce,
  type Unreadable,
} from './prove-machine.ts'

type Tx = Transaction<Database>

export type Enrolled =
  | { readonly machine: MachineId; readonly state: MachineState }
  | { readonly problem: 'malformed' | 'signature-not-accepted' }
  | { readonly problem: 'too-many-attempts'; readonly retryAfterMs: number }

type Enrolling = {
  readonly address: string
  readonly enrolment: EnrolMachine
  readonly signed: SignedRequest | Unreadable | undefined
}

/**
 * Takes a machine's public key from whoever holds the private one. With a fleet code that is good here it is
 * trusted at once, else it waits for an administrator. The same key again is the same machine, so that a lost
 * answer does no harm; and a key that was revoked stays revoked.
 */
export async function enrolMachine(deps: Deps, enrolling: Enrolling): Promise<Enrolled> {
  const { address, enrolment, signed } = enrolling
  const most = flowsAllowed(await deps.policy.read(), address)
  const budget = enrolmentsFrom(deps, sourceOf(address), most)
  const spent = await spendBudget(deps.store.db, deps, budget, deps.now())
  if (!spent.isWithin)
    return { problem: 'too-many-attempts', retryAfterMs: spent.resetsAt - deps.now() }
  const key = keyIn(enrolment)
  if (!key) return { problem: 'malformed' }
  const wrong = await whatIsWrong(deps, key, signed)
  if (wrong) {
    await auditSignatureRefused(deps, address, wrong)
    return { problem: 'signature-not-accepted' }
  }
  return await deps.store.db.transaction().execute((tx) => enrol(tx, deps, enrolling, key))
}

async function whatIsWrong(
  deps: Deps,
  key: KeyObject,
  signed: SignedRequest | Unreadable | undefined,
) {
  if (!signed) return 'signature-missing'
  if ('reason' in signed) return signed.reason
  // A machine's id belongs to a key that is known already; here the key itself is what is told.
  if (signed.keyid !== undefined) return 'signature-malformed'
  if (!(await takeNonce(deps, signed))) return 'nonce-spent'
  return isSignedBy(key, signed) ? undefined : 'signature-wrong'
}

// Throws where the point is not on the curve.
function keyIn({ key }: EnrolMachine): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' })
  } catch {
    return
  }
}

async function enrol(tx: Tx, deps: Deps, enrolling: Enrolling, key: KeyObject): Promise<Enrolled> {
  const { address, enrolment } = enrolling
  const now = deps.now()
  const thumbprint = thumbprintOf(key)
  const isNew = await insertMachine(tx, deps.tenant, {
    id: `mch_${deps.chance.id()}`,
    thumbprint,
    publicKey: key.export({ type: 'spki', format: 'der' }),
    name: enrolment.name,
    os: enrolment.os ?? null,
    version: enrolment.version ?? null,
    address,
    createdAt: now,
  })
  const machine = await holdMachine(tx, deps.tenant, { thumbprint })
  if (!machine) throw new Error('a machine that was just stored is not there')
  const letIn = machine.state === 'pending' ? await letInByCode(tx, deps, enrolling, machine) : 'no'
  const happenings: Happening[] = [
    ...(isNew ? [enrolledAs(letIn)] : []),
    ...(letIn === 'yes' ? [APPROVED] : []),
  ]
  const origin = originOf(enrolling, machine)
  const around = { origin, at: now, actor: 'claimant' } as const
  await appendAudit(tx, deps.tenant, auditEvents(happenings, around))
  return { machine: machine.id, state: letIn === 'yes' ? 'trusted' : machine.state }
}

const APPROVED: Happening = {
  activity: 'machine.approved',
  outcome: 'succeeded',
  reason: 'by-fleet-code',
}

function enrolledAs(letIn: LetIn): Happening {
  const enrolled = { activity: 'machine.enrolled', outcome: 'succeeded' } as const
  return letIn === 'refused' ? { ...enrolled, reason: 'fleet-code-refused' } : enrolled
}

type LetIn = 'yes' | 'no' | 'refused'

async function letInByCode(
  tx: Tx,
  deps: Deps,
  { address, enrolment }: Enrolling,
  machine: MachineRecord,
): Promise<LetIn> {
  if (enrolment.code === undefined) return 'no'
  const now = deps.now()
  const code = await findMachineCode(tx, deps.tenant, codeHash(deps, enrolment.code), now)
  const isHere =
    code?.networks.length === 0 || code?.networks.some((one) => isInNetwork(address, one))
  if (!code || !isHere || !(await useMachineCode(tx, deps.tenant, code.id, now))) return 'refused'
  const to = { state: 'trusted', from: ['pending'], now, code: code.id } as const
  if (!(await decideMachine(tx, deps.tenant, machine.id, to)))
    throw new Error('a machine was decided on in a transaction of its own')
  return 'yes'
}

function originOf({ address, enrolment }: Enrolling, machine: MachineRecord): Origin {
  const { os, version } = enrolment
  const client = {
    kind: 'windows-logon',
    ...(os !== undefined && { os }),
    ...(version !== undefined && { version }),
  } as const
  const proven = { id: machine.id, name: machine.name, isTrusted: false }
  return callerOf({ address, machine: proven }, client, 'en').origin
}

/** RFC 7638, of the key as it is exported again: one key has one way to be written. */
function thumbprintOf(key: KeyObject): Buffer {
  const { crv, kty, x, y } = key.export({ format: 'jwk' })
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest()
}
