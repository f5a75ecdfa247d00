import { Resolver } from 'node:dns/promises'
import {
  createActiveDirectory,
  createDiscovery,
  createEmbeddedDirectory,
  createLdap,
  createListedServers,
  createOpenLdap,
  type Directory,
  type EmbeddedDeps,
  type EmbeddedTables,
  type HashingCost,
  LDAP_TIMES,
  type Ldap,
  type ListedServers,
  primaryFirst,
} from '@latchkey/directory'
import type { Kysely } from 'kysely'
import { chance } from './app/chance.ts'
import type { Deps } from './app/deps.ts'
import type { Config } from './config/config.ts'
import type { LdapConfig } from './config/directory-config.ts'
import { createPasswordHistory } from './store/password-history.ts'

type Base = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now' | 'log'>

export type OpenDirectories = {
  readonly directories: readonly Directory[]
  readonly embedded?: EmbeddedDeps
  /** The test account of each directory that has one. */
  readonly canaries: ReadonlyMap<string, string>
  closeDirectories(): Promise<void>
}

/** Opens the directories of the configuration, in its order. Nothing is connected before it is needed. */
export function openDirectories(
  base: Base,
  { directories }: Pick<Config, 'directories'>,
  hashing?: HashingCost,
): OpenDirectories {
  const own = directories.find(({ kind }) => kind === 'embedded')
  const embedded = own && { ...embeddedDeps(base, own.name), ...(hashing && { hashing }) }
  const opened = directories.flatMap((one): OverLdap[] => {
    if (one.kind !== 'embedded') return [openLdap(base, one)]
    return embedded ? [{ directory: createEmbeddedDirectory(embedded), close: async () => {} }] : []
  })
  return {
    directories: opened.map(({ directory }) => directory),
    ...(embedded && { embedded }),
    canaries: new Map(
      directories.flatMap((one) =>
        one.kind === 'embedded' || one.canary === undefined ? [] : [[one.name, one.canary]],
      ),
    ),
    closeDirectories: async () => {
      await Promise.all(opened.map((one) => one.close()))
    },
  }
}

type OverLdap = { readonly directory: Directory; close(): Promise<void> }

function openLdap(base: Base, config: LdapConfig): OverLdap {
  const { now } = base
  const { domains } = config
  const { list, learnPrimary } = serversOf(config, now)
  const ldap = createLdap({ settings: config, list, now })
  const directory = adapterOf(base, config, ldap, learnPrimary)
  return { directory: { ...directory, domains }, close: () => ldap.close() }
}

function adapterOf(
  { store, keys, tenant, now, log }: Base,
  config: LdapConfig,
  ldap: Ldap,
  learnPrimary: Servers['learnPrimary'],
): Directory {
  const { base, name, domains } = config
  if (config.kind === 'openldap') {
    const { defaultPolicy, groupBases, characterClasses } = config
    return createOpenLdap({
      ldap,
      base,
      now,
      domains,
      ...(defaultPolicy !== undefined && { defaultPolicy }),
      ...(groupBases && { groupBases }),
      qualityRules:
        characterClasses > 0 ? [{ code: 'character-classes', least: characterClasses }] : [],
    })
  }
  const { mayTouchProtected } = config
  const history = createPasswordHistory({ db: store.db, keys, tenant, directory: name })
  return createActiveDirectory({
    ldap,
    base,
    history,
    now,
    mayTouchProtected,
    domains,
    ...(learnPrimary && { learnPrimary }),
    report: (error) => log.error({ event: 'history.not-kept', directory: name, err: error }),
  })
}

type Servers = Pick<ListedServers, 'list'> & Partial<ListedServers>

function serversOf(config: LdapConfig, now: () => number): Servers {
  const { kind, servers } = config
  if (!servers) return { list: foundByDns(config, now) }
  return kind === 'openldap' ? { list: async () => servers } : createListedServers(servers)
}

function foundByDns({ kind, base, tls }: LdapConfig, now: () => number): ListedServers['list'] {
  const resolver = new Resolver({ timeout: LDAP_TIMES.connectMs, tries: 1 })
  const domain = domainOf(base)
  const find = (service: string) =>
    createDiscovery({
      service,
      domain,
      resolveSrv: (asked) => resolver.resolveSrv(asked),
      tls,
      now,
      random: Math.random,
    })
  if (kind === 'openldap') return find(`_ldap._tcp.${domain}`)
  return primaryFirst(
    find(`_ldap._tcp.pdc._msdcs.${domain}`),
    find(`_ldap._tcp.dc._msdcs.${domain}`),
  )
}

function domainOf(base: string): string {
  return [...base.matchAll(/(?:^|,)\s*dc=([^,]+)/gi)].map(([, part]) => part?.trim()).join('.')
}

function embeddedDeps({ store, keys, tenant, now }: Base, name: string): EmbeddedDeps {
  return {
    // as: our database has the directory's tables among its own.
    db: store.db as unknown as Kysely<EmbeddedTables>,
    tenant,
    name,
    now,
    seal: (context, text) => keys.seal(context, text),
    open: (context, sealed) => keys.open(context, sealed),
    hash: (context, text) => keys.hash(context, text),
    newId: () => chance.id(),
  }
}
