import { isLong, isSent, type LongCodeKind, type Policy, type View } from '@latchkey/core'
import {
  type Action,
  type AuthenticatorKind,
  type Field,
  type Locale,
  PASSKEY_ANSWER_MOST,
  type PasswordRule,
  type RuleCode,
  type Step,
} from '@latchkey/protocol'
import { createTexts, presentName, questionText, type TextKey, type Texts } from '@latchkey/web'

/** A view in the person's words: the wire's Step. */
export function renderStep(view: View, policy: Policy, locale: Locale): Step {
  const texts = createTexts(locale)
  return {
    id: view.step,
    kind: view.kind,
    ...(view.progress && { progress: view.progress }),
    ...heading(view, texts),
    ...(view.reason && { reason: view.reason }),
    fields: view.isSaving ? [] : fieldsOf(view, texts),
    actions: view.isSaving ? [] : actionsOf(view, texts),
    ...(view.kind === 'new-password' && !view.isSaving && { rules: rulesOf(view, texts) }),
    ...(view.refusal && { refusal: refusalOf(view, view.refusal, texts) }),
    ...(view.isSaving && { pollAfterMs: 1_000 }),
    helpdesk: helpdeskOf(policy, locale),
  }
}

export function helpdeskOf(
  { helpdesk }: Pick<Policy, 'helpdesk'>,
  locale: Locale,
): Step['helpdesk'] {
  const { url } = helpdesk
  return { text: helpdesk.text[locale], ...(url !== undefined && { url }) }
}

type RuleState = NonNullable<Step['rules']>[number]['state']
type Heading = Pick<Step, 'title' | 'text'>

function heading(view: View, texts: Texts): Heading {
  const name = presentName(view.username ?? '')
  const say = (title: TextKey, text: TextKey, args = {}): Heading => ({
    title: texts.text(title),
    text: texts.text(text, { name, ...args }),
  })
  switch (view.kind) {
    case 'identify':
      return say(`step.identify.${view.purpose}.title`, `step.identify.${view.purpose}.text`)
    case 'choose-authenticator':
      return view.progress?.of === undefined
        ? say('step.choose.title', 'step.choose.text')
        : say('step.choose.next.title', 'step.choose.next.text')
    case 'answer-challenge':
      return challengeHeading(view, say, texts)
    case 'new-password':
      return view.isSaving
        ? say(
            view.wrote === 'unlock' ? 'step.saving.unlock.title' : 'step.saving.title',
            'step.saving.text',
          )
        : say('step.new-password.title', 'step.new-password.text')
    case 'done': {
      const wrote = view.wrote ?? 'reset'
      return say(`step.done.${wrote}.title`, `step.done.${wrote}.text`)
    }
    case 'stopped': {
      const reason = view.reason ?? 'not-possible'
      return say(`step.stopped.${reason}.title`, `step.stopped.${reason}.text`)
    }
    default:
      return view.kind satisfies never
  }
}

function challengeHeading(
  { challenge }: View,
  say: (title: TextKey, text: TextKey, args?: Record<string, string | number>) => Heading,
  texts: Texts,
): Heading {
  const asks = challenge?.asks ?? 'email'
  if (challenge?.question) {
    const { question, ...place } = challenge.question
    return {
      title: texts.text('step.challenge.security-questions.title', place),
      // Not the label: LogonUI has little room for one.
      text: questionText(question, texts),
    }
  }
  if (asks === 'security-questions') throw new Error('a set of questions without a question')
  if (isSent(asks) && challenge?.masked !== undefined)
    return say(`step.challenge.${asks}.title`, `step.challenge.${asks}.text.masked`, {
      masked: challenge.masked,
    })
  if (challenge?.approval)
    return say('step.challenge.approval.title', 'step.challenge.approval.text', challenge.approval)
  return say(`step.challenge.${asks}.title`, `step.challenge.${asks}.text`)
}

function fieldsOf(view: View, texts: Texts): Field[] {
  switch (view.kind) {
    case 'identify':
      return [
        {
          name: 'username',
          kind: 'text',
          label: texts.text('step.identify.username.label'),
          hint: texts.text('step.identify.username.hint'),
          maxLength: 256,
        },
      ]
    case 'choose-authenticator':
      return [choiceOf(view, texts)]
    case 'answer-challenge':
      return [answerFieldOf(view, texts)]
    case 'new-password':
      return [
        passwordField('password', 'step.new-password.password.label', texts),
        passwordField('password-again', 'step.new-password.password-again.label', texts),
      ]
    default:
      return []
  }
}

function choiceOf({ options = [] }: View, texts: Texts): Field {
  return {
    name: 'authenticator',
    kind: 'choice',
    label: texts.text('step.choose.authenticator.label'),
    options: options.map(({ kind, masked }) => ({
      value: kind,
      label:
        isSent(kind) && masked !== undefined
          ? texts.text(`step.choose.option.${kind}.masked`, { masked })
          : texts.text(`step.choose.option.${kind}`),
      hint: texts.text(`step.choose.option.${kind}.hint`),
    })),
  }
}

