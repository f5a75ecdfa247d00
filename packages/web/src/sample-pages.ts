import { type Locale, SECURITY_QUESTIONS } from '@latchkey/protocol'
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
import { auditPage } from './admin/audit.tsx'
import { machinesPage } from './admin/machines.tsx'
import { secondProofPage } from './admin/second-proof.tsx'
import { questionText } from './i18n/question-text.ts'
import { createTexts } from './i18n/texts.ts'
import { approvalCheckPage, approvalPage, approvedPage, declinedPage } from './portal/approval.tsx'
import { enrolLinkPage } from './portal/enrol-link.tsx'
import { identifyPage } from './portal/identify.tsx'
import { invitationAppPage, invitationDonePage, invitationPage } from './portal/invitation.tsx'
import {
  disownedPage,
  disownPage,
  flowStoppedPage,
  linkSpentPage,
  stopFlowPage,
} from './portal/message-link.tsx'
import { problemPage } from './portal/problem.tsx'
import { stepPage } from './portal/step.tsx'
import { sampleSteps } from './sample-steps.ts'
import { outboxPage } from './trial/outbox.tsx'
import type { PageProps } from './ui/page-props.ts'
import { windowsPage } from './windows/windows.tsx'

const AT = Date.UTC(2026, 10, 24, 10, 8, 30)
const SAMPLE_CODES = Array.from({ length: 10 }, (_, at) => `7K0Q-1XZ2-M9AB-3CD${at}`)
const csrf = 'csrf-sample'
const idempotency = 'idempotency-sample'
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" shape-rendering="crispEdges"><path stroke="#000000" d="M1 1.5h3m1 0h3M1 2.5h1m2 0h2m1 0h1M2 4.5h5M1 6.5h2m3 0h1M3 7.5h5"/></svg>'

/** What every sample page is told, with a path of its own. */
export function samplePage(locale: Locale, path = '/flow'): PageProps {
  return {
    locale,
    texts: createTexts(locale),
    organisation: 'Corp',
    path,
    helpdesk: {
      text: locale === 'en' ? 'Help desk +33 1 23 45 67 89' : 'Assistance +33 1 23 45 67 89',
    },
  }
}

