import { Submission, typedText } from '@latchkey/protocol'
import { z } from 'zod'

const csrf = z.string().max(200)
const idempotency = z.string().regex(/^[\x21-\x7e]{1,128}$/)

/** What each form of ours sends; a field of no form is a mistake. */
export const IdentifyForm = z.strictObject({ _csrf: csrf, idempotency, username: typedText(256) })

export const StepForm = z.strictObject({
  _csrf: csrf,
  idempotency,
  step: typedText(64),
  action: Submission.shape.action,
  username: typedText(256).optional(),
  authenticator: typedText(64).optional(),
  code: typedText(64).optional(),
  answer: typedText(1024).optional(),
  password: typedText(1024).optional(),
  'password-again': typedText(1024).optional(),
})

export const ButtonForm = z.strictObject({ _csrf: csrf })
export const SignInForm = z.strictObject({
  _csrf: csrf,
  username: typedText(256),
  password: typedText(1024),
})
export const CodeForm = z.strictObject({ _csrf: csrf, code: typedText(64) })
export const RecoveryCodesForm = z.strictObject({ _csrf: csrf, password: typedText(1024) })
export const InvitationForm = z.strictObject({ _csrf: csrf, password: typedText(1024) })
export const InvitationAppForm = z.strictObject({
  _csrf: csrf,
  code: typedText(64),
  offer: z.string().max(1024),
})

/** The token of a link in a message: 256 bits in base64url. */
export const LinkParams = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
