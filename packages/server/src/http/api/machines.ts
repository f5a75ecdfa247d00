import { EnrolMachine, MachineEnrolled, MachineNonce, Problem } from '@latchkey/protocol'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { enrolMachine } from '../../app/enrol-machine.ts'
import { issueNonceWithin } from '../../app/machine-nonce.ts'
import { addressOf } from '../client-address.ts'
import { sendProblem } from '../problem.ts'
import { readSignature } from '../signature/read-signature.ts'
import type { Site } from '../site.ts'
import { SignedHeaders } from './signed-headers.ts'

/** How a PC with the add-in becomes a machine that is known by its key. */
export function addMachines(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/api/v1/machines/nonce',
    {
      schema: {
        summary: 'Get a nonce to sign over',
        description:
          'Good for one signature within 15 minutes. An answer to a signed request carries the next one in the field `Replay-Nonce`.',
        response: { 201: MachineNonce, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const issued = await issueNonceWithin(deps, addressOf(request))
      if ('retryAfterMs' in issued)
        return await sendProblem(site, request, reply, 'too-many-attempts', issued)
      const expiresAt = new Date(issued.expiresAt).toISOString()
      return reply.code(201).send({ nonce: issued.nonce, expiresAt })
    },
  )

  routes.post(
    '/api/v1/machines',
    {
      schema: {
        summary: 'Enrol a machine',
        description:
          'Signed with the private key whose public one is told, without `keyid`. The same key again is the same machine.',
        headers: SignedHeaders,
        body: EnrolMachine,
        response: { 201: MachineEnrolled, 400: Problem, 401: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const enrolled = await enrolMachine(deps, {
        address: addressOf(request),
        enrolment: request.body,
        signed: readSignature(request, site),
      })
      if (!('problem' in enrolled)) return reply.code(201).send(enrolled)
      const retryAfterMs = 'retryAfterMs' in enrolled ? enrolled.retryAfterMs : undefined
      return await sendProblem(site, request, reply, enrolled.problem, { retryAfterMs })
    },
  )
}
