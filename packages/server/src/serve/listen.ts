import type { FastifyInstance } from 'fastify'
import { CommandRefused, EXIT } from '../command/exit.ts'
import type { Config } from '../config/config.ts'
import type { Endpoint } from '../config/endpoint.ts'
import { makeTrialCertificate } from '../config/trial-certificate.ts'
import { createHttpServer, type Tls } from '../http/http-server.ts'
import { createOpsServer } from '../http/ops-server.ts'
import type { Site } from '../http/site.ts'
import type { Log } from '../log.ts'

export type Listening = { readonly urls: readonly string[]; close(): Promise<void> }

/** Opens every listener, or none: what can't be opened ends the start with a sentence. */
export async function listen(site: Site, config: Config, log: Log): Promise<Listening> {
  const opened: FastifyInstance[] = []
  const close = async () => {
    await Promise.all(opened.map((app) => app.close()))
  }
  try {
    opened.push(await open(site, config.http.listen, configuredTls(config)))
    const urls = [config.http.publicUrl]
    if (config.trial) {
      opened.push(await open(site, config.trial.https, await trialTls(config.trial.dir, site)))
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

function configuredTls({ http }: Config): Tls | undefined {
  return http.tls && { cert: http.tls.certificate, key: http.tls.key.use((pem) => pem) }
}

async function trialTls(dir: string, { deps }: Site): Promise<Tls> {
  const { certificate, key } = await makeTrialCertificate(dir, deps.now())
  return { cert: certificate, key: key.use((pem) => pem) }
}

async function open(
  site: Site,
  endpoints: readonly Endpoint[],
  tls?: Tls,
): Promise<FastifyInstance> {
  const app = await createHttpServer(site, tls)
  await bind(app, endpoints)
  return app
}

async function bind(app: FastifyInstance, endpoints: readonly Endpoint[]): Promise<void> {
  const [first] = endpoints
  if (!first) throw new CommandRefused(EXIT.config, 'There is no address to listen on.')
  // `localhost` binds both loopback addresses, where the machine has both.
  const host = endpoints.length > 1 ? 'localhost' : first.host
  try {
    await app.listen({ host, port: first.port })
  } catch (error) {
    throw refusalOf(error, `${host}:${first.port}`) ?? error
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program: stop it, or choose another port.',
  EACCES: 'may not be used by this account: ports below 1024 need the right to bind them.',
  EADDRNOTAVAIL: 'is not an address of this machine.',
}

function refusalOf(error: unknown, where: string): CommandRefused | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const sentence = SENTENCES[code]
  return sentence === undefined
    ? undefined
    : new CommandRefused(EXIT.unavailable, `The address ${where} ${sentence}`)
}

// In a trial the port of the operators' page may be taken by another trial: a warning, not an end.
async function openOps(site: Site, config: Config, log: Log): Promise<FastifyInstance | undefined> {
  const app = createOpsServer(site, site.metrics)
  try {
    await bind(app, [config.ops.listen])
    return app
  } catch (error) {
    await app.close()
    if (!config.trial) throw error
    log.warn({ event: 'ops.unavailable', port: config.ops.listen.port })
    return
  }
}
