import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { keepBodies } from '../signature/body.ts'
import { proveSigners } from '../signature/signed-requests.ts'
import type { Site } from '../site.ts'
import { addFlows } from './flows.ts'
import { addMachines } from './machines.ts'
import { publish } from './openapi.ts'
import { addSessions } from './sessions.ts'

/** The wire of machines: JSON in, JSON or problem+json out, described by the same schemas. */
export async function addApi(app: FastifyInstance, site: Site): Promise<void> {
  // A form of another site could send text/plain or urlencoded without asking: neither is a language here.
  app.removeContentTypeParser('text/plain')
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Latchkey',
        version: '1',
        description: 'Self-service password reset, version 1 of the wire protocol.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  keepBodies(app)
  await app.register(async (routes) => {
    proveSigners(routes, site)
    addFlows(routes, site)
  })
  await app.register(async (routes) => {
    addSessions(routes, site)
    addMachines(routes, site)
  })
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send(publish(app.swagger())),
  )
}
