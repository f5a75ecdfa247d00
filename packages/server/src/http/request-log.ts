import type { FastifyInstance } from 'fastify'
import type { Site } from './site.ts'

/** One line a request, by its route and never by its address: links carry tokens. */
export function logRequests(app: FastifyInstance, { deps, metrics }: Site): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const { method } = request
    const { statusCode: status, elapsedTime } = reply
    metrics.observeRequest({ method, route, status, seconds: elapsedTime / 1000 })
    deps.log.info({
      event: 'request.done',
      request: request.id,
      method,
      route,
      status,
      ms: Math.round(elapsedTime * 10) / 10,
    })
  })
}
