import { Submission } from '@latchkey/protocol'
import { z } from 'zod'

const wellFormed = (value: string) => value.isWellFormed() && !value.includes('\0')
const text = (most: number) => z.string().max(most).refine(wellFormed)
const csrf = z.string().max(200)
const idempotency = z.string().regex(/^[\x21-\x7e]{1,128}$/)

/** What each form of ours sends; a field of no form is a mistake. */
export const IdentifyForm = z.strictObject({ _csrf: csrf, idempotency, username: text(256) })

export const StepForm = z.strictObject({
  _csrf: csrf,
  idempotency,
  step: text(64),
  action: Submission.shape.action,
  username: text(256).optional(),
  authenticator: text(64).optional(),
  code: text(64).optional(),
  answer: text(1024).optional(),
  password: text(1024).optional(),
  'password-again': text(1024).optional(),
})

export const ButtonForm = z.strictObject({ _csrf: csrf })
export const SignInForm = z.strictObject({
  _csrf: csrf,
  username: text(256),
  password: text(1024),
})
export const CodeForm = z.strictObject({ _csrf: csrf, code: text(64) })
export const InvitationForm = z.strictObject({ _csrf: csrf, password: text(1024) })
export const InvitationAppForm = z.strictObject({
  _csrf: csrf,
  code: text(64),
  offer: z.string().max(1024),
})

/** The token of a link in a message: 256 bits in base64url. */
export const LinkParams = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
