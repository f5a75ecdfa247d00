import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'
import type { Site } from './site.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Remembers which address knows which methods; call before any route. */
export function rememberMethods(app: FastifyInstance): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = known.get(url) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    known.set(url, methods)
  })
  return known
}

/** Answers 405 with `Allow` where an address exists but not this method; call after every route. */
export function answerOtherMethods(
  app: FastifyInstance,
  site: Site,
  known: Map<string, Set<string>>,
): void {
  for (const [url, methods] of [...known]) {
    const others = METHODS.filter((one) => !methods.has(one))
    const allow = [...methods].join(', ')
    if (others.length === 0) continue
    app.route({
      method: others,
      url,
      schema: { hide: true },
      handler: (request, reply) =>
        sendProblem(site, request, reply.header('allow', allow), 'method-not-allowed'),
    })
  }
}
