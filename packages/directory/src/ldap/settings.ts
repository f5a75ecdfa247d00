import type { Secret } from '@latchkey/protocol'

/** One server of a directory. */
export type LdapServer = { readonly host: string; readonly port: number }

/** How one directory is reached over LDAP. There is no way to switch the checks of TLS off. */
export type LdapSettings = {
  readonly name: string
  readonly tls: 'ldaps' | 'starttls'
  /** Authorities in PEM; without it the system's. */
  readonly ca?: string
  /** The account that Latchkey signs in with: a DN, or a UPN where the directory takes one. */
  readonly bindDn: string
  readonly bindPassword: Secret<string>
  /** The DNs below which people are looked for. */
  readonly searchBases: readonly string[]
  /** Attributes with a person's mail address: the first that has a value. */
  readonly mailAttributes: readonly string[]
  /** Attributes with telephone numbers. */
  readonly phoneAttributes: readonly string[]
}

/** What is waited for at most, in milliseconds: to connect, for an answer, and for one's turn. */
export const LDAP_TIMES = { connectMs: 3_000, operationMs: 5_000, turnMs: 5_000 } as const

export function isSameServer(one: LdapServer, other: LdapServer): boolean {
  return one.host === other.host && one.port === other.port
}

export function addressOf({ host, port }: LdapServer): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
