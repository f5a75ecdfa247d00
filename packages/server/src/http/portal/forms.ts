import { PASSKEY_ANSWER_MOST, Submission, typedText } from '@latchkey/protocol'
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
  passkey: typedText(PASSKEY_ANSWER_MOST).optional(),
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
export const InvitationForm = z.strictObject({ _csrf: csrf, password: typedText(1024) })
export const InvitationAppForm = z.strictObject({
  _csrf: csrf,
  code: typedText(64),
  offer: z.string().max(1024),
})

/** The token of a link in a message: 256 bits in base64url. */
export const LinkParams = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

const authenticatorId = z.string().regex(/^aut_[A-Za-z0-9_-]{1,64}$/)
const challengeId = z.string().regex(/^chl_[A-Za-z0-9_-]{1,64}$/)
const ownName = typedText(40).optional()
const lang = z.string().max(16).optional()

export const AuthenticatorParams = z.strictObject({ authenticator: authenticatorId })
export const ProofForm = z.strictObject({ _csrf: csrf, password: typedText(1024) })
export const ProofCodeForm = z.strictObject({
  _csrf: csrf,
  code: typedText(64).optional(),
  'recovery-code': typedText(64).optional(),
})
export const ProofSendForm = z.strictObject({ _csrf: csrf, authenticator: authenticatorId })
export const AddAddressForm = z.strictObject({
  _csrf: csrf,
  address: typedText(320).optional(),
  confirms: z.literal('yes').optional(),
  name: ownName,
  replaces: authenticatorId.optional(),
})
export const AddressCodeForm = z.strictObject({
  _csrf: csrf,
  challenge: challengeId,
  code: typedText(64),
})
export const AddAppForm = z.strictObject({
  _csrf: csrf,
  challenge: challengeId,
  code: typedText(64),
  name: ownName,
  replaces: authenticatorId.optional(),
})
const answer = typedText(1024).optional()
const question = typedText(64).optional()
const answers = {
  'answer-1': answer,
  'answer-2': answer,
  'answer-3': answer,
  'answer-4': answer,
  'answer-5': answer,
}

export const QuestionsForm = z.strictObject({
  _csrf: csrf,
  replaces: authenticatorId.optional(),
  'question-1': question,
  'question-2': question,
  'question-3': question,
  'question-4': question,
  'question-5': question,
  ...answers,
})
export const ProofAnswersForm = z.strictObject({ _csrf: csrf, ...answers })

// What a browser says of a new passkey has its whole public key in it.
const ATTESTATION_MOST = 12_288
export const AddPasskeyForm = z.strictObject({
  _csrf: csrf,
  challenge: challengeId,
  passkey: typedText(ATTESTATION_MOST),
  name: ownName,
})
export const ProofPasskeyForm = z.strictObject({
  _csrf: csrf,
  passkey: typedText(PASSKEY_ANSWER_MOST),
})
export const ApprovalPasskeyForm = CodeForm.extend({ passkey: typedText(PASSKEY_ANSWER_MOST) })
export const NameForm = z.strictObject({ _csrf: csrf, name: ownName })
export const ConfirmForm = z.strictObject({ _csrf: csrf, shown: z.string().max(2000) })
export const RemoveForm = z.strictObject({ _csrf: csrf, warned: z.enum(['yes', 'no']) })

/** What a change of one's own may have come to, as the account page says it. */
export const SAID = [
  'enrolled',
  'removed',
  'renamed',
  'preferred',
  'stale',
  'too-many',
  'enrolled-already',
  'frozen',
  'warning-needed',
  'confirmed',
] as const
export const AccountQuery = z.object({ said: z.enum(SAID).optional().catch(undefined), lang })

/** Where a proof leads on to: pages of ours only (open redirect, CWE-601). */
export const ProofQuery = z.object({
  next: z
    .string()
    .regex(
      /^\/account\/(?:email|phone|app|recovery-codes|questions|register|passkey|authenticators\/aut_[A-Za-z0-9_-]{1,64})(?:\?(?:confirms=yes|replaces=aut_[A-Za-z0-9_-]{1,64}))?$/,
    )
    .optional()
    .catch(undefined),
  sent: z.literal('yes').optional().catch(undefined),
  lang,
})
export const AddQuery = z.object({
  replaces: authenticatorId.optional().catch(undefined),
  confirms: z.literal('yes').optional().catch(undefined),
  lang,
})
