import { SECURITY_QUESTIONS } from '@latchkey/protocol'
import { accountPage } from './account/account.tsx'
import { addAddressPage, addressCodePage } from './account/add-address.tsx'
import { addAppPage } from './account/add-app.tsx'
import { addPasskeyPage } from './account/add-passkey.tsx'
import { authenticatorPage } from './account/authenticator.tsx'
import { proofCodePage, proofPage } from './account/proof.tsx'
import { proofQuestionsPage } from './account/proof-questions.tsx'
import { questionsPage } from './account/questions.tsx'
import { newRecoveryCodesPage, recoveryCodesPage } from './account/recovery-codes.tsx'
import { registerPage } from './account/register.tsx'
import { signInPage } from './account/sign-in.tsx'
import { questionText } from './i18n/question-text.ts'
import { AT, csrf, QR, SAMPLE_CODES } from './sample-values.ts'
import type { PageProps } from './ui/page-props.ts'

/** The pages of a person's own, those of a change among them. */
export function sampleAccountPages(page: PageProps): Record<string, string> {
  return { ...accountPages(page), ...securityPages(page), ...registerPages(page) }
}

function accountPages(page: PageProps): Record<string, string> {
  const { texts } = page
  return {
    'sign-in': signInPage({ ...page, place: 'account', csrf }),
    'sign-in-refused': signInPage({
      ...page,
      place: 'administration',
      csrf,
      username: 'alice',
      refusal: texts.text('page.sign-in.refused'),
    }),
    account: accountPage({
      ...page,
      path: '/account',
      signedIn: { name: 'alice', isAdministrator: false },
      csrf,
      name: 'alice',
      displayName: 'Alice Example',
      mayChangePassword: true,
      authenticators: [
        {
          id: 'aut_one',
          kind: 'email',
          masked: 'a•••@corp.test',
          isPreferred: true,
          createdAt: AT,
          usedAt: AT,
        },
        { id: 'aut_two', kind: 'totp', name: 'new phone', createdAt: AT, freshUntil: AT },
        { id: 'aut_codes', kind: 'recovery-code', left: 7, createdAt: AT },
        { kind: 'helpdesk-pass', createdAt: AT, expiresAt: AT },
        { id: 'aut_three', kind: 'passkey', name: 'security key', createdAt: AT },
      ],
      missing: 1,
      mayAdd: { email: true, totp: true, sms: true, passkey: true },
      confirmable: { email: 'a•••@c•••.test', sms: '+1 •••• 23' },
      said: texts.text('page.account.said.enrolled'),
      activity: [
        {
          at: AT,
          activity: 'session.started',
          outcome: 'succeeded',
          clientType: 'Browser',
          address: '192.0.2.7',
        },
        {
          at: AT,
          activity: 'password.reset',
          outcome: 'succeeded',
          clientType: 'WindowsLogon/7',
          address: '2001:db8::7',
        },
      ],
    }),
    'recovery-codes': recoveryCodesPage({
      ...page,
      csrf,
      set: { id: 'aut_codes', left: 3, of: 10, madeAt: AT },
      warning: texts.text('page.authenticator.warning.too-few-authenticators'),
    }),
    'recovery-codes-none': recoveryCodesPage({ ...page, csrf }),
    'recovery-codes-new': newRecoveryCodesPage({
      ...page,
      name: 'alice',
      codes: SAMPLE_CODES,
      madeAt: AT,
    }),
    'account-empty': accountPage({
      ...page,
      csrf,
      name: 'frank',
      displayName: 'Frank Example',
      mayChangePassword: false,
      authenticators: [],
      activity: [],
    }),
  }
}

