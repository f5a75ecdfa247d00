import { z } from 'zod'
import { Step } from './step.ts'

type ProblemType = { readonly status: number; readonly title: string }

/** The only list of problems: docs/problems.md and the OpenAPI document come from it. */
export const PROBLEMS = {
  malformed: { status: 400, title: 'The request is not of the documented shape' },
  'not-signed-in': { status: 401, title: 'The name, password or token was not accepted' },
  'signature-not-accepted': {
    status: 401,
    title: 'The signature of the machine was not accepted',
  },
  'form-not-trusted': { status: 403, title: 'The form did not come from our own page' },
  'must-change': { status: 403, title: 'The password has to be changed before signing in' },
  'not-permitted': { status: 403, title: 'Not permitted for this caller' },
  'machine-not-trusted': { status: 403, title: 'This machine has not been approved yet' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'The address does not know this method' },
  'stale-step': { status: 409, title: 'This step has been answered already' },
  'flow-expired': { status: 410, title: 'This attempt has expired' },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'media-type-unsupported': { status: 415, title: 'The media type is not supported' },
  'host-unknown': { status: 421, title: 'This host name is not served here' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  'headers-too-large': { status: 431, title: 'The request headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'directory-unavailable': { status: 503, title: 'The directory cannot be reached' },
  'service-unavailable': { status: 503, title: 'The service is busy or stopping' },
} as const satisfies Record<string, ProblemType>

export type ProblemKind = keyof typeof PROBLEMS

const TYPE = new RegExp(`/problems/(${Object.keys(PROBLEMS).join('|')})$`)

/** RFC 9457. Clients branch on `type`, never on text. */
export const Problem = z
  .strictObject({
    type: z.string().regex(TYPE),
    title: z.string(),
    status: z.number(),
    detail: z.string().optional(),
    instance: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), code: z.string() })).optional(),
    nextStep: Step.optional(),
    flow: z.string().optional(),
    token: z.string().optional(),
    step: Step.optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
