import type { ServerCertificate } from './authority.ts'
import { DEFAULT_POLICY, OVERSEER, POLICIES, READER, ROOT, SERVICE, SUFFIX } from './names.ts'

export type SlapdConfig = {
  readonly dir: string
  readonly certificate: ServerCertificate
  readonly hashing: string
  /** Who may do what, the first that fits; `ACCESS` for what Latchkey needs. */
  readonly access: readonly string[]
  readonly useLockout: boolean
}

/** What slapd reads as `cn=config`. */
export function configLdif(config: SlapdConfig): string {
  const { dir, certificate, hashing, access, useLockout } = config
  return `dn: cn=config
objectClass: olcGlobal
cn: config
olcPidFile: ${dir}/slapd.pid
olcTLSCACertificateFile: ${certificate.caFile}
olcTLSCertificateFile: ${certificate.certificateFile}
olcTLSCertificateKeyFile: ${certificate.keyFile}
olcTLSProtocolMin: 3.3
olcSecurity: simple_bind=128

dn: cn=module,cn=config
objectClass: olcModuleList
cn: module
olcModulePath: /usr/lib/ldap
olcModuleLoad: back_mdb
olcModuleLoad: ppolicy
olcModuleLoad: ${hashing}

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

include: file:///etc/ldap/schema/core.ldif
include: file:///etc/ldap/schema/cosine.ldif
include: file:///etc/ldap/schema/nis.ldif
include: file:///etc/ldap/schema/inetorgperson.ldif

dn: olcDatabase={-1}frontend,cn=config
objectClass: olcDatabaseConfig
objectClass: olcFrontendConfig
olcDatabase: {-1}frontend
olcPasswordHash: {ARGON2}
olcAccess: to dn.base="" by * read
olcAccess: to dn.base="cn=subschema" by * read

dn: olcDatabase={0}config,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {0}config
olcRootDN: cn=config
olcRootPW: ${ROOT.password}

dn: olcDatabase={1}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {1}mdb
olcSuffix: ${SUFFIX}
olcRootDN: ${ROOT.dn}
olcRootPW: ${ROOT.password}
olcDbDirectory: ${dir}/db
olcDbMaxSize: 67108864
olcDbIndex: objectClass,entryUUID,uid,mail,member eq
${access.map((rule, n) => `olcAccess: {${n}}${rule}\n`).join('')}
dn: olcOverlay={0}ppolicy,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcPPolicyConfig
olcOverlay: {0}ppolicy
olcPPolicyDefault: ${DEFAULT_POLICY}
olcPPolicyHashCleartext: TRUE
olcPPolicyUseLockout: ${useLockout ? 'TRUE' : 'FALSE'}
`
}

const SERVICE_ACCOUNTS = `dn.subtree="ou=service,${SUFFIX}"`
const STATES = 'pwdFailureTime,pwdChangedTime,pwdReset,pwdEndTime,pwdAccountTmpLockoutEnd'

// Least privilege: the service account may write a password without reading it, take a lockout back and
// block sign-in. What stands first counts.
export const ACCESS: readonly string[] = [
  `to ${SERVICE_ACCOUNTS} attrs=userPassword by anonymous auth by * none`,
  `to attrs=userPassword by dn.exact="${SERVICE.dn}" =w by dn.exact="${OVERSEER.dn}" manage by self =xw by anonymous auth by * none`,
  'to attrs=pwdHistory by * none',
  `to attrs=pwdAccountLockedTime,pwdStartTime by dn.exact="${SERVICE.dn}" write by dn.exact="${OVERSEER.dn}" manage by dn.exact="${READER.dn}" read by * none`,
  `to attrs=${STATES},pwdPolicySubentry,shadowExpire by dn.exact="${OVERSEER.dn}" manage by ${SERVICE_ACCOUNTS} read by * none`,
  `to dn.subtree="${POLICIES}" by ${SERVICE_ACCOUNTS} read by * none`,
  `to * by ${SERVICE_ACCOUNTS} read by self read by * none`,
]
