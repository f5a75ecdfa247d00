import type { FastifyInstance } from 'fastify'
import { isReady } from '../app/readiness.ts'
import { sendProblem } from './problem.ts'
import type { Site } from './site.ts'

/** Alive, and ready or not: no detail, which is for `[ops] listen` only. */
export function addHealth(app: FastifyInstance, site: Site): void {
  app.get('/healthz', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  )
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) =>
    (await isReady(site.deps))
      ? reply.header('cache-control', 'no-store').send({ status: 'ready' })
      : sendProblem(site, request, reply, 'service-unavailable'),
  )
}
