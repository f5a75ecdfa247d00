import { createLdap, createOpenLdap, type Directory, type Ldap } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { DEFAULT_POLICY, PEOPLE, SERVICE, SUFFIX } from './names.ts'
import type { Slapd } from './slapd.ts'

export type Opened = {
  readonly directory: Directory
  readonly ldap: Ldap
  close(): Promise<void>
}

export type Opening = {
  readonly account?: { readonly dn: string; readonly password: string }
  readonly tls?: 'ldaps' | 'starttls'
  readonly searchBases?: readonly string[]
  readonly base?: string
  readonly groupBases?: readonly string[]
  /** `null` where nobody told which is the default. */
  readonly defaultPolicy?: string | null
  /** Where a relay, or another server, is to be spoken to. */
  readonly port?: number
  readonly host?: string
  readonly ca?: string
}

/** Opens the directory of a slapd as the server would. */
export function openDirectory(slapd: Slapd, opening: Opening = {}): Opened {
  const { account = SERVICE, tls = 'ldaps', searchBases = [PEOPLE] } = opening
  const { defaultPolicy = DEFAULT_POLICY } = opening
  const { port = tls === 'ldaps' ? slapd.ldapsPort : slapd.port } = opening
  const settings = {
    name: 'corp',
    tls,
    ca: opening.ca ?? slapd.ca,
    bindDn: account.dn,
    bindPassword: new Secret(account.password),
    searchBases,
    mailAttributes: ['mail'],
    phoneAttributes: ['mobile', 'telephoneNumber'],
  }
  const list = async () => [{ host: opening.host ?? slapd.host, port }]
  const ldap = createLdap({ settings, list, now: Date.now })
  const directory = createOpenLdap({
    ldap,
    base: opening.base ?? SUFFIX,
    now: Date.now,
    domains: ['CORP'],
    ...(opening.groupBases && { groupBases: opening.groupBases }),
    ...(defaultPolicy !== null && { defaultPolicy }),
    qualityRules: [{ code: 'character-classes', least: 3 }, { code: 'no-names' }],
  })
  return { directory, ldap, close: () => ldap.close() }
}
