import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  type Client,
  FlowStarted,
  MachineEnrolled,
  MachineNonce,
  type MachineState,
} from '@latchkey/protocol'
import { issueMachineCode } from '../src/app/machine-code.ts'
import { COVERED } from '../src/http/signature/read-signature.ts'
import { signatureBase } from '../src/http/signature/signature-base.ts'
import { serializeBytes, serializeInput } from '../src/http/signature/structured-fields.ts'
import { type Answer, type Sending, type Start, send, startBody } from './api-client.ts'
import { DAY, type Fixture } from './fixture.ts'

/** What a test changes about a signature. */
export type Forgery = {
  readonly nonce?: string
  readonly authority?: string
  readonly keyid?: string | null
  readonly alg?: string
  readonly components?: readonly string[]
  /** Sent in place of what was signed. */
  readonly body?: string
  readonly url?: string
  readonly method?: Sending['method']
  readonly drop?: 'signature' | 'signature-input' | 'content-digest'
  readonly key?: KeyObject
  readonly extra?: Readonly<Record<string, string | number>>
}

/** A PC with the add-in, as the server sees it. */
export type Machine = {
  readonly id: string
  readonly name: string
  readonly state: MachineState
  readonly key: KeyObject
  readonly jwk: object
}

export function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  return { key: privateKey, jwk: { kty, crv, x, y } }
}

export async function getNonce(fixture: Fixture, from?: string): Promise<string> {
  const answer = await send(fixture, { method: 'POST', url: '/api/v1/machines/nonce', from })
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`)
  return MachineNonce.parse(JSON.parse(answer.body)).nonce
}

type Signing = Pick<Machine, 'key'> & { readonly id?: string | undefined }

/** Sends a request with the signature of this key, over a fresh nonce unless told otherwise. */
export async function sendSigned(
  fixture: Fixture,
  signer: Signing,
  sending: Sending,
  forgery: Forgery = {},
): Promise<Answer> {
  const body = sending.body === undefined ? undefined : JSON.stringify(sending.body)
  const digest = serializeBytes(
    'sha-256',
    createHash('sha256')
      .update(body ?? '')
      .digest(),
  )
  const nonce = forgery.nonce ?? (await getNonce(fixture, sending.from))
  const keyid = forgery.keyid === undefined ? signer.id : (forgery.keyid ?? undefined)
  const input = serializeInput(forgery.components ?? COVERED, {
    nonce,
    ...(keyid !== undefined && { keyid }),
    alg: forgery.alg ?? 'ecdsa-p256-sha256',
    ...forgery.extra,
  })
  const values: Readonly<Record<string, string>> = {
    '@method': sending.method,
    // What a PC signs is the address that it was told; a trial takes the one it is asked at.
    '@authority': forgery.authority ?? 'localhost',
    '@path': sending.url,
    'content-digest': digest,
  }
  const covered = forgery.components ?? Object.keys(values)
  const base = signatureBase(
    covered.map((name) => [name, values[name] ?? ''] as const),
    input,
  )
  const key = { key: forgery.key ?? signer.key, dsaEncoding: 'ieee-p1363' } as const
  const headers: Record<string, string> = {
    'content-digest': digest,
    'signature-input': `sig=${input}`,
    signature: serializeBytes('sig', sign('sha256', base, key)),
    ...sending.headers,
  }
  if (forgery.drop) delete headers[forgery.drop]
  return await send(fixture, {
    ...sending,
    method: forgery.method ?? sending.method,
    url: forgery.url ?? sending.url,
    body: forgery.body ?? body,
    headers,
  })
}

type Enrolling = {
  readonly name?: string
  readonly code?: string | undefined
  readonly from?: string
  readonly key?: ReturnType<typeof newKey>
}

export async function tryEnrol(
  fixture: Fixture,
  enrolling: Enrolling = {},
  forgery: Forgery = {},
): Promise<Answer> {
  const { name = 'PC-0042', code, from, key = newKey() } = enrolling
  const body = { key: key.jwk, name, os: '10.0.26100', version: '1.0.0', ...(code && { code }) }
  const sending = { method: 'POST', url: '/api/v1/machines', body, from } as const
  return await sendSigned(fixture, { key: key.key }, sending, forgery)
}

export async function enrol(fixture: Fixture, enrolling: Enrolling = {}): Promise<Machine> {
  const key = enrolling.key ?? newKey()
  const answer = await tryEnrol(fixture, { ...enrolling, key })
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`)
  const { machine, state } = MachineEnrolled.parse(JSON.parse(answer.body))
  return { id: machine, name: enrolling.name ?? 'PC-0042', state, ...key }
}

export async function fleetCode(
  { house }: Fixture,
  wish: { readonly uses?: number; readonly validMs?: number; readonly networks?: string[] } = {},
): Promise<string> {
  const { uses = 1, validMs = DAY, networks = [] } = wish
  return (await issueMachineCode(house.deps, { uses, validMs, networks })).code
}

/** A machine that a fleet code let in. */
export async function trustedMachine(fixture: Fixture, name = 'PC-0042'): Promise<Machine> {
  return await enrol(fixture, { name, code: await fleetCode(fixture) })
}

export const AT_SIGN_IN: Client = {
  kind: 'windows-logon',
  os: '10.0.26100',
  version: '1.0.0',
  machine: 'CLAIMED',
}

export async function tryStartSigned(
  fixture: Fixture,
  machine: Machine,
  start: Start,
  forgery: Forgery = {},
): Promise<Answer> {
  const body = startBody({ client: AT_SIGN_IN, ...start })
  const sending = { method: 'POST', url: '/api/v1/flows', body, from: start.from } as const
  return await sendSigned(fixture, machine, sending, forgery)
}

export async function startSigned(
  fixture: Fixture,
  machine: Machine,
  start: Start,
): Promise<FlowStarted> {
  const answer = await tryStartSigned(fixture, machine, start)
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`)
  return FlowStarted.parse(JSON.parse(answer.body))
}
