import { ACTIVITIES, type Activity, type Happening, type Origin } from '@latchkey/core'
import { expect, test } from 'vitest'
import { auditEvent, type Circumstances } from '../src/app/audit-event.ts'
import { BY_COMMAND_LINE, BY_SERVER } from '../src/app/caller.ts'
import { SAMPLED_AT } from './sample-flows.ts'

const AT_SIGN_IN_SCREEN: Origin = {
  address: '192.0.2.7',
  clientType: 'WindowsLogon/11',
  clientKind: 'windows-logon',
  clientOs: '10.0.26100',
  clientVersion: '1.0.0',
  machine: 'PC-0042',
  machineId: 'mch_sample',
}
const IN_BROWSER: Origin = {
  ...AT_SIGN_IN_SCREEN,
  clientType: 'Browser',
  clientKind: 'browser',
  clientOs: null,
  clientVersion: null,
  machine: null,
  machineId: null,
}

const at = SAMPLED_AT
const flow = 'flw_sample'
const target = { principal: 'prn_sample', name: 'alice' } as const
const policyVersion = 1
const gates = ['email'] as const
const operation = 'opr_sample'

/** Before a proof nobody is the target. */
const unproven: Circumstances = {
  origin: AT_SIGN_IN_SCREEN,
  at,
  actor: 'claimant',
  flow,
  policyVersion,
}
const proven: Circumstances = { ...unproven, actor: 'prn_sample', target }
const server: Circumstances = { origin: BY_SERVER, at, actor: 'server', target, flow }
const ownPage: Circumstances = { origin: IN_BROWSER, at, actor: 'prn_sample', target }
const stranger: Circumstances = { origin: IN_BROWSER, at, actor: 'claimant' }
const commandLine: Circumstances = { origin: BY_COMMAND_LINE, at, actor: 'command-line', target }
const { target: _, ...ofNobody } = commandLine
const machine: Circumstances = { origin: AT_SIGN_IN_SCREEN, at, actor: 'claimant' }
const decided: Circumstances = {
  origin: { ...IN_BROWSER, machine: 'PC-0042', machineId: 'mch_sample' },
  at,
  actor: 'prn_sample',
}

type Sample = readonly [Omit<Happening, 'activity'>, Circumstances]
const succeeded = { outcome: 'succeeded' } as const
const contacted = { outcome: 'contacted' } as const
const refused = { outcome: 'failed', reason: 'channel-refused' } as const
const byAdministrator = { ...succeeded, reason: 'by-administrator' } as const

/** One of each; an activity that is missing here does not compile. */
const SAMPLES: Readonly<Record<Activity, Sample>> = {
  'flow.started': [succeeded, unproven],
  'flow.identified': [succeeded, unproven],
  'flow.authenticator-chosen': [{ ...succeeded, gates }, unproven],
  'flow.person-found': [succeeded, server],
  'flow.stopped': [{ outcome: 'blocked', reason: 'too-many-attempts' }, unproven],
  'flow.cancelled': [{ outcome: 'cancelled', reason: 'gave-up' }, unproven],
  'flow.abandoned': [
    { outcome: 'abandoned', reason: 'timed-out' },
    { origin: BY_SERVER, at, actor: 'server', flow },
  ],
  'flow.throttled': [{ outcome: 'blocked', reason: 'address-budget-spent' }, stranger],
  'code.sent': [{ ...contacted, gates }, server],
  'code.not-sent': [{ ...refused, gates }, server],
  'gate.passed': [{ ...succeeded, gates }, proven],
  'gate.failed': [{ outcome: 'failed', reason: 'code-wrong', gates }, unproven],
  'gate.taken-back': [
    { ...succeeded, reason: 'timed-out' },
    { ...unproven, actor: 'server' },
  ],
  'password.write-intended': [{ outcome: 'intended', operation }, proven],
  'password.reset': [{ ...succeeded, operation, gates }, proven],
  'password.changed': [{ ...succeeded, operation }, proven],
  'account.unlock-intended': [{ outcome: 'intended', operation }, proven],
  'account.unlocked': [{ ...succeeded, operation, gates }, proven],
  'account.blocked': [{ ...succeeded, reason: 'disowned' }, ownPage],
  'account.unblocked': [byAdministrator, commandLine],
  'notice.sent': [contacted, server],
  'notice.not-sent': [{ outcome: 'failed', reason: 'channel-down' }, server],
  'enrolment.suggested': [contacted, server],
  'reset.disowned': [{ ...contacted, reason: 'disowned' }, ownPage],
  'session.started': [succeeded, ownPage],
  'session.refused': [{ outcome: 'failed', reason: 'unknown-person' }, stranger],
  'session.ended': [{ ...succeeded, reason: 'signed-out' }, ownPage],
  'authenticator.enrolled': [succeeded, ownPage],
  'helpdesk-pass.issued': [
    { ...succeeded, gates: ['helpdesk-pass'], detail: 'called back on the number in the file' },
    commandLine,
  ],
  'helpdesk-pass.revoked': [{ ...byAdministrator, gates: ['helpdesk-pass'] }, commandLine],
  'administrator.invited': [succeeded, commandLine],
  'administrator.appointed': [succeeded, ownPage],
  'administrator.audit-viewed': [succeeded, ownPage],
  'principal.frozen': [byAdministrator, commandLine],
  'principal.unfrozen': [byAdministrator, commandLine],
  'principal.imported': [succeeded, commandLine],
  'policy.applied': [succeeded, { ...ofNobody, policyVersion }],
  'keys.rotated': [succeeded, ofNobody],
  'request.refused': [{ outcome: 'blocked', reason: 'form-not-trusted' }, stranger],
  'machine.enrolled': [succeeded, machine],
  'machine.approved': [{ ...succeeded, reason: 'by-fleet-code' }, machine],
  'machine.revoked': [byAdministrator, decided],
  'machine.code-issued': [succeeded, ofNobody],
  'machine.signature-refused': [{ outcome: 'blocked', reason: 'signature-wrong' }, stranger],
  'session.proven': [{ ...succeeded, gates }, ownPage],
  'session.proof-refused': [{ outcome: 'failed', reason: 'password-wrong' }, ownPage],
  'authenticator.not-enrolled': [{ outcome: 'failed', reason: 'code-wrong', gates }, ownPage],
  'authenticator.replaced': [{ ...succeeded, gates }, ownPage],
  'authenticator.removed': [{ ...succeeded, gates }, ownPage],
  'authenticator.renamed': [{ ...succeeded, gates }, ownPage],
  'authenticator.preferred': [{ ...succeeded, gates }, ownPage],
  'enrolment.required': [
    { ...succeeded, reason: 'too-few-authenticators' },
    { ...ownPage, actor: 'server', policyVersion },
  ],
  'enrolment.postponed': [{ ...succeeded, detail: '2' }, ownPage],
  'enrolment.confirmed': [{ ...succeeded, gates }, ownPage],
  'enrolment.link-issued': [
    { ...succeeded, detail: 'root: called back on the number in the file' },
    commandLine,
  ],
  'enrolment.link-opened': [succeeded, ownPage],
  'flow.approved': [
    { ...succeeded, gates: ['passkey'] },
    { ...ownPage, flow },
  ],
}

test('one event of each activity is as its sample', async () => {
  const events = ACTIVITIES.map((activity) => {
    const [happening, around] = SAMPLES[activity]
    return auditEvent({ activity, ...happening }, around)
  })
  const text = `${JSON.stringify(events, null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../core/samples/audit-events.json')
})
