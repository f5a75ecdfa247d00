import { dirname, join, resolve } from 'node:path'
import { domainToASCII } from 'node:url'
import type { Policy } from '@latchkey/core'
import {
  AUTHENTICATOR_KINDS,
  type AuthenticatorKind,
  type ClientKind,
  PURPOSES,
  type Secret,
} from '@latchkey/protocol'
import { parseStoreUrl } from '../store/address.ts'
import { type DirectoryConfig, toDirectory } from './directory-config.ts'
import { type Endpoint, parseEndpoint } from './endpoint.ts'
import type { Settings } from './schema.ts'
import { type ConfigRequest, readSettings } from './settings.ts'
import { type Sms, toSms } from './sms-config.ts'

/** What the server needs to start. Everything else is in the store. */
export type Config = {
  /** Present in a trial (`dev = true`) and only there. */
  readonly trial?: Trial
  readonly http: Http
  readonly ops: { readonly listen: Endpoint }
  readonly store: StoreConfig
  readonly keys: { readonly file: string }
  readonly directories: readonly DirectoryConfig[]
  /** Put into the store when it is made, and never read again. */
  readonly firstRun: { readonly smtp?: Smtp; readonly sms?: Sms; readonly policy: FirstPolicy }
}

export type StoreConfig = {
  readonly url: string
  /** Of SQLite; a database across the network has none. */
  readonly file?: string
  readonly access: {
    readonly password?: Secret<string>
    readonly ca?: string
    readonly connections?: number
  }
}

type Trial = {
  readonly dir: string
  /** How many more people of each kind to seed. */
  readonly people: number
  /** Where the trial speaks TLS, with a certificate that it makes for itself. */
  readonly https: readonly Endpoint[]
}

type Http = {
  readonly listen: readonly Endpoint[]
  /** An origin: no path, no slash at its end. */
  readonly publicUrl: string
  readonly tls?: { readonly certificate: string; readonly key: Secret<string> }
  readonly trustedProxies: readonly string[]
}

export type Smtp = {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly account?: { readonly username: string; readonly password: Secret<string> }
  readonly from: string
}

export type FirstPolicy = Omit<Policy, 'version'>

/** Reads, checks and completes the configuration. Throws `ConfigMistakes` with everything that is wrong. */
export function loadConfig(request: ConfigRequest): Config {
  return toConfig(readSettings(request).settings)
}

/** Where everything lies that the server keeps in files. */
export function dataDirectoryOf({ trial, store, keys }: Config): string {
  return trial?.dir ?? dirname(store.file ?? keys.file)
}

/** Where the packages of the Windows add-in lie that the server hands out. */
export function windowsDirectoryOf(config: Config): string {
  return join(dataDirectoryOf(config), 'windows')
}

/** The same configuration once the system has chosen a port in place of 0: the public address follows. */
export function atPort(config: Config, port: number): Config {
  const listen = config.http.listen.map((endpoint) => ({ ...endpoint, port }))
  const publicUrl = config.http.publicUrl.replace(/:0$/, `:${port}`)
  return { ...config, http: { ...config.http, listen, publicUrl } }
}

function toConfig(settings: Settings): Config {
  const trial = toTrial(settings)
  return {
    ...(trial && { trial }),
    http: toHttp(settings.http),
    ops: { listen: endpointOf(settings.ops.listen) },
    store: toStore(settings.store),
    keys: { file: settings.keys.file },
    directories: settings.directory.map(toDirectory),
    firstRun: toFirstRun(settings['first-run']),
  }
}

function toStore({ url, password, ca, connections }: Settings['store']): StoreConfig {
  const address = parseStoreUrl(url)
  return {
    url,
    ...(address?.kind === 'sqlite' && { file: address.file }),
    access: {
      ...(password && { password: password.value }),
      ...(ca && { ca: ca.value.use((pem) => pem) }),
      ...(connections !== undefined && { connections }),
    },
  }
}

function toTrial({ dev, data, trial, https }: Settings): Trial | undefined {
  if (!dev) return
  return {
    dir: resolve(data.dir ?? 'var'),
    people: trial.people ?? 0,
    https: loopback(https.port ?? 0),
  }
}

function toHttp(http: Settings['http']): Http {
  const { certificate, key } = http
  return {
    listen: http.listen === undefined ? loopback(http.port ?? 0) : [endpointOf(http.listen)],
    publicUrl: new URL(http['public-url']).origin,
    ...(certificate &&
      key && { tls: { certificate: certificate.value.use((pem) => pem), key: key.value } }),
    trustedProxies: http['trusted-proxies'],
  }
}

function loopback(port: number): Endpoint[] {
  return [
    { host: '127.0.0.1', port },
    { host: '::1', port },
  ]
}

function endpointOf(text: string): Endpoint {
  const endpoint = parseEndpoint(text)
  if (!endpoint) throw new Error('the schema let an address pass that is none')
  return endpoint
}

function toFirstRun({ smtp, sms, policy }: Settings['first-run']): Config['firstRun'] {
  return {
    ...(smtp && { smtp: toSmtp(smtp) }),
    ...(sms && { sms: toSms(sms) }),
    policy: toPolicy(policy),
  }
}

function toSmtp(smtp: NonNullable<Settings['first-run']['smtp']>): Smtp {
  const { username, password, ...rest } = smtp
  return {
    ...rest,
    ...(username && password && { account: { username, password: password.value } }),
  }
}

function toPolicy(policy: Settings['first-run']['policy']): FirstPolicy {
  const { en, fr, url } = policy.helpdesk
  return {
    organisation: policy.organisation,
    purposes: PURPOSES.filter((purpose) => policy.purposes.includes(purpose)),
    gates: policy.gates,
    authenticators: forEveryClient(policy.authenticators),
    administratorGroups: policy['administrator-groups'],
    keepPassword: policy['keep-password'],
    disownedBlocksSignIn: policy['disowned-blocks-sign-in'],
    directoryAddresses: policy['directory-addresses'],
    helpdesk: { text: { en, fr }, ...(url !== undefined && { url }) },
    alertAddresses: policy['alert-to'],
    ownNetworks: policy['own-networks'],
    machines: policy.machines,
    hints: policy.hints,
    tellUnregistered: policy['tell-unregistered'],
    freshAuthenticatorHours: policy['fresh-authenticator-hours'],
    enrolment: {
      isRequired: policy.enrolment.required,
      graceDays: policy.enrolment['grace-days'],
      reconfirmDays: policy.enrolment['reconfirm-days'],
    },
    // As addresses are kept (RFC 5891): in other letters it would match none of them.
    ownMailDomains: policy['own-mail-domains'].map((domain) => domainToASCII(domain)),
    ownMailCounts: policy['own-mail-counts'],
    questions: {
      ...policy.questions,
      own: policy.questions.own.map(({ id, ...own }) => ({ id: `own-${id}` as const, own })),
    },
  }
}

/** One list for clients of every kind. */
export function forEveryClient(
  given: readonly AuthenticatorKind[],
): Record<ClientKind, readonly AuthenticatorKind[]> {
  const kinds = AUTHENTICATOR_KINDS.filter((kind) => given.includes(kind))
  return { browser: kinds, 'windows-logon': kinds, api: kinds }
}
