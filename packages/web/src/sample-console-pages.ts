import { auditPage } from './admin/audit.tsx'
import { machinesPage } from './admin/machines.tsx'
import { secondProofPage } from './admin/second-proof.tsx'
import { invitationAppPage, invitationDonePage, invitationPage } from './portal/invitation.tsx'
import { AT, csrf, QR, SAMPLE_CODES } from './sample-values.ts'
import { outboxPage } from './trial/outbox.tsx'
import type { PageProps } from './ui/page-props.ts'

/** The pages of administrators, and of whoever tries it out. */
export function sampleConsolePages(page: PageProps): Record<string, string> {
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
      answers: [
        { name: 'alice', question: page.texts.text('question.first-pet-name'), answer: 'Hector' },
      ],
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