function answerFieldOf({ challenge }: View, texts: Texts): Field {
  if (challenge?.asks === 'password')
    return {
      name: 'answer',
      kind: 'secret',
      label: texts.text('step.challenge.password.label'),
      maxLength: 1024,
    }
  if (challenge?.question)
    return {
      name: 'answer',
      kind: 'text',
      label: texts.text('step.challenge.security-questions.label'),
      hint: texts.text('step.challenge.security-questions.hint'),
      maxLength: MOST_TYPED,
    }
  if (challenge?.asks === 'passkey') return passkeyFieldOf(challenge, texts)
  const asks = challenge?.asks ?? 'email'
  if (asks === 'security-questions') throw new Error('a set of questions without a question')
  if (isLong(asks))
    return {
      name: 'code',
      kind: 'text',
      label: texts.text(`step.challenge.${asks}.label`),
      hint: texts.text(`step.challenge.${asks}.hint`),
      maxLength: 64,
    }
  return {
    name: 'code',
    kind: 'code',
    label: texts.text('step.challenge.code.label'),
    hint: texts.text(CODE_HINTS[asks]),
    maxLength: 6,
  }
}

// A sign-in screen has no authenticator to talk to: there the number of an approval is typed.
function passkeyFieldOf(
  { isByApproval, ceremony }: NonNullable<View['challenge']>,
  texts: Texts,
): Field {
  if (isByApproval)
    return {
      name: 'code',
      kind: 'code',
      label: texts.text('step.challenge.approval.label'),
      hint: texts.text('step.challenge.approval.hint'),
      maxLength: 6,
    }
  return {
    name: 'passkey',
    kind: 'passkey',
    label: texts.text('step.challenge.passkey.label'),
    hint: texts.text('step.challenge.passkey.hint'),
    maxLength: PASSKEY_ANSWER_MOST,
    ...(ceremony && { ceremony }),
  }
}

const CODE_HINTS = {
  email: 'step.challenge.code.hint',
  totp: 'step.challenge.code.hint.totp',
  sms: 'step.challenge.code.hint.sms',
} as const satisfies Record<
  Exclude<AuthenticatorKind, LongCodeKind | 'security-questions' | 'passkey'>,
  TextKey
>

// Longer than any answer that was registered: blanks and full stops don't count, and nothing typed is cut off.
const MOST_TYPED = 200

function passwordField(name: 'password' | 'password-again', label: TextKey, texts: Texts): Field {
  return { name, kind: 'new-password', label: texts.text(label), maxLength: 1024 }
}

function actionsOf(view: View, texts: Texts): Action[] {
  if (view.kind === 'done' || view.kind === 'stopped') return []
  const actions: Action[] = [
    { name: 'submit', label: texts.text(submitLabel(view)), primary: true },
  ]
  const { challenge } = view
  if (challenge?.mayResend)
    actions.push({
      name: 'resend',
      label: texts.text(challenge.isByApproval ? 'step.action.new-letters' : 'step.action.resend'),
      ...(challenge.resendAt !== undefined && {
        availableAt: new Date(challenge.resendAt).toISOString(),
      }),
    })
  if (challenge?.mayChooseOther)
    actions.push({
      name: 'other-authenticator',
      label: texts.text('step.action.other-authenticator'),
    })
  if (view.mayKeepPassword)
    actions.push({ name: 'keep-password', label: texts.text('step.action.keep-password') })
  return actions
}

function submitLabel(view: View): TextKey {
  if (view.kind === 'new-password') return 'step.action.submit.change-password'
  const { challenge } = view
  return challenge?.asks === 'passkey' && !challenge.isByApproval
    ? 'step.action.submit.passkey'
    : 'step.action.submit'
}

function rulesOf({ rules = [], refusal }: View, texts: Texts): Step['rules'] {
  return rules.map((rule) => ({
    code: rule.code,
    text: texts.text(`step.rule.${rule.code}`, numbersOf(rule)),
    state: stateOf(rule, refusal?.broken),
  }))
}

function stateOf({ code }: PasswordRule, broken: readonly RuleCode[] | undefined): RuleState {
  if (!broken) return 'open'
  if (broken.includes(code)) return 'broken'
  // The directory alone judges these, and it stops at the first rule that is broken: nobody knows of the others.
  return code === 'history' || code === 'min-age' ? 'open' : 'met'
}

function numbersOf(rule: PasswordRule): Record<string, number> {
  const { code: _, ...numbers } = rule
  return numbers
}

function refusalOf(
  { challenge }: View,
  refusal: NonNullable<View['refusal']>,
  texts: Texts,
): Step['refusal'] {
  const { code, left = 0 } = refusal
  if (code === 'code-expired' && challenge?.isByApproval)
    return { code, text: texts.text('step.challenge.approval.expired') }
  const asks = challenge?.asks
  if (code === 'code-malformed' && asks !== undefined && isLong(asks))
    return { code, text: texts.text(`step.challenge.${asks}.malformed`) }
  return { code, text: texts.text(`step.refusal.${code}`, { left }) }
}
