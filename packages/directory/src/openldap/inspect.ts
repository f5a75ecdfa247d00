import type { Finding, Inspection } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { finding } from '../ldap/finding.ts'
import { inspectCertificate } from '../ldap/inspect-certificate.ts'
import { readEntry } from '../ldap/search.ts'
import { addressOf } from '../ldap/settings.ts'
import type { OpenLdap } from './deps.ts'
import { canSeeGroups } from './groups.ts'
import { inspectRights } from './inspect-rights.ts'
import { leastPrivilege } from './least-privilege.ts'
import { readPolicy } from './person.ts'

const PPOLICY = '1.3.6.1.4.1.42.2.27.8.5.1'

export async function inspect(openLdap: OpenLdap): Promise<Inspection> {
  const { bindDn } = openLdap.ldap.settings
  const findings = await openLdap.ldap.read(async (connection) => [
    finding('ok', 'server', `${addressOf(connection.server)} answers over TLS.`),
    ...inspectCertificate(connection, openLdap.now()),
    finding('ok', 'account', `${bindDn} may sign in.`),
    ...(await inspectPolicy(openLdap, connection)),
    ...(await inspectRights(openLdap, connection)),
    await inspectGroups(openLdap, connection),
  ])
  return { findings, grants: [{ tool: 'ldapmodify', lines: leastPrivilege(openLdap) }] }
}

// An administrators' group that can't be seen makes nobody an administrator.
async function inspectGroups(
  { base, groupBases = [base] }: OpenLdap,
  connection: Connection,
): Promise<Finding> {
  const where = groupBases.join('; ')
  return (await canSeeGroups(connection, groupBases))
    ? finding('ok', 'rights', 'Groups can be seen.')
    : finding('warning', 'rights', `No group can be seen below ${where}: policy knows none.`)
}

async function inspectPolicy(openLdap: OpenLdap, connection: Connection): Promise<Finding[]> {
  const root = await readEntry(connection, '', { attributes: ['supportedControl'] })
  if (!root?.texts('supportedControl').includes(PPOLICY))
    return [
      finding(
        'fault',
        'policy',
        'slapd has no ppolicy overlay: no rule and no lockout is in force.',
      ),
    ]
  const policy = await readPolicy(openLdap, connection)
  if (!policy) {
    return [
      finding(
        'warning',
        'policy',
        'The default policy (pwdPolicy) can’t be seen: no rules can be shown.',
      ),
    ]
  }
  const { inHistory, asksForOld, locks } = policy
  const findings: Finding[] = [finding('ok', 'policy', 'The default policy can be read.')]
  findings.push(
    inHistory > 0
      ? finding('ok', 'history', `slapd remembers ${inHistory} passwords besides the one in force.`)
      : finding('warning', 'history', 'The default policy remembers no passwords (pwdInHistory).'),
  )
  if (asksForOld)
    findings.push(
      finding(
        'fault',
        'policy',
        'The policy wants the old password (pwdSafeModify): nobody can reset theirs.',
      ),
    )
  if (!locks)
    findings.push(
      finding(
        'warning',
        'policy',
        'The policy locks nobody (pwdLockout), whatever pwdAccountLockedTime says.',
      ),
    )
  return findings
}
