import type { X509Certificate } from 'node:crypto'
import { isIP, Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls'
import type { Secret } from '@latchkey/protocol'
import { Client, type ClientOptions, type Control } from 'ldapts'
import { NeverSent, unavailable } from './failure.ts'
import { addressOf, LDAP_TIMES, type LdapServer, type LdapSettings } from './settings.ts'

/** One connection over TLS whose chain and name were checked. */
export type Connection = {
  readonly client: Client
  readonly server: LdapServer
  /** What the server showed of itself. */
  readonly certificate: () => X509Certificate | undefined
}

/** Opens a connection that is nobody's yet; throws `DirectoryUnavailable`. */
export async function connect(settings: LdapSettings, server: LdapServer): Promise<Connection> {
  const tlsOptions = tlsOf(settings, server)
  const isLdaps = settings.tls === 'ldaps'
  let secure: TLSSocket | undefined
  const dialTls = (more: ConnectionOptions): TLSSocket => {
    secure = connectTls({ ...tlsOptions, ...more })
    return secure
  }
  let client: Client | undefined
  try {
    // Here too: an address that is none is told of one server, and the next one is tried.
    client = new Client({
      url: `${isLdaps ? 'ldaps' : 'ldap'}://${addressOf(server)}`,
      connectTimeout: LDAP_TIMES.connectMs,
      timeout: LDAP_TIMES.operationMs,
      ...(isLdaps ? overTls(dialTls, server) : upgradedToTls(dialTls, server)),
    })
    // A handshake over StartTLS has no time limit of its own in ldapts.
    if (!isLdaps) await inTime(client.startTLS())
  } catch (cause) {
    if (client) await drop(client)
    throw unavailable(server, cause)
  }
  return { client, server, certificate: () => secure?.getPeerX509Certificate() }
}

// ldapts makes a connection that broke anew before the next request: as nobody, whose searches find
// nothing, and after StartTLS in the clear, a new password with it.
function onlyOnce<T>(make: () => T): () => T {
  let isMade = false
  return () => {
    if (isMade) throw new NeverSent('the connection broke')
    isMade = true
    return make()
  }
}

type DialTls = (more: ConnectionOptions) => TLSSocket

function overTls(dialTls: DialTls, { port }: LdapServer): Dial {
  return { createSecureConnection: onlyOnce(() => dialTls({ port })) }
}

function upgradedToTls(dialTls: DialTls, { host, port }: LdapServer): Dial {
  const socket = new Socket()
  return {
    createConnection: onlyOnce(() => socket.connect(port, host)),
    createSecureConnection: onlyOnce(() => {
      const listeners = socket.listeners('close')
      const secure = dialTls({ socket })
      // ldapts listens to the socket below and would not notice that this one is closed.
      // as: the listeners of an event take what it emits.
      for (const one of listeners) secure.on('close', one as () => void)
      return secure
    }),
  }
}

type Dial = Pick<ClientOptions, 'createConnection' | 'createSecureConnection'>

/** Opens a connection bound as Latchkey's own account; throws `DirectoryUnavailable`. */
export async function connectBound(
  settings: LdapSettings,
  server: LdapServer,
): Promise<Connection> {
  const connection = await connect(settings, server)
  try {
    await bind(connection, settings.bindDn, settings.bindPassword)
    return connection
  } catch (cause) {
    await drop(connection.client)
    throw unavailable(server, cause)
  }
}

/** Binds; throws what ldapts throws. */
export async function bind(
  { client }: Connection,
  dn: string,
  password: Secret<string>,
  controls: Control[] = [],
): Promise<void> {
  await password.use(async (value) => {
    // RFC 4513 §5.1.2: a bind without a name or a password succeeds, as nobody.
    if (dn === '' || value === '') throw new Error('a bind without a name or a password')
    await client.bind(dn, value, controls)
  })
}

/** Closes a connection, whatever state it is in. */
export async function drop(client: Client): Promise<void> {
  await client.unbind().catch(() => undefined)
}

function tlsOf({ ca }: LdapSettings, { host }: LdapServer): ConnectionOptions {
  return {
    host,
    // SNI takes no address (RFC 6066 §3); the certificate is then held against `host`.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Connection timeout')), LDAP_TIMES.connectMs)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
