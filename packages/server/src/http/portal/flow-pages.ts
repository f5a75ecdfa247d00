import { randomUUID } from 'node:crypto'
import { identifyPage, stepPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { cancelFlow } from '../../app/cancel-flow.ts'
import { showStep } from '../../app/show-step.ts'
import { startFlow } from '../../app/start-flow.ts'
import { submit } from '../../app/submit.ts'
import { addressOf } from '../client-address.ts'
import { clearFlow, readFlowCookie, setFlow } from '../cookies.ts'
import { sendProblem } from '../problem.ts'
import { renderStep } from '../render-step.ts'
import { allowOwnScript } from '../script-policy.ts'
import type { Site } from '../site.ts'
import { ButtonForm, IdentifyForm, StepForm } from './forms.ts'
import { BROWSER, browserCaller, pageProps } from './page-props.ts'

const PLACES = [
  { path: '/', purpose: 'reset' },
  { path: '/unlock', purpose: 'unlock' },
] as const
type Purpose = (typeof PLACES)[number]['purpose']

const hide = { hide: true } as const

/** The whole flow in pages: every post leads to a page that may be loaded again. */
export function addFlowPages(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  for (const { path, purpose } of PLACES) {
    routes.get(path, { schema: hide }, (request, reply) =>
      sendIdentify(site, request, reply, { purpose }),
    )
    routes.post(path, { schema: { ...hide, body: IdentifyForm } }, (request, reply) =>
      begin(site, request, reply, { purpose, username: request.body.username }),
    )
  }

  routes.get('/flow', { schema: hide }, async (request, reply) => {
    const key = readFlowCookie(request)
    if (!key) return reply.redirect('/', 303)
    const answer = await showStep(deps, key, { address: addressOf(request) })
    if ('problem' in answer) return await endOrProblem(site, request, reply, answer.problem)
    const props = await pageProps(site, request)
    const step = renderStep(answer.view, await deps.policy.read(), props.locale)
    // A header, not a tag: without scripts the browser looks again by itself all the same.
    if (step.pollAfterMs !== undefined) reply.header('refresh', Math.ceil(step.pollAfterMs / 1000))
    const csrf = reply.generateCsrf()
    const { username } = answer.view
    const page = stepPage({ ...props, step, csrf, username, idempotency: randomUUID() })
    if (step.fields.some(({ kind }) => kind === 'passkey')) allowOwnScript(reply)
    return reply.type('text/html; charset=utf-8').send(page)
  })

  routes.post('/flow', { schema: { ...hide, body: StepForm } }, async (request, reply) => {
    const key = readFlowCookie(request)
    if (!key) return reply.redirect('/', 303)
    const { idempotency: idempotencyKey } = request.body
    const submission = submissionOf(request.body)
    const answer = await submit(deps, {
      key,
      sender: { address: addressOf(request) },
      submission,
      idempotencyKey,
    })
    // An older page was sent again: the present one says where things stand.
    if (!('problem' in answer) || answer.problem === 'stale-step')
      return reply.redirect('/flow', 303)
    return await endOrProblem(site, request, reply, answer.problem, answer.retryAfterMs)
  })

  routes.post('/flow/cancel', { schema: { ...hide, body: ButtonForm } }, async (request, reply) => {
    const key = readFlowCookie(request)
    if (key) await cancelFlow(deps, key, { address: addressOf(request) })
    clearFlow(reply)
    return reply.redirect('/', 303)
  })
}

function submissionOf({ step, action, _csrf, idempotency: _, ...given }: z.infer<typeof StepForm>) {
  const values = Object.entries(given).filter(([, value]) => value !== undefined)
  return { step, action, values: Object.fromEntries(values) }
}

type Identify = { readonly purpose: Purpose; readonly username?: string; readonly refusal?: string }

async function sendIdentify(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Identify,
): Promise<FastifyReply> {
  const props = await pageProps(site, request)
  const csrf = reply.generateCsrf()
  const page = identifyPage({ ...props, ...shown, csrf, idempotency: randomUUID() })
  return reply.type('text/html; charset=utf-8').send(page)
}

async function begin(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { purpose, username }: { readonly purpose: Purpose; readonly username: string },
): Promise<FastifyReply> {
  // An empty name needs no flow to be refused by.
  if (username.trim() === '') {
    const { texts } = await pageProps(site, request)
    const refusal = texts.text('step.refusal.username-missing')
    return await sendIdentify(site, request, reply, { purpose, username, refusal })
  }
  const start = { purpose, username, client: BROWSER }
  const started = await startFlow(site.deps, browserCaller(request), start)
  if (!('key' in started)) {
    const { problem, retryAfterMs } = started
    return await sendProblem(site, request, reply, problem, { retryAfterMs })
  }
  setFlow(reply, started.key)
  return reply.redirect('/flow', 303)
}

async function endOrProblem(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Parameters<typeof sendProblem>[3],
  retryAfterMs?: number,
): Promise<FastifyReply> {
  if (problem === 'flow-expired' || problem === 'not-signed-in') clearFlow(reply)
  // A token that opens nothing is a flow that was forgotten: the person begins again.
  if (problem === 'not-signed-in') return reply.redirect('/', 303)
  return await sendProblem(site, request, reply, problem, { retryAfterMs })
}
