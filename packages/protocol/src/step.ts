import { z } from 'zod'
import { RULE_CODES } from './rules.ts'

export const STEP_KINDS = [
  'identify',
  'choose-authenticator',
  'answer-challenge',
  'new-password',
  'done',
  'stopped',
] as const
export type StepKind = (typeof STEP_KINDS)[number]

export const ACTION_NAMES = ['submit', 'resend', 'other-authenticator', 'keep-password'] as const
export type ActionName = (typeof ACTION_NAMES)[number]

export const FIELD_NAMES = [
  'username',
  'authenticator',
  'code',
  'answer',
  'passkey',
  'password',
  'password-again',
] as const
export type FieldName = (typeof FIELD_NAMES)[number]

export const FIELD_KINDS = ['text', 'code', 'secret', 'new-password', 'choice', 'passkey'] as const

/** Why a flow ended without `done`; the text beside it says what the person can do next. */
export const STOP_REASONS = [
  'too-many-attempts',
  'more-security-info-needed',
  'overtaken',
  'not-possible',
  'not-locked',
  'outcome-unknown',
  'ended-by-owner',
] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** An expected "no" that leaves the person on a step, with what to do about it. */
export const REFUSAL_CODES = [
  'username-missing',
  'choose-one',
  'code-malformed',
  'code-not-accepted',
  'code-expired',
  'password-not-accepted',
  'resend-too-early',
  'no-more-codes',
  'passwords-differ',
  'password-missing',
  'password-refused',
  'gate-taken-back',
  'directory-unavailable',
  'answer-missing',
  'answers-not-accepted',
  'passkey-missing',
  'passkey-not-accepted',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

const Field = z.strictObject({
  name: z.enum(FIELD_NAMES),
  kind: z.enum(FIELD_KINDS),
  label: z.string(),
  hint: z.string().optional(),
  maxLength: z.number().optional(),
  options: z
    .array(z.strictObject({ value: z.string(), label: z.string(), hint: z.string().optional() }))
    .optional(),
  /** Of a field that the browser fills in: what it is to sign, and for whom (WebAuthn section 5.5). */
  ceremony: z.strictObject({ challenge: z.string(), rpId: z.string() }).optional(),
})

const Action = z.strictObject({
  name: z.enum(ACTION_NAMES),
  label: z.string(),
  primary: z.boolean().optional(),
  availableAt: z.iso.datetime().optional(),
})

/**
 * What the person is asked next. A client draws it and never computes what comes after. At most one
 * choice, two inputs and two links beside the primary action, so that LogonUI can draw it.
 */
export const Step = z
  .strictObject({
    id: z.string().regex(/^stp_/),
    kind: z.enum(STEP_KINDS),
    progress: z.strictObject({ gate: z.number(), of: z.number().optional() }).optional(),
    title: z.string(),
    text: z.string(),
    reason: z.enum(STOP_REASONS).optional(),
    fields: z.array(Field),
    actions: z.array(Action),
    rules: z
      .array(
        z.strictObject({
          code: z.enum(RULE_CODES),
          text: z.string(),
          state: z.enum(['open', 'met', 'broken']),
        }),
      )
      .optional(),
    refusal: z.strictObject({ code: z.enum(REFUSAL_CODES), text: z.string() }).optional(),
    pollAfterMs: z.number().optional(),
    helpdesk: z.strictObject({ text: z.string(), url: z.string().optional() }),
  })
  .meta({ id: 'Step' })
export type Step = z.infer<typeof Step>
export type Field = z.infer<typeof Field>
export type Action = z.infer<typeof Action>
