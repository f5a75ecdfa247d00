/** The tree that the environment's slapd serves, and who may do what in it. */
export const SUFFIX = 'dc=corp,dc=test'
export const PEOPLE = `ou=people,${SUFFIX}`
export const GROUPS = `ou=groups,${SUFFIX}`
export const POLICIES = `ou=policies,${SUFFIX}`
export const DEFAULT_POLICY = `cn=default,${POLICIES}`

/** Latchkey's own account, with the least that it needs. */
export const SERVICE = { dn: `cn=latchkey,ou=service,${SUFFIX}`, password: 'Service-Harbour-1' }
/** An account that may do everything to a password: what an administrator should not give to Latchkey. */
export const OVERSEER = { dn: `cn=overseer,ou=service,${SUFFIX}`, password: 'Overseer-Harbour-1' }
/** An account that may read people and nothing more. */
export const READER = { dn: `cn=reader,ou=service,${SUFFIX}`, password: 'Reader-Harbour-1' }
/** Who no rule binds: prepares states that only time or an administrator makes. */
export const ROOT = { dn: `cn=root,${SUFFIX}`, password: 'Root-Harbour-1' }

export const START_PASSWORD = 'Start-Passw0rd-1!'
