import { createHash, createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isSignedBy } from '../../app/prove-machine.ts'
import { signatureBase } from './signature-base.ts'
import { parseBytes, parseSignatureInput } from './structured-fields.ts'

// RFC 9421 appendix B.1.3, test-key-ecc-p256, and B.2.4, the only vector for our algorithm.
const KEY = createPublicKey({
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA',
    y: 'Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0',
  },
  format: 'jwk',
})
const DIGEST =
  'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:'
const INPUT =
  'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"'
const SIGNATURE =
  'sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:'

function baseOf(status: string): Buffer {
  const input = parseSignatureInput(INPUT)
  const values = [status, 'application/json', DIGEST, '23']
  const components = (input?.components ?? []).map((name, at) => [name, values[at] ?? ''] as const)
  return signatureBase(components, input?.text ?? '')
}

const signed = (base: Buffer) => ({
  nonce: '',
  base,
  signature: parseBytes(SIGNATURE)?.bytes ?? Buffer.alloc(0),
})

describe('RFC 9421 appendix B.2.4', () => {
  test('gives the base that the RFC prints', () => {
    expect(baseOf('200').toString()).toBe(
      [
        '"@status": 200',
        '"content-type": application/json',
        `"content-digest": ${DIGEST}`,
        '"content-length": 23',
        `"@signature-params": ${INPUT.slice('sig-b24='.length)}`,
      ].join('\n'),
    )
  })

  test('verifies', () => {
    expect(isSignedBy(KEY, signed(baseOf('200')))).toBe(true)
  })

  test('does not verify with one component changed', () => {
    expect(isSignedBy(KEY, signed(baseOf('201')))).toBe(false)
  })
})

// RFC 9530 appendix D: the digest of the same JSON by the algorithm that we take.
test('reads a digest as RFC 9530 writes it', () => {
  const own = createHash('sha256').update('{"hello": "world"}\n').digest()
  expect(parseBytes('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:')).toEqual({
    key: 'sha-256',
    bytes: own,
  })
})
