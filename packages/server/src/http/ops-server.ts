import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { checkParts } from '../app/readiness.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Site } from './site.ts'

/** What operators see and nobody else: readiness part by part, and figures. Its own listener, loopback by default. */
export function createOpsServer({ deps }: Site, metrics: Metrics): FastifyInstance {
  const app = Fastify({ logController: new LogController({ disableRequestLogging: true }) })
  app.get('/readyz', async () => ({ parts: await checkParts(deps) }))
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
  return app
}