function securityPages(page: PageProps): Record<string, string> {
  const own = { ...page, csrf, signedIn: { name: 'alice', isAdministrator: false } }
  const { texts } = page
  const address = { id: 'aut_one', masked: 'a•••@c•••.test' }
  return {
    proof: proofPage({ ...own, path: '/account/proof', onward: '?next=%2Faccount%2Fapp' }),
    'proof-code': proofCodePage({
      ...own,
      path: '/account/proof/code',
      onward: '',
      addresses: [address],
      hasApp: true,
      hasCodes: true,
      isSent: false,
      refusal: texts.text('page.proof-code.refused'),
    }),
    'proof-code-mail': proofCodePage({
      ...own,
      path: '/account/proof/code',
      onward: '',
      addresses: [address],
      hasApp: false,
      hasCodes: false,
      isSent: false,
    }),
    'add-email': addAddressPage({
      medium: 'email',
      ...own,
      path: '/account/email',
      address: 'alice',
      refusal: texts.text('page.add-email.refused.address-malformed'),
    }),
    'add-phone': addAddressPage({
      ...own,
      medium: 'sms',
      path: '/account/phone',
      address: '0639980123',
      refusal: texts.text('page.add-sms.refused.number-not-served'),
    }),
    'phone-code': addressCodePage({
      ...own,
      medium: 'sms',
      path: '/account/phone/code',
      address: '+33 •••• 23',
      challenge: 'chl_sample',
    }),
    'add-email-replace': addAddressPage({
      ...own,
      medium: 'email',
      path: '/account/email',
      replaces: address,
    }),
    'add-email-confirm': addAddressPage({
      medium: 'email',
      ...own,
      path: '/account/email',
      confirms: address.masked,
    }),
    'email-code': addressCodePage({
      medium: 'email',
      ...own,
      path: '/account/email/code',
      address: address.masked,
      challenge: 'chl_sample',
    }),
    'add-app': addAppPage({
      ...own,
      path: '/account/app',
      qr: QR,
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      challenge: 'chl_sample',
    }),
    questions: questionsPage({
      ...own,
      path: '/account/questions',
      offered: questionsOf(texts),
      chosen: ['first-pet-name', 'song-lullaby', undefined],
      refusal: texts.text('page.questions.refused.question-missing', { number: 3 }),
      refused: { at: 2, field: 'question' },
    }),
    'proof-questions': proofQuestionsPage({
      ...own,
      path: '/account/proof/questions',
      onward: '',
      questions: questionsOf(texts)
        .slice(0, 3)
        .map(({ text }) => text),
      refusal: texts.text('page.proof-questions.refused'),
    }),
    'add-passkey': addPasskeyPage({
      ...own,
      path: '/account/passkey',
      challenge: 'chl_sample',
      options: { challenge: 'c2FtcGxl' },
      refusal: texts.text('page.add-passkey.refused'),
    }),
    'proof-passkey': proofCodePage({
      ...own,
      path: '/account/proof/code',
      onward: '',
      addresses: [],
      hasApp: false,
      hasCodes: false,
      isSent: false,
      ceremony: { challenge: 'c2FtcGxl', rpId: 'localhost' },
    }),
    authenticator: authenticatorPage({
      ...own,
      path: '/account/authenticators/aut_one',
      id: 'aut_one',
      kind: 'email',
      masked: address.masked,
      isPreferred: false,
      mayReplace: true,
      warning: texts.text('page.authenticator.warning.too-few-authenticators'),
    }),
  }
}

function registerPages(page: PageProps): Record<string, string> {
  const props = {
    ...page,
    path: '/account/register',
    signedIn: { name: 'frank', isAdministrator: false },
    csrf,
    authenticators: [],
    mayAdd: { email: true, totp: true, sms: true, 'recovery-code': true },
    confirmable: { email: 'f•••@c•••.test' },
  } as const
  const enrol = { kind: 'enrol', missing: 1, deadline: AT } as const
  const address = { id: 'aut_one', kind: 'email', masked: 'f•••@c•••.test', createdAt: AT } as const
  return {
    register: registerPage({ ...props, asks: { ...enrol, isOver: false } }),
    'register-over': registerPage({ ...props, asks: { ...enrol, missing: 2, isOver: true } }),
    'register-link': registerPage({
      ...props,
      said: page.texts.text('page.account.said.enrolled'),
      authenticators: [{ ...address, id: undefined, freshUntil: AT, isIdle: true }],
      asks: { kind: 'link', missing: 1, hours: 24 },
    }),
    'register-confirm': registerPage({
      ...props,
      authenticators: [address],
      asks: { kind: 'confirm', shown: 'aut_one' },
    }),
  }
}

function questionsOf(texts: PageProps['texts']) {
  return SECURITY_QUESTIONS.map((id) => ({ id, text: questionText({ id }, texts) }))
}
