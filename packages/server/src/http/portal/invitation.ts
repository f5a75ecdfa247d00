import { Secret } from '@latchkey/protocol'
import { invitationAppPage, invitationDonePage, invitationPage, linkSpentPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import qrcode from 'qrcode'
import {
  acceptInvitation,
  type Offer,
  offerApp,
  readInvitation,
} from '../../app/accept-invitation.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { InvitationAppForm, InvitationForm, LinkParams } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const params = { hide: true, params: LinkParams } as const
const HOUR_MS = 3_600_000

/** An administrator's invitation: the password first, then an app, then the first code. */
export function addInvitation(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/invitation/:token', { schema: params }, (request, reply) =>
    sendInvitation(site, request, reply, request.params.token),
  )

  routes.post(
    '/invitation/:token',
    { schema: { ...params, body: InvitationForm } },
    async (request, reply) => {
      const { token } = request.params
      const password = new Secret(request.body.password)
      const offer = await offerApp(deps, browserCaller(request), token, password)
      if (offer === 'too-many-attempts')
        return await sendProblem(site, request, reply, offer, { retryAfterMs: HOUR_MS })
      if (offer === 'spent' || offer === 'refused')
        return await sendInvitation(site, request, reply, token, offer === 'refused')
      return await sendApp(site, request, reply, offer)
    },
  )

  // Where the language switch of the app's page leads: an offer is shown to nobody without the password.
  routes.get('/invitation/:token/app', { schema: params }, (request, reply) =>
    reply.redirect(`/invitation/${request.params.token}`, 303),
  )

  routes.post(
    '/invitation/:token/app',
    { schema: { ...params, body: InvitationAppForm } },
    async (request, reply) => {
      const given = { sealed: request.body.offer, code: request.body.code }
      const caller = browserCaller(request)
      const accepted = await acceptInvitation(deps, caller, request.params.token, given)
      if (typeof accepted === 'object')
        return await sendApp(site, request, reply, accepted.again, true)
      const props = await pageProps(site, request)
      const page = accepted === 'accepted' ? invitationDonePage(props) : linkSpentPage(props)
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )
}

async function sendInvitation(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  isRefused = false,
): Promise<FastifyReply> {
  const props = await pageProps(site, request)
  const found = await readInvitation(site.deps, token)
  const refusal = isRefused ? props.texts.text('page.invitation.refused') : undefined
  const page = found
    ? invitationPage({ ...props, name: found.entry.name, csrf: reply.generateCsrf(), refusal })
    : linkSpentPage(props)
  return reply.type('text/html; charset=utf-8').send(page)
}

async function sendApp(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  offer: Offer,
  isRefused = false,
): Promise<FastifyReply> {
  const props = await pageProps(site, request)
  const refusal = isRefused ? props.texts.text('page.invitation-app.refused') : undefined
  const page = invitationAppPage({
    ...props,
    path: appPath(request),
    qr: await qrcode.toString(offer.uri, { type: 'svg', margin: 2 }),
    secret: offer.secret,
    csrf: reply.generateCsrf(),
    hidden: { offer: offer.sealed },
    refusal,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}

// The form of this page posts to its own address, which is the app's step of the invitation.
function appPath(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? ''
  return path.endsWith('/app') ? path : `${path}/app`
}
