import {
  FAVICON,
  PASSKEY_SCRIPT,
  passkeyScriptPath,
  STYLESHEET,
  stylesheetPath,
} from '@latchkey/web'
import type { FastifyInstance } from 'fastify'

const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_A_DAY = 'public, max-age=86400'

/** The files that pages load. The addresses of sheet and script change with their content. */
export function addAssets(app: FastifyInstance): void {
  app.get(pathOf(stylesheetPath), { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', FOR_EVER).send(STYLESHEET),
  )
  app.get(pathOf(passkeyScriptPath), { schema: { hide: true } }, (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', FOR_EVER)
      .send(PASSKEY_SCRIPT),
  )
  app.get('/assets/icon.svg', { schema: { hide: true } }, (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', FOR_A_DAY).send(FAVICON),
  )
}

function pathOf(address: string): string {
  return address.split('?')[0] ?? address
}
