import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PolicyReader } from '../app/policy-reader.ts'
import { addAssets } from './assets.ts'
import { createFastify, type Tls } from './http-server.ts'
import { sendProblem } from './problem.ts'

const NOBODY_KNOWS: PolicyReader = { read: () => Promise.reject(new Error('no store yet')) }

/** What answers while there is no store yet: alive, not ready, and to everything else that it is worth coming back. */
export async function createWaitingServer(
  site: { readonly publicUrl: string },
  tls: Tls | undefined,
): Promise<FastifyInstance> {
  const answering = { ...site, deps: { policy: NOBODY_KNOWS } }
  const app = createFastify({ ...site, trustedProxies: [] }, tls)
  await app.register(cookie)
  addAssets(app)
  app.get('/healthz', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  )
  const comeBack = (request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(answering, request, reply, 'service-unavailable')
  app.setNotFoundHandler(comeBack)
  app.setErrorHandler((_error, request, reply) => comeBack(request, reply))
  // Soon closed: a connection that is kept alive would hold the place of the real listener.
  app.addHook('onSend', async (_request, reply) => {
    reply.header('connection', 'close')
  })
  return app
}
