import { STATE_ATTRIBUTES } from './account-state.ts'
import type { OpenLdapDeps } from './deps.ts'

const WRITTEN = ['pwdAccountLockedTime', 'pwdStartTime']
const NAMES = ['entry', 'objectClass', 'entryUUID', 'uid', 'cn', 'displayName']
const GROUPS = ['entry', 'objectClass', 'cn', 'member', 'uniqueMember', 'memberUid']

/**
 * What an administrator feeds to ldapmodify so that Latchkey's account can do its work and nothing more:
 * it writes passwords and never reads or tries one, takes lockouts back, and blocks. Each rule ends in
 * `break`, so that what the others may do stays as it is.
 */
export function leastPrivilege({
  ldap,
  base,
  groupBases = [base],
}: OpenLdapDeps): readonly string[] {
  const { bindDn, searchBases, mailAttributes, phoneAttributes } = ldap.settings
  const us = (level: string) => `by dn.exact="${bindDn}" ${level} by * break`
  const below = (dn: string, attributes: readonly string[]) =>
    `to dn.subtree="${dn}" attrs=${attributes.join(',')}`
  const read = STATE_ATTRIBUTES.filter((one) => !WRITTEN.includes(one))
  const rules = searchBases.flatMap((people) => [
    `${below(people, ['userPassword'])} ${us('=w')}`,
    `${below(people, WRITTEN)} ${us('write')}`,
    `${below(people, [...NAMES, ...mailAttributes, ...phoneAttributes, ...read])} ${us('read')}`,
  ])
  // All policies: some people have one of their own.
  const policies = `to dn.subtree="${base}" filter=(objectClass=pwdPolicy) ${us('read')}`
  const groups = groupBases.map((one) => `${below(one, GROUPS)} ${us('read')}`)
  return [
    'dn: olcDatabase={1}mdb,cn=config',
    'changetype: modify',
    'add: olcAccess',
    ...[...rules, policies, ...groups].map((rule, n) => `olcAccess: {${n}}${rule}`),
  ]
}
