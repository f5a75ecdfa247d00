import type { Locale } from '@latchkey/protocol'
import { createTexts } from './i18n/texts.ts'
import { approvalCheckPage, approvalPage, approvedPage } from './portal/approval.tsx'
import { enrolLinkPage } from './portal/enrol-link.tsx'
import { identifyPage } from './portal/identify.tsx'
import {
  declinedPage,
  disownedPage,
  disownPage,
  flowStoppedPage,
  linkSpentPage,
  stopFlowPage,
} from './portal/message-link.tsx'
import { problemPage } from './portal/problem.tsx'
import { stepPage } from './portal/step.tsx'
import { sampleAccountPages } from './sample-account-pages.ts'
import { sampleConsolePages } from './sample-console-pages.ts'
import { sampleSteps } from './sample-steps.ts'
import { AT, csrf, idempotency } from './sample-values.ts'
import type { PageProps } from './ui/page-props.ts'
import { windowsPage } from './windows/windows.tsx'

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
    ...sampleAccountPages(page),
    ...sampleConsolePages(page),
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
