import { randomUUID } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { PresenceFilter } from 'ldapts'
import type { Finding } from '../directory.ts'
import type { Attributes } from '../ldap/attributes.ts'
import { change } from '../ldap/change.ts'
import type { Connection } from '../ldap/connect.ts'
import { RESULT, refusalOf } from '../ldap/failure.ts'
import { finding } from '../ldap/finding.ts'
import { search } from '../ldap/search.ts'
import type { OpenLdap } from './deps.ts'
import { readPolicy } from './person.ts'
import { type Probe, probe } from './prove-password.ts'

/** Tries on anybody what our account may do, too little and too much, without changing anything. */
export async function inspectRights(
  openLdap: OpenLdap,
  connection: Connection,
): Promise<Finding[]> {
  const person = await anybody(openLdap, connection)
  if (!person) return [finding('fault', 'people', 'No entry with a uid can be seen.')]
  const hasPolicy = (await readPolicy(openLdap, connection, person)) !== undefined
  const answer = await probe(connection, person.dn, new Secret(randomUUID()))
  const findings = [finding('ok', 'people', 'People can be found.'), bypass(answer, hasPolicy)]
  for (const { attribute, grants } of NEEDED) {
    const may = await mayWrite(connection, person.dn, attribute)
    const text = may ? `The account ${grants}.` : `Without write on ${attribute} nobody ${grants}.`
    findings.push(finding(may ? 'ok' : 'fault', 'rights', text))
  }
  if (person.text('userPassword') !== undefined)
    findings.push(finding('warning', 'rights', 'The account can read userPassword: it must not.'))
  return findings
}

async function anybody(
  { ldap }: OpenLdap,
  connection: Connection,
): Promise<Attributes | undefined> {
  const filter = new PresenceFilter({ attribute: 'uid' })
  const wanted = { attributes: ['pwdPolicySubentry', 'userPassword'] }
  for (const base of ldap.settings.searchBases) {
    const [person] = await search(connection, base, { scope: 'sub', filter, wanted, most: 1 })
    if (person) return person
  }
  return
}

// A made-up old password that goes through was not looked at: ppolicy stands aside for `manage` and the
// root DN, on a real reset too.
function bypass(answer: Probe, hasPolicy: boolean): Finding {
  const passesBy =
    'Policy does not bind the account (manage, or rootdn): give it =w on userPassword.'
  if (answer === 'old-is-wrong' || answer === 'refused-by-policy')
    return finding('ok', 'rights', 'Rules and history hold for what the account sets.')
  return hasPolicy && answer === 'went-through'
    ? finding('fault', 'rights', passesBy)
    : finding('warning', 'rights', 'Whether rules hold for the account can’t be told.')
}

const NEEDED = [
  { attribute: 'userPassword', grants: 'sets passwords' },
  { attribute: 'pwdAccountLockedTime', grants: 'takes lockouts back' },
  { attribute: 'pwdStartTime', grants: 'blocks sign-in' },
] as const

// No entry has it, so that to delete it changes nothing: slapd answers whether we may (16) or not (50).
const NOBODYS_VALUE = '19000101000000Z'

async function mayWrite(connection: Connection, dn: string, attribute: string): Promise<boolean> {
  try {
    await connection.client.modify(dn, [change('delete', attribute, NOBODYS_VALUE)])
    return true
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal.code === RESULT.noSuchAttribute
  }
}
