import { CurrentStep, FlowStarted, Problem, StartFlow, Submission } from '@latchkey/protocol'
import { chooseLocale } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { callerOf } from '../../app/caller.ts'
import { cancelFlow } from '../../app/cancel-flow.ts'
import type { Key } from '../../app/open-flow.ts'
import { showStep } from '../../app/show-step.ts'
import { type Started, startFlow } from '../../app/start-flow.ts'
import { submit } from '../../app/submit.ts'
import { bearerOf } from '../bearer.ts'
import { sendProblem } from '../problem.ts'
import { senderOf } from '../signature/signed-requests.ts'
import type { Site } from '../site.ts'
import { sendAnswer, stepOf } from './flow-reply.ts'
import { SignedHeaders } from './signed-headers.ts'

const Params = z.strictObject({ flow: z.string().regex(/^flw_[A-Za-z0-9_-]{1,64}$/) })
const Headers = SignedHeaders.extend({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional(),
})

const problems = {
  400: Problem,
  401: Problem,
  409: Problem,
  410: Problem,
  429: Problem,
  503: Problem,
} as const
const security = [{ token: [] }]

export function addFlows(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/api/v1/flows',
    {
      schema: {
        summary: 'Begin a flow',
        description:
          'A request with the signature of a trusted machine begins a flow that goes on with this machine’s signature only.',
        headers: SignedHeaders,
        body: StartFlow,
        response: {
          201: FlowStarted,
          400: Problem,
          401: Problem,
          403: Problem,
          429: Problem,
          503: Problem,
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { purpose, username, client } = request.body
      const locale =
        request.body.locale ?? chooseLocale(request.headers['accept-language'], undefined)
      const caller = callerOf(senderOf(request), client, locale)
      const started = await startFlow(deps, caller, { purpose, username, client })
      if (!('key' in started)) return await refuse(site, request, reply, started)
      if (!('view' in started) || !started.view) throw new Error('a flow began without a step')
      return reply.code(201).send({
        flow: started.key.flow,
        token: started.key.token,
        expiresAt: new Date(started.expiresAt).toISOString(),
        step: await stepOf(site, started.view),
      })
    },
  )

  routes.get(
    '/api/v1/flows/:flow',
    {
      schema: {
        summary: 'The present step',
        security,
        params: Params,
        headers: SignedHeaders,
        response: { 200: CurrentStep, ...problems },
      },
    },
    (request, reply) =>
      withKey(site, request, reply, async (key) =>
        sendAnswer(site, request, reply, await showStep(deps, key, senderOf(request))),
      ),
  )

  routes.post(
    '/api/v1/flows/:flow/submissions',
    {
      schema: {
        summary: 'Answer the present step',
        security,
        params: Params,
        headers: Headers,
        body: Submission,
        response: { 200: CurrentStep, ...problems },
      },
    },
    (request, reply) =>
      withKey(site, request, reply, async (key) => {
        const submitting = {
          key,
          sender: senderOf(request),
          submission: request.body,
          idempotencyKey: request.headers['idempotency-key'],
        }
        return sendAnswer(site, request, reply, await submit(deps, submitting))
      }),
  )

  routes.delete(
    '/api/v1/flows/:flow',
    {
      schema: {
        summary: 'Give up',
        security,
        params: Params,
        headers: SignedHeaders,
        response: { 204: z.null(), 401: Problem, 410: Problem },
      },
    },
    (request, reply) =>
      withKey(site, request, reply, async (key) => {
        const refused = await cancelFlow(deps, key, senderOf(request))
        if (refused) return await sendProblem(site, request, reply, refused.problem)
        return reply.code(204).send(null)
      }),
  )
}

type WithFlow = FastifyRequest & { readonly params: { readonly flow: string } }

async function withKey(
  site: Site,
  request: WithFlow,
  reply: FastifyReply,
  work: (key: Key) => Promise<unknown>,
): Promise<void> {
  reply.header('cache-control', 'no-store')
  const token = bearerOf(request)
  // as: the route's schema asked for the prefix.
  const flow = request.params.flow as `flw_${string}`
  if (token === undefined) await sendProblem(site, request, reply, 'not-signed-in')
  else await work({ flow, token })
}

function refuse(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Exclude<Started, { key: unknown }>,
) {
  const { problem, retryAfterMs } = refused
  return sendProblem(site, request, reply, problem, { retryAfterMs })
}
