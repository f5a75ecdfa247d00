import type { FastifyInstance, FastifyRequest } from 'fastify'

const bodies = new WeakMap<FastifyRequest, Buffer>()
const EMPTY = Buffer.alloc(0)

/** Keeps the bytes of a JSON body beside what is read from them: a digest is of bytes. */
export function keepBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      bodies.set(request, body)
      void parse(request, body.toString('utf8'), done)
    },
  )
}

/** The body as it came; empty where there was none. */
export function bodyOf(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? EMPTY
}
