import type { Finding, Inspection } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { finding } from '../ldap/finding.ts'
import { inspectCertificate } from '../ldap/inspect-certificate.ts'
import { readEntry } from '../ldap/search.ts'
import { addressOf } from '../ldap/settings.ts'
import type { ActiveDirectory } from './deps.ts'
import { type Domain, readDomain } from './domain.ts'
import { inspectRights } from './inspect-rights.ts'
import { leastPrivilege } from './least-privilege.ts'
import { readOwnAccount } from './own-account.ts'
import { type PasswordSettings, readSettings } from './password-settings.ts'
import { policyHints } from './policy-hints.ts'

/** Looks at everything that an administrator wants to know before trusting the connection. */
export async function inspect({ ldap, now }: ActiveDirectory): Promise<Inspection> {
  const { bindDn, searchBases } = ldap.settings
  return await ldap.read(async (connection) => {
    const domain = await readDomain(connection)
    const settingsContainer = `CN=Password Settings Container,CN=System,${domain.base}`
    const findings = [
      finding('ok', 'server', `${domain.host} (${addressOf(connection.server)}) answers over TLS.`),
      ...inspectCertificate(connection, now()),
      finding('ok', 'account', `${bindDn} may sign in.`),
      ...inspectDomain(domain),
      ...(await inspectPolicy(connection, domain, settingsContainer)),
    ]
    for (const base of searchBases) findings.push(...(await inspectRights(connection, base)))
    const account = await readOwnAccount(connection, ldap.settings, domain)
    const { netbios } = domain
    const grants = account
      ? leastPrivilege({ account, netbios, searchBases, settingsContainer })
      : []
    return { findings, grants }
  })
}

function inspectDomain({ base, netbios, dns, isReadOnly }: Domain): Finding[] {
  const named = finding('ok', 'domain', `The domain is ${netbios} (${dns}), ${base}.`)
  if (!isReadOnly) return [named]
  const says = 'This domain controller is read-only: name one that takes writes.'
  return [named, finding('fault', 'server', says)]
}

async function inspectPolicy(
  connection: Connection,
  { base, supportedControls }: Domain,
  settingsContainer: string,
): Promise<Finding[]> {
  const settings = await readSettings(connection, base, undefined)
  // That it is there anybody sees; what is in it is another right.
  const container = await readEntry(connection, settingsContainer, { attributes: ['objectClass'] })
  return [
    finding('ok', 'policy', `The domain’s policy can be read: ${summaryOf(settings)}.`),
    container?.text('objectClass') !== undefined
      ? finding('ok', 'policy', 'Fine-grained password policies can be read.')
      : finding(
          'warning',
          'policy',
          'Fine-grained password policies can’t be seen: people who have one can’t reset.',
        ),
    inspectHistory(supportedControls, settings),
  ]
}

function summaryOf({ minLength, isComplex, remembered, threshold }: PasswordSettings): string {
  const locks = threshold === 0 ? 'no lockout' : `lockout after ${threshold}`
  return `length ${minLength}, ${isComplex ? '' : 'not '}complex, history ${remembered}, ${locks}`
}

function inspectHistory(controls: readonly string[], { remembered }: PasswordSettings): Finding {
  if (remembered === 0)
    return finding('warning', 'history', 'The domain remembers no earlier passwords.')
  const hints = policyHints(controls)
  return hints
    ? finding('ok', 'history', `The server holds history and age on a reset (${hints.type}).`)
    : finding(
        'warning',
        'history',
        'The server knows no policy hints: Latchkey holds minimum age, and the history of passwords that were set through it.',
      )
}
