import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { SignedRequest, Unreadable } from '../../app/prove-machine.ts'
import type { Site } from '../site.ts'
import { authorityOf } from './authority.ts'
import { bodyOf } from './body.ts'
import { signatureBase } from './signature-base.ts'
import { parseBytes, parseSignatureInput } from './structured-fields.ts'

/** What every signature covers, in this order. */
export const COVERED = ['@method', '@authority', '@path', 'content-digest'] as const
const ALGORITHM = 'ecdsa-p256-sha256'
const SIGNATURE_BYTES = 64

/** The signature that a request carries; `undefined` where it carries none at all. */
export function readSignature(
  request: FastifyRequest,
  site: Pick<Site, 'publicUrl' | 'trial'>,
): SignedRequest | Unreadable | undefined {
  const input = fieldOf(request, 'signature-input')
  const signature = fieldOf(request, 'signature')
  if (input === undefined && signature === undefined) return
  const parsed = parseSignatureInput(input ?? '')
  const signed = parseBytes(signature ?? '')
  if (!parsed || signed?.key !== parsed.label || signed.bytes.length !== SIGNATURE_BYTES)
    return { reason: 'signature-malformed' }
  const { nonce, keyid, alg, ...others } = parsed.parameters
  const isOurs =
    typeof nonce === 'string' &&
    (keyid === undefined || typeof keyid === 'string') &&
    alg === ALGORITHM &&
    Object.keys(others).length === 0 &&
    parsed.components.join(' ') === COVERED.join(' ') &&
    // A query is in no covered component: nobody may add one to a request that was signed.
    !request.url.includes('?')
  if (!isOurs) return { reason: 'signature-malformed' }
  const digest = fieldOf(request, 'content-digest') ?? ''
  if (!isDigestOf(digest, bodyOf(request))) return { reason: 'digest-wrong' }
  const components = [
    ['@method', request.method],
    ['@authority', authorityOf(site, request)],
    ['@path', request.url],
    ['content-digest', digest],
  ] as const
  return {
    ...(keyid !== undefined && { keyid }),
    nonce,
    base: signatureBase(components, parsed.text),
    signature: signed.bytes,
  }
}

function fieldOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  // Node joins what came twice with a comma, and a field of two members is none of ours.
  return typeof value === 'string' ? value : undefined
}

/** RFC 9530: the body has this digest, by the one algorithm that we take. */
function isDigestOf(field: string, body: Uint8Array): boolean {
  const digest = parseBytes(field)
  const own = createHash('sha256').update(body).digest()
  if (digest?.key !== 'sha-256' || digest.bytes.length !== own.length) return false
  return timingSafeEqual(digest.bytes, own)
}
