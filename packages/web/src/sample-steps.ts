import type { Step } from '@latchkey/protocol'
import type { TextKey } from './i18n/catalogue/catalogues.ts'
import { presentName } from './i18n/present-name.ts'
import type { Texts } from './i18n/texts.ts'

/** Steps as a server fills them, for the tests of the pages and for looking at them. */
export function sampleSteps(texts: Texts): Readonly<Record<string, Step>> {
  const base = {
    id: 'stp_sample',
    actions: [],
    fields: [],
    helpdesk: { text: 'Help desk +33 1 23 45 67 89' },
  }
  const t = (key: TextKey, args?: Readonly<Record<string, string | number>>) =>
    texts.text(key, args)
  const name = presentName('alice')
  const code = {
    name: 'code',
    kind: 'code',
    label: t('step.challenge.code.label'),
    hint: t('step.challenge.code.hint'),
    maxLength: 6,
  } as const
  const codeActions = [
    { name: 'submit', label: t('step.action.submit'), primary: true },
    { name: 'resend', label: t('step.action.resend'), availableAt: '2026-11-24T10:08:30.000Z' },
    { name: 'other-authenticator', label: t('step.action.other-authenticator') },
  ] as const
  const challenge: Step = {
    ...base,
    kind: 'answer-challenge',
    progress: { gate: 1 },
    title: t('step.challenge.email.title'),
    text: t('step.challenge.email.text', { name }),
    fields: [code],
    actions: [...codeActions],
  }
  const newPassword: Step = {
    ...base,
    kind: 'new-password',
    progress: { gate: 1, of: 1 },
    title: t('step.new-password.title'),
    text: t('step.new-password.text', { name }),
    fields: [
      { name: 'password', kind: 'new-password', label: t('step.new-password.password.label') },
      {
        name: 'password-again',
        kind: 'new-password',
        label: t('step.new-password.password-again.label'),
      },
    ],
    actions: [
      { name: 'submit', label: t('step.action.submit.change-password'), primary: true },
      { name: 'keep-password', label: t('step.action.keep-password') },
    ],
    rules: [
      { code: 'min-length', text: t('step.rule.min-length', { least: 10 }), state: 'met' },
      {
        code: 'character-classes',
        text: t('step.rule.character-classes', { least: 3 }),
        state: 'broken',
      },
      { code: 'history', text: t('step.rule.history', { remembered: 5 }), state: 'open' },
      { code: 'no-names', text: t('step.rule.no-names'), state: 'met' },
    ],
  }
  return {
    choose: {
      ...base,
      kind: 'choose-authenticator',
      progress: { gate: 1 },
      title: t('step.choose.title'),
      text: t('step.choose.text'),
      fields: [
        {
          name: 'authenticator',
          kind: 'choice',
          label: t('step.choose.authenticator.label'),
          options: [
            {
              value: 'email',
              label: t('step.choose.option.email'),
              hint: t('step.choose.option.email.hint'),
            },
            {
              value: 'totp',
              label: t('step.choose.option.totp'),
              hint: t('step.choose.option.totp.hint'),
            },
            {
              value: 'passkey',
              label: t('step.choose.option.passkey'),
              hint: t('step.choose.option.passkey.hint'),
            },
          ],
        },
      ],
      actions: [{ name: 'submit', label: t('step.action.submit'), primary: true }],
    },
    challenge,
    'challenge-refused': {
      ...challenge,
      refusal: {
        code: 'code-not-accepted',
        text: t('step.refusal.code-not-accepted', { left: 3 }),
      },
    },
    'second-gate': {
      ...challenge,
      progress: { gate: 2, of: 2 },
      title: t('step.challenge.totp.title'),
      text: t('step.challenge.totp.text', { name: presentName('a-very-long-name'.repeat(9)) }),
      fields: [{ ...code, hint: t('step.challenge.code.hint.totp') }],
      actions: codeActions.filter((action) => action.name !== 'resend'),
    },
    'recovery-code': {
      ...challenge,
      title: t('step.challenge.recovery-code.title'),
      text: t('step.challenge.recovery-code.text', { name }),
      fields: [
        {
          name: 'code',
          kind: 'text',
          label: t('step.challenge.recovery-code.label'),
          hint: t('step.challenge.recovery-code.hint'),
          maxLength: 64,
        },
      ],
      actions: codeActions.filter((action) => action.name !== 'resend'),
      refusal: {
        code: 'code-malformed',
        text: t('step.challenge.recovery-code.malformed'),
      },
    },
    passkey: {
      ...challenge,
      title: t('step.challenge.passkey.title'),
      text: t('step.challenge.passkey.text', { name: presentName('alice') }),
      fields: [
        {
          name: 'passkey',
          kind: 'passkey',
          label: t('step.challenge.passkey.label'),
          hint: t('step.challenge.passkey.hint'),
          ceremony: { challenge: 'c2FtcGxl', rpId: 'localhost' },
        },
      ],
      actions: [
        { name: 'submit', label: t('step.action.submit.passkey'), primary: true },
        { name: 'other-authenticator', label: t('step.action.other-authenticator') },
      ],
    },
    'current-password': {
      ...challenge,
      title: t('step.challenge.password.title'),
      text: t('step.challenge.password.text'),
      fields: [{ name: 'answer', kind: 'secret', label: t('step.challenge.password.label') }],
      actions: [{ name: 'submit', label: t('step.action.submit'), primary: true }],
    },
    question: {
      ...challenge,
      progress: { gate: 2, of: 2 },
      title: t('step.challenge.security-questions.title', { number: 1, of: 3 }),
      text: t('question.first-flatmate'),
      fields: [
        {
          name: 'answer',
          kind: 'text',
          label: t('step.challenge.security-questions.label'),
          hint: t('step.challenge.security-questions.hint'),
          maxLength: 200,
        },
      ],
      actions: codeActions.filter((action) => action.name !== 'resend'),
      refusal: {
        code: 'answers-not-accepted',
        text: t('step.refusal.answers-not-accepted', { left: 3 }),
      },
    },
    'new-password': newPassword,
    'new-password-refused': {
      ...newPassword,
      refusal: { code: 'password-refused', text: t('step.refusal.password-refused') },
    },
    saving: {
      ...base,
      kind: 'new-password',
      title: t('step.saving.title'),
      text: t('step.saving.text'),
      pollAfterMs: 2000,
    },
    done: {
      ...base,
      kind: 'done',
      title: t('step.done.reset.title'),
      text: t('step.done.reset.text'),
    },
    stopped: {
      ...base,
      kind: 'stopped',
      reason: 'more-security-info-needed',
      title: t('step.stopped.more-security-info-needed.title'),
      text: t('step.stopped.more-security-info-needed.text'),
    },
  }
}
