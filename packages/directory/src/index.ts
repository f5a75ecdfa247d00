export type { ActiveDirectoryDeps } from './active-directory/deps.ts'
export { createActiveDirectory } from './active-directory/index.ts'
export { createListedServers, type ListedServers } from './active-directory/primary.ts'
export * from './directory.ts'
export { setDisabled, setGroups } from './embedded/account.ts'
export type { EmbeddedDeps } from './embedded/deps.ts'
export { createEmbeddedDirectory } from './embedded/index.ts'
export {
  DEFAULT_HASHING_COST,
  type HashingCost,
  hashPassword,
  matchesHash,
} from './embedded/password-hash.ts'
export {
  type AddPeopleResult,
  addPeople,
  addPerson,
  type NewPerson,
} from './embedded/people.ts'
export { DEFAULT_EMBEDDED_POLICY, type EmbeddedPolicy } from './embedded/policy.ts'
export {
  createEmbeddedTables,
  type EmbeddedColumns,
  type EmbeddedTables,
} from './embedded/tables.ts'
export { createDiscovery, primaryFirst } from './ldap/discovery.ts'
export type { PasswordHistory, PasswordMark } from './ldap/history.ts'
export { createLdap, type Ldap } from './ldap/ldap.ts'
export { readLoginName } from './ldap/login-name.ts'
export { LDAP_TIMES, type LdapServer, type LdapSettings } from './ldap/settings.ts'
export type { OpenLdapDeps } from './openldap/deps.ts'
export { createOpenLdap } from './openldap/index.ts'
