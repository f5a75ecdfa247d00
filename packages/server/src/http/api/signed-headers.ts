import { z } from 'zod'

const field = z.string().max(1024).optional()

/** The fields of a signature by a machine, for the document: `http/signature` reads them for itself. */
export const SignedHeaders = z.looseObject({
  'content-digest': field.meta({
    description:
      'RFC 9530, of the body or of nothing: `sha-256=:…:`. Asked for beside a signature.',
  }),
  'signature-input': field.meta({
    description:
      'RFC 9421, one signature: `sig=("@method" "@authority" "@path" "content-digest");nonce="…";keyid="mch_…";alg="ecdsa-p256-sha256"`.',
  }),
  signature: field.meta({ description: 'RFC 9421: `sig=:…:`, 64 bytes of r and s.' }),
})