/** One of every page, by name: the tests walk them, and people look at them. */
export function samplePages(locale: Locale): Readonly<Record<string, string>> {
  const page = samplePage(locale)
  const link = { ...samplePage(locale, '/not-me/token'), csrf }
  const steps = Object.entries(sampleSteps(page.texts)).map(([name, step]) => [
    `step-${name}`,
    stepPage({ ...page, step, csrf, idempotency }),
  ])
  return {
    identify: identifyPage({ ...page, purpose: 'reset', csrf, idempotency, trial: true }),
    unlock: identifyPage({
      ...page,
      purpose: 'unlock',
      csrf,
      idempotency,
      username: 'alice',
      refusal: page.texts.text('step.refusal.username-missing'),
    }),
    ...Object.fromEntries(steps),
    problem: problemPage({ ...page, kind: 'flow-expired', requestId: 'req_sample' }),
    disown: disownPage(link),
    disowned: disownedPage(page),
    'stop-flow': stopFlowPage(link),
    'flow-stopped': flowStoppedPage(page),
    'link-spent': linkSpentPage(page),
    'enrol-link': enrolLinkPage({ ...link, name: 'frank', replaces: true }),
    ...registerPages(page),
    windows: windowsPage({
      ...page,
      path: '/windows',
      file: 'SsprWindowsLogon.PROD.msi',
      packages: [{ architecture: 'x64', bytes: 1_200_000, sha256: '0123456789abcdef'.repeat(4) }],
      hasTrialAuthority: true,
    }),
    'windows-none': windowsPage({
      ...page,
      path: '/windows',
      file: 'SsprWindowsLogon.PROD.msi',
      packages: [],
      hasTrialAuthority: false,
    }),
    ...approvalPages(page),
    ...accountPages(page),
    ...securityPages(page),
    ...consolePages(page),
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

function approvalPages(page: PageProps): Record<string, string> {
  const { texts } = page
  const asking = {
    username: 'alice',
    at: AT,
    machine: 'PC-0042',
    isTrusted: false,
    address: '192.0.2.7',
  }
  const check = { ...page, path: '/approve', csrf, code: 'BCDF-GHJK', ceremony: {} }
  return {
    approve: approvalPage({
      ...page,
      path: '/approve',
      csrf,
      code: 'bcdf ghjk',
      refusal: texts.text('page.approve.unknown'),
    }),
    'approve-check': approvalCheckPage({ ...check, asking }),
    'approve-check-refused': approvalCheckPage({
      ...check,
      asking: { ...asking, machine: null, address: null },
      refusal: texts.text('page.approve.refused'),
    }),
    approved: approvedPage({ ...page, number: '402 913' }),
    declined: declinedPage(page),
  }
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

function questionsOf(texts: PageProps['texts']) {
  return SECURITY_QUESTIONS.map((id) => ({ id, text: questionText({ id }, texts) }))
}

function consolePages(page: PageProps): Record<string, string> {
  const admin = { ...page, path: '/admin/audit', signedIn: { name: 'erin', isAdministrator: true } }
  const noFilter = { person: '', from: '', to: '' }
  return {
    'second-proof': secondProofPage({
      ...page,
      csrf,
      refusal: page.texts.text('page.second-proof.refused'),
    }),
    invitation: invitationPage({ ...page, name: 'erin', csrf }),
    'invitation-app': invitationAppPage({
      ...page,
      qr: QR,
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      csrf,
    }),
    'invitation-done': invitationDonePage(page),
    audit: auditPage({
      ...admin,
      csrf,
      filter: { person: 'alice', from: '2026-11-01', to: '' },
      events: [
        row(9, 'alice', 'password.reset', 'succeeded', null),
        row(8, 'alice', 'password.write-intended', 'intended', null),
        row(7, null, 'flow.throttled', 'blocked', 'address-budget-spent'),
        row(6, 'alice', 'gate.failed', 'failed', 'code-wrong'),
        row(5, 'alice', 'newer.than-the-catalogue', 'succeeded', 'newer-reason'),
      ],
      before: 10,
      older: 5,
    }),
    'audit-empty': auditPage({ ...admin, csrf, filter: noFilter, events: [] }),
    machines: machinesPage({
      ...admin,
      path: '/admin/machines',
      csrf,
      state: 'pending',
      machines: [
        {
          id: 'mch_sample',
          name: 'PC-0042',
          os: '10.0.26100',
          address: '192.0.2.7',
          createdAt: AT,
          seenAt: AT,
        },
      ],
      older: 'mch_sample',
    }),
    'machines-empty': machinesPage({
      ...admin,
      path: '/admin/machines',
      csrf,
      state: 'revoked',
      machines: [],
    }),
    outbox: outboxPage({
      ...page,
      trial: true,
      linkBases: ['http://localhost:8080'],
      messages: [
        {
          channel: 'email',
          to: 'alice@corp.test',
          subject: page.texts.text('mail.code.subject', { organisation: 'Corp' }),
          text: sampleMail(page),
          sentAt: AT,
        },
        {
          channel: 'sms',
          to: '+12025550123',
          subject: '',
          text: `${page.texts.text('sms.code.named', { organisation: 'Corp', code: '492039' })}\n\n@localhost #492039`,
          sentAt: AT,
        },
      ],
      apps: [{ name: 'alice', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', code: '492039' }],
      recoveryCodes: [{ name: 'alice', codes: SAMPLE_CODES }],
    }),
    'outbox-empty': outboxPage({ ...page, trial: true, linkBases: [], messages: [] }),
  }
}

function row(
  seq: number,
  person: string | null,
  activity: string,
  outcome: string,
  reason: string | null,
) {
  return {
    seq,
    at: AT,
    person,
    activity,
    outcome,
    reason,
    address: '192.0.2.7',
    clientType: 'Browser',
    machine: seq === 6 ? 'PC-0042' : null,
    machineId: seq === 6 ? 'mch_sample' : null,
    detail: null,
  }
}

function sampleMail({ texts, organisation }: PageProps): string {
  return texts.text('mail.code.body', {
    organisation,
    name: 'alice',
    code: '402913',
    when: '24 Nov 2026, 10:08 UTC',
    client: texts.text('client.windows-logon'),
    hasMachine: 'yes',
    machine: 'PC-0042',
    address: '192.0.2.7',
    link: 'http://localhost:8080/stop/sample-token',
  })
}
