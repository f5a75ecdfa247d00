import { approvalCheckPage, approvalPage, approvedPage, declinedPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  type Asking,
  approveFlow,
  declineFlow,
  type NotAsking,
  readAsking,
} from '../../app/approve-flow.ts'
import { sendProblem } from '../problem.ts'
import { allowOwnScript } from '../script-policy.ts'
import type { Site } from '../site.ts'
import { ApprovalPasskeyForm, CodeForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const
const TEN_MINUTES_MS = 600_000

/**
 * Approving, with a passkey, what is asked for at another screen. Nobody is signed in here, and no address
 * carries the letters: a link that somebody was sent must not save them the look at the other screen.
 */
export function addApproval(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/approve', { schema: hide }, (request, reply) => sendAsk(site, request, reply))

  routes.post('/approve', { schema: { ...hide, body: CodeForm } }, async (request, reply) => {
    const { code } = request.body
    const asking = await readAsking(deps, browserCaller(request), code)
    return typeof asking === 'string'
      ? await sendNotAsking(site, request, reply, { code, why: asking })
      : await sendCheck(site, request, reply, { code, asking })
  })

  routes.post(
    '/approve/passkey',
    { schema: { ...hide, body: ApprovalPasskeyForm } },
    async (request, reply) => {
      const { code, passkey: answer } = request.body
      const approved = await approveFlow(deps, browserCaller(request), { code, answer })
      if (typeof approved === 'string')
        return await sendNotAsking(site, request, reply, { code, why: approved })
      if ('refused' in approved)
        return await sendCheck(site, request, reply, {
          code,
          asking: approved.refused,
          isRefused: true,
        })
      const { number } = approved
      const shown = `${number.slice(0, 3)} ${number.slice(3)}`
      const page = approvedPage({ ...(await pageProps(site, request)), number: shown })
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )

  routes.post(
    '/approve/decline',
    { schema: { ...hide, body: CodeForm } },
    async (request, reply) => {
      const { code } = request.body
      const declined = await declineFlow(deps, browserCaller(request), code)
      if (declined !== 'declined')
        return await sendNotAsking(site, request, reply, { code, why: declined })
      const page = declinedPage(await pageProps(site, request))
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )

  // Where the language switch of the pages above leads.
  for (const path of ['/approve/passkey', '/approve/decline'])
    routes.get(path, { schema: hide }, (_request, reply) => reply.redirect('/approve', 303))
}

async function sendAsk(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  code?: string,
): Promise<FastifyReply> {
  const props = await pageProps(site, request)
  const refusal = code === undefined ? undefined : props.texts.text('page.approve.unknown')
  const page = approvalPage({ ...props, csrf: reply.generateCsrf(), code, refusal })
  return reply.type('text/html; charset=utf-8').send(page)
}

async function sendNotAsking(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, why }: { readonly code: string; readonly why: NotAsking },
): Promise<FastifyReply> {
  return why === 'unknown'
    ? await sendAsk(site, request, reply, code)
    : await sendProblem(site, request, reply, why, { retryAfterMs: TEN_MINUTES_MS })
}

type Check = { readonly code: string; readonly asking: Asking; readonly isRefused?: boolean }

async function sendCheck(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, asking, isRefused }: Check,
): Promise<FastifyReply> {
  const props = await pageProps(site, request)
  const { username, place, ceremony } = asking
  const page = approvalCheckPage({
    ...props,
    csrf: reply.generateCsrf(),
    code,
    asking: { username, ...place },
    ceremony,
    refusal: isRefused ? props.texts.text('page.approve.refused') : undefined,
  })
  return allowOwnScript(reply).type('text/html; charset=utf-8').send(page)
}
