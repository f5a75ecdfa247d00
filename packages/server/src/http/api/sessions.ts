import { type Instant, Problem, Secret, SessionStarted, StartSession } from '@latchkey/protocol'
import { chooseLocale } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { enrolmentMissing } from '../../app/attention.ts'
import { type Caller, callerOf } from '../../app/caller.ts'
import { signOut } from '../../app/session.ts'
import { type SignedIn, signIn } from '../../app/sign-in.ts'
import { bearerOf } from '../bearer.ts'
import { addressOf } from '../client-address.ts'
import { REGISTER } from '../portal/door.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { stepOf } from './flow-reply.ts'

const CLIENT = { kind: 'api' } as const

export function addSessions(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/api/v1/sessions',
    {
      schema: {
        summary: 'Sign in to one’s own page',
        body: StartSession,
        response: { 201: SessionStarted, 400: Problem, 401: Problem, 403: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { username, password } = request.body
      const attempt = { username, password: new Secret(password), client: CLIENT }
      const signedIn = await signIn(deps, apiCaller(request), attempt)
      return await sendSignedIn(site, request, reply, signedIn)
    },
  )

  routes.delete(
    '/api/v1/sessions/current',
    {
      schema: {
        summary: 'Sign out',
        security: [{ token: [] }],
        response: { 204: z.null(), 401: Problem },
      },
    },
    async (request, reply) => {
      const token = bearerOf(request)
      const isOut = token !== undefined && (await signOut(deps, apiCaller(request), token))
      return isOut
        ? reply.code(204).send(null)
        : await sendProblem(site, request, reply, 'not-signed-in')
    },
  )
}

function apiCaller(request: FastifyRequest): Caller {
  const locale = chooseLocale(request.headers['accept-language'], undefined)
  return callerOf({ address: addressOf(request) }, CLIENT, locale)
}

async function sendSignedIn(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedIn,
): Promise<FastifyReply> {
  if (!('problem' in signedIn)) {
    const { token, expiresAt } = signedIn
    const enrolment = await missingEnrolment(site, token)
    return reply
      .code(201)
      .send({ token, expiresAt: moment(expiresAt), ...(enrolment && { enrolment }) })
  }
  switch (signedIn.problem) {
    case 'must-change':
      return await sendProblem(site, request, reply, 'must-change', {
        ...signedIn.key,
        step: await stepOf(site, signedIn.view),
      })
    case 'too-many-attempts':
      return await sendProblem(site, request, reply, signedIn.problem, {
        retryAfterMs: signedIn.retryAfterMs,
      })
    case 'not-signed-in':
      return await sendProblem(site, request, reply, signedIn.problem)
    default:
      return signedIn satisfies never
  }
}

async function missingEnrolment(
  { deps, publicUrl }: Site,
  token: string,
): Promise<SessionStarted['enrolment']> {
  const asked = await enrolmentMissing(deps, token)
  if (!asked) return
  const { missing, isNews, deadline } = asked
  return {
    missing,
    url: `${publicUrl}${REGISTER}`,
    ...(!isNews && { deadline: moment(deadline) }),
  }
}

function moment(at: Instant): string {
  return new Date(at).toISOString()
}
