import { z } from 'zod'

// As browsers write it (WebAuthn section 5.1): base64url without padding, and bounded before anything is decoded.
const encoded = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most)
// WebAuthn section 4: a credential id has at most 1023 bytes, a user handle at most 64.
const credentialId = encoded(1364)

const Assertion = z.object({
  id: credentialId,
  response: z.object({
    clientDataJSON: encoded(2048),
    authenticatorData: encoded(1024),
    signature: encoded(1024),
    // Who it is for, as the authenticator has it: we name no credentials, so without it there is nobody.
    userHandle: encoded(86),
  }),
})
export type Assertion = z.infer<typeof Assertion>

const Attestation = z.object({
  id: credentialId,
  response: z.object({ clientDataJSON: encoded(2048), attestationObject: encoded(8192) }),
})
export type Attestation = z.infer<typeof Attestation>

const ClientData = z.object({ crossOrigin: z.boolean().optional() })

/** What a browser signed, or nothing where it is of no such shape. */
export function assertionIn(answer: string): Assertion | undefined {
  return parsed(answer, Assertion)
}

/** What a browser says of a new passkey, or nothing where it is of no such shape. */
export function attestationIn(answer: string): Attestation | undefined {
  return parsed(answer, Attestation)
}

function parsed<T extends { readonly response: { readonly clientDataJSON: string } }>(
  answer: string,
  schema: z.ZodType<T>,
): T | undefined {
  const { data } = schema.safeParse(jsonIn(answer))
  if (!data) return
  const text = Buffer.from(data.response.clientDataJSON, 'base64url').toString('utf8')
  const client = ClientData.safeParse(jsonIn(text))
  // No page of ours stands in a frame: what was signed in one was asked by somebody else's page.
  return client.success && client.data.crossOrigin !== true ? data : undefined
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return
  }
}
