import type { LdapServer, LdapSettings } from '@latchkey/directory'
import type { Settings } from './schema.ts'

/** One directory as the file describes it. */
export type DirectoryConfig = { readonly kind: 'embedded'; readonly name: string } | LdapConfig

export type LdapConfig =
  | (OverLdap & {
      readonly kind: 'active-directory'
      /** Whether accounts that it guards may be touched. */
      readonly mayTouchProtected: boolean
    })
  | (OverLdap & {
      readonly kind: 'openldap'
      /** The DN of the policy of whoever has none of their own. */
      readonly defaultPolicy?: string
      /** Where groups are looked for; below `base` where it is left out. */
      readonly groupBases?: readonly string[]
      /** What slapd's check module asks for; 0: nothing. */
      readonly characterClasses: number
    })

type OverLdap = LdapSettings & {
  readonly base: string
  /** Left out where DNS names them. */
  readonly servers?: readonly LdapServer[]
  readonly domains: readonly string[]
  /** The test account that may really be reset. */
  readonly canary?: string
}

type Given = Settings['directory'][number]

export function toDirectory(given: Given): DirectoryConfig {
  if (given.kind === 'embedded') return given
  const { name, base, ca, servers, domains, canary } = given
  const { security: tls } = given
  const common = {
    name,
    base,
    tls,
    domains,
    ...(canary !== undefined && { canary }),
    ...(ca && { ca: ca.value.use((pem) => pem) }),
    bindDn: given['bind-dn'],
    bindPassword: given['bind-password'].value,
    searchBases: given['search-bases'] ?? [base],
    mailAttributes: given['mail-attributes'],
    phoneAttributes: given['phone-attributes'],
    ...(servers && { servers: servers.map((server) => serverOf(server, PORTS[tls])) }),
  }
  if (given.kind === 'active-directory')
    return {
      ...common,
      kind: given.kind,
      mayTouchProtected: given['protected-accounts'] === 'allow',
    }
  const defaultPolicy = given['default-policy']
  const groupBases = given['group-bases']
  return {
    ...common,
    kind: given.kind,
    ...(defaultPolicy !== undefined && { defaultPolicy }),
    ...(groupBases && { groupBases }),
    characterClasses: given['character-classes'],
  }
}

// RFC 4513 §3.1 for StartTLS; LDAPS has its own by custom.
const PORTS = { ldaps: 636, starttls: 389 } as const

function serverOf(text: string, port: number): LdapServer {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? []
  return { host: bracketed ?? plain ?? text, port: digits === undefined ? port : Number(digits) }
}
