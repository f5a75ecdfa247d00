import {
  DEFAULT_POLICY,
  GROUPS,
  OVERSEER,
  PEOPLE,
  POLICIES,
  READER,
  SERVICE,
  SUFFIX,
} from './names.ts'

/** Everything in the tree besides people and their groups, hashes ready made by `hash`. */
export function treeLdif(hash: (password: string) => string): string {
  const units = [PEOPLE, GROUPS, POLICIES, `ou=service,${SUFFIX}`].map(
    (dn) => `dn: ${dn}\nobjectClass: organizationalUnit\nou: ${/^ou=(\w+)/.exec(dn)?.[1]}\n`,
  )
  const accounts = [SERVICE, OVERSEER, READER].map(
    ({ dn, password }) => `dn: ${dn}
objectClass: device
objectClass: simpleSecurityObject
cn: ${/^cn=(\w+)/.exec(dn)?.[1]}
userPassword: ${hash(password)}
pwdPolicySubentry: cn=service,${POLICIES}
`,
  )
  return [ROOT_ENTRY, ...units, DEFAULT, SERVICE_POLICY, ...accounts].join('\n')
}

const ROOT_ENTRY = `dn: ${SUFFIX}
objectClass: dcObject
objectClass: organization
dc: corp
o: Corp
`

// The embedded directory's own policy, as far as ppolicy has a word for it.
const DEFAULT = `dn: ${DEFAULT_POLICY}
objectClass: device
objectClass: pwdPolicy
objectClass: pwdPolicyChecker
cn: default
pwdAttribute: userPassword
pwdMinLength: 10
pwdCheckQuality: 2
pwdInHistory: 4
pwdMinAge: 0
pwdLockout: TRUE
pwdMaxFailure: 10
pwdLockoutDuration: 900
pwdFailureCountInterval: 900
pwdAllowUserChange: TRUE
pwdSafeModify: FALSE
pwdMustChange: TRUE
`

// Or whoever guesses at the service account's password would lock everybody out of the portal.
const SERVICE_POLICY = `dn: cn=service,${POLICIES}
objectClass: device
objectClass: pwdPolicy
cn: service
pwdAttribute: userPassword
pwdLockout: FALSE
`
