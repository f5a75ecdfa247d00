import { FAVICON, STYLESHEET, stylesheetPath } from '@latchkey/web'
import type { FastifyInstance } from 'fastify'

const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_A_DAY = 'public, max-age=86400'

/** The two files that pages load. The sheet's address changes with its content. */
export function addAssets(app: FastifyInstance): void {
  const path = stylesheetPath.split('?')[0] ?? stylesheetPath
  app.get(path, { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', FOR_EVER).send(STYLESHEET),
  )
  app.get('/assets/icon.svg', { schema: { hide: true } }, (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', FOR_A_DAY).send(FAVICON),
  )
}
