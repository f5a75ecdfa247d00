import type { PasswordRule } from '@latchkey/protocol'
import type { Ldap } from '../ldap/ldap.ts'
import type { Pace } from '../ldap/pace.ts'

/** What an OpenLDAP directory is given. */
export type OpenLdapDeps = {
  readonly ldap: Ldap
  /** Where the directory begins. */
  readonly base: string
  /** Where groups are looked for, where that is not all of `base`. */
  readonly groupBases?: readonly string[]
  readonly now: () => number
  /** Domains that may stand before a name (`CORP\alice`); any, where none are told. */
  readonly domains?: readonly string[]
  /**
   * The policy of whoever has none of their own, as slapd's `olcPPolicyDefault` has it: that is in
   * `cn=config`, where a service account has no business. Left out where there is only one policy.
   */
  readonly defaultPolicy?: string
  /** What slapd's check module asks for: ppolicy only ever says that a password is not good enough. */
  readonly qualityRules?: readonly PasswordRule[]
}

export type OpenLdap = OpenLdapDeps &
  Required<Pick<OpenLdapDeps, 'qualityRules'>> & { readonly pace: Pace }
