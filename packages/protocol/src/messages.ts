import { z } from 'zod'
import { CLIENT_KINDS, LOCALES, PURPOSES } from './kinds.ts'
import { ACTION_NAMES, type FieldName, Step } from './step.ts'

// A lone surrogate can't be stored as UTF-8 and NUL ends strings in C: neither is ever part of a name or password.
const isWellFormed = (value: string) => value.isWellFormed() && !value.includes('\0')

/** Text that a person typed, of at most so many UTF-16 units. */
export const typedText = (most: number) =>
  z.string().max(most).refine(isWellFormed, { error: 'ill-formed' })

/** What a client says of itself. A claim, unless the machine signs. */
export const Client = z.strictObject({
  kind: z.enum(CLIENT_KINDS),
  os: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}\.\d{1,6}(-server)?$/)
    .optional(),
  version: typedText(32).optional(),
  // A host name, and nothing that could be read as an address or a sentence: it is shown in messages.
  machine: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,63}$/)
    .optional(),
  // Whether the name that comes along is that of one of the PC's own tiles. Heard from a trusted machine only.
  tile: z.boolean().optional(),
})
export type Client = z.infer<typeof Client>

export const StartFlow = z
  .strictObject({
    purpose: z.enum(PURPOSES),
    username: typedText(256).optional(),
    locale: z.enum(LOCALES).optional(),
    client: Client,
  })
  .meta({ id: 'StartFlow' })
export type StartFlow = z.infer<typeof StartFlow>

export const FlowStarted = z
  .strictObject({ flow: z.string(), token: z.string(), expiresAt: z.iso.datetime(), step: Step })
  .meta({ id: 'FlowStarted' })
export type FlowStarted = z.infer<typeof FlowStarted>

// A signed assertion, with a credential id and a key of the longest kind.
export const PASSKEY_ANSWER_MOST = 4096

const given = typedText(1024).exactOptional()
const values = {
  username: given,
  authenticator: given,
  code: given,
  answer: given,
  passkey: typedText(PASSKEY_ANSWER_MOST).exactOptional(),
  password: given,
  'password-again': given,
} satisfies Record<FieldName, z.ZodType>

export const Submission = z
  .strictObject({
    step: typedText(64),
    action: z.enum(ACTION_NAMES),
    values: z.strictObject(values),
  })
  .meta({ id: 'Submission' })
export type Submission = z.infer<typeof Submission>

export const CurrentStep = z.strictObject({ step: Step }).meta({ id: 'CurrentStep' })
export type CurrentStep = z.infer<typeof CurrentStep>

export const StartSession = z
  .strictObject({ username: typedText(256), password: typedText(1024) })
  .meta({ id: 'StartSession' })
export type StartSession = z.infer<typeof StartSession>

export const SessionStarted = z
  .strictObject({ token: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: 'SessionStarted' })
export type SessionStarted = z.infer<typeof SessionStarted>
