import type { Ldap } from './ldap.ts'

/** A bind that is sure to succeed, and that counts against nobody: as ourselves. */
export function ownBind({ settings, signIn }: Ldap): () => Promise<unknown> {
  const { bindDn: dn, bindPassword: password } = settings
  return () => signIn({ dn, password }, 'watch')
}
