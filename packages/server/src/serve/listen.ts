import type { FastifyInstance } from 'fastify'
import { CommandRefused, EXIT } from '../command/exit.ts'
import type { Config } from '../config/config.ts'
import type { Endpoint } from '../config/endpoint.ts'
import { makeTrialCertificate } from '../config/trial-certificate.ts'
import { createHttpServer, type Tls } from '../http/http-server.ts'
import { createOpsServer } from '../http/ops-server.ts'
import type { Site } from '../http/site.ts'
import { createWaitingServer } from '../http/waiting-server.ts'
import type { Log } from '../log.ts'

export type Listening = { readonly urls: readonly string[]; close(): Promise<void> }

/** Opens every listener, or none: what can't be opened ends the start with a sentence. */
export async function listen(site: Site, config: Config, log: Log): Promise<Listening> {
  const opened: FastifyInstance[] = []
  const close = async () => {
    await Promise.all(opened.map((app) => app.close()))
  }
  const serving = (tls?: Tls) => () => createHttpServer(site, tls)
  try {
    opened.push(...(await open(serving(configuredTls(config)), config.http.listen)))
    const urls = [config.http.publicUrl]
    if (config.trial) {
      const tls = await trialTls(config.trial.dir, site)
      opened.push(...(await open(serving(tls), config.trial.https)))
      urls.push(`https://localhost:${config.trial.https[0]?.port}`)
    }
    const ops = await openOps(site, config, log)
    if (ops) opened.push(ops)
    return { urls, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens the same addresses for as long as there is no store: to say that it is worth coming back. */
export async function listenWaiting(config: Config): Promise<Listening> {
  const { publicUrl, listen: endpoints } = config.http
  const make = () => createWaitingServer({ publicUrl }, configuredTls(config))
  const opened = await open(make, endpoints)
  const close = async () => {
    await Promise.all(opened.map((app) => app.close()))
  }
  return { urls: [publicUrl], close }
}

function configuredTls({ http }: Config): Tls | undefined {
  return http.tls && { cert: http.tls.certificate, key: http.tls.key.use((pem) => pem) }
}

async function trialTls(dir: string, { deps }: Site): Promise<Tls> {
  const { certificate, key } = await makeTrialCertificate(dir, deps.now())
  return { cert: certificate, key: key.use((pem) => pem) }
}

/** One listener an address: `localhost` means both of a machine only where its hosts file says so. */
async function open(
  make: () => Promise<FastifyInstance>,
  endpoints: readonly Endpoint[],
): Promise<FastifyInstance[]> {
  const opened: FastifyInstance[] = []
  for (const endpoint of endpoints) {
    const app = await make()
    opened.push(app)
    try {
      await bind(app, endpoint)
    } catch (error) {
      // A machine without IPv6 has no second loopback address, and needs none.
      if (opened.length > 1 && isNoSuchAddress(error)) return opened
      await Promise.all(opened.map((one) => one.close()))
      throw refusalOf(error, `${endpoint.host}:${endpoint.port}`) ?? error
    }
  }
  return opened
}

async function bind(app: FastifyInstance, { host, port }: Endpoint): Promise<void> {
  await app.listen({ host, port })
}

const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']

function isNoSuchAddress(error: unknown): boolean {
  return NO_SUCH_ADDRESS.includes(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const SENTENCES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program: stop it, or choose another port.',
  EACCES: 'may not be used by this account: ports below 1024 need the right to bind them.',
  EADDRNOTAVAIL: 'is not an address of this machine.',
}

function refusalOf(error: unknown, where: string): CommandRefused | undefined {
  const sentence = SENTENCES[codeOf(error)]
  return sentence === undefined
    ? undefined
    : new CommandRefused(EXIT.unavailable, `The address ${where} ${sentence}`)
}

// In a trial the port of the operators' page may be taken by another trial: a warning, not an end.
async function openOps(site: Site, config: Config, log: Log): Promise<FastifyInstance | undefined> {
  const app = createOpsServer(site, site.metrics)
  try {
    await bind(app, config.ops.listen)
    return app
  } catch (error) {
    await app.close()
    const { host, port } = config.ops.listen
    if (!config.trial) throw refusalOf(error, `${host}:${port}`) ?? error
    log.warn({ event: 'ops.unavailable', port })
    return
  }
}
