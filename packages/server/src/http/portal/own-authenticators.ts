import type { AuthenticatorId } from '@latchkey/protocol'
import { authenticatorPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  preferAuthenticator,
  removeAuthenticator,
  renameAuthenticator,
  shortWithout,
} from '../../app/change-authenticator.ts'
import { mayChange } from '../../app/change-enrolment.ts'
import { ownAuthenticators } from '../../app/own-page.ts'
import type { SignedInPerson } from '../../app/session.ts'
import type { Site } from '../site.ts'
import { personOf } from './account.ts'
import { toSay } from './enrolment.ts'
import { AuthenticatorParams, ButtonForm, NameForm, RemoveForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const one = { hide: true, params: AuthenticatorParams } as const

/** The page of one authenticator of one's own: its name, whether it is the default, its end. */
export function addOwnAuthenticators(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/account/authenticators/:authenticator', { schema: one }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect('/account/sign-in', 303)
    const barred = mayChange(deps, signedIn)
    if (barred) return toSay(reply, barred, request.url)
    return await sendAuthenticator(site, request, reply, signedIn, idOf(request.params))
  })

  routes.post(
    '/account/authenticators/:authenticator/name',
    { schema: { ...one, body: NameForm } },
    async (request, reply) => {
      const change = renameAuthenticator(request.body.name ?? '')
      return await changeOne(site, request, reply, {
        id: idOf(request.params),
        change,
        done: 'renamed',
      })
    },
  )

  routes.post(
    '/account/authenticators/:authenticator/default',
    { schema: { ...one, body: ButtonForm } },
    async (request, reply) => {
      const change = preferAuthenticator
      return await changeOne(site, request, reply, {
        id: idOf(request.params),
        change,
        done: 'preferred',
      })
    },
  )

  routes.post(
    '/account/authenticators/:authenticator/remove',
    { schema: { ...one, body: RemoveForm } },
    async (request, reply) => {
      const change = removeAuthenticator(request.body.warned === 'yes')
      return await changeOne(site, request, reply, {
        id: idOf(request.params),
        change,
        done: 'removed',
      })
    },
  )
}

// as: the schema of the parameters asked for the prefix.
function idOf({ authenticator }: { readonly authenticator: string }): AuthenticatorId {
  return authenticator as AuthenticatorId
}

type Wanted = {
  readonly id: AuthenticatorId
  readonly change: typeof preferAuthenticator
  readonly done: 'renamed' | 'preferred' | 'removed'
}

async function changeOne(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, change, done }: Wanted,
): Promise<FastifyReply> {
  const signedIn = await personOf(site, request)
  if (!signedIn) return reply.redirect('/account/sign-in', 303)
  const outcome = await change(site.deps, browserCaller(request), signedIn, id)
  return toSay(reply, outcome, `/account/authenticators/${id}`, done)
}

async function sendAuthenticator(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedInPerson,
  id: AuthenticatorId,
): Promise<FastifyReply> {
  const shown = (await ownAuthenticators(site.deps, signedIn)).find((one) => one.id === id)
  if (!shown || shown.isOfDirectory) return toSay(reply, 'stale', '/account')
  const props = await pageProps(site, request, signedIn)
  const short = shortWithout(await site.deps.policy.read(), signedIn.found, id)
  const page = authenticatorPage({
    ...props,
    csrf: reply.generateCsrf(),
    id,
    kind: shown.kind,
    isPreferred: shown.isPreferred,
    mayReplace: true,
    ...(shown.name !== null && { name: shown.name }),
    ...(shown.kind === 'email' && { masked: shown.masked }),
    ...(short && { warning: props.texts.text(`page.authenticator.warning.${short}`) }),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
