import { type Asks, registerPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { confirmEnrolment, postponeEnrolment, shownMark } from '../../app/answer-attention.ts'
import { readAttention } from '../../app/attention.ts'
import { readOwnPage } from '../../app/own-page.ts'
import type { SignedInPerson } from '../../app/session.ts'
import type { Site } from '../site.ts'
import { enrolleeOf, personOf, REGISTER, SIGN_IN } from './door.ts'
import { toSay } from './enrolment.ts'
import { AccountQuery, ButtonForm, ConfirmForm, type SAID } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'
import { shownOf } from './shown-authenticator.ts'

const hide = { hide: true } as const

/** What is asked for at sign-in: to register, by when, or to confirm what is registered. */
export function addRegistration(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    REGISTER,
    { schema: { ...hide, querystring: AccountQuery } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const { said } = request.query
      const asks = await asksOf(site, signedIn)
      if (!asks) return reply.redirect(said ? `/account?said=${said}` : '/account', 303)
      return await sendRegister(site, request, reply, { signedIn, asks, said })
    },
  )

  routes.post(
    '/account/register/later',
    { schema: { ...hide, body: ButtonForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const isPutOff = await postponeEnrolment(deps, browserCaller(request), signedIn)
      return reply.redirect(isPutOff ? '/account' : REGISTER, 303)
    },
  )

  routes.post(
    '/account/register/confirm',
    { schema: { ...hide, body: ConfirmForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const { shown } = request.body
      const outcome = await confirmEnrolment(deps, browserCaller(request), signedIn, shown)
      return toSay(reply, outcome, REGISTER, 'confirmed')
    },
  )
}

async function asksOf(site: Site, signedIn: SignedInPerson): Promise<Asks | undefined> {
  if (signedIn.session.scope !== undefined) {
    const { missing } = await readOwnPage(site.deps, signedIn)
    const { freshAuthenticatorHours } = await site.deps.policy.read()
    return { kind: 'link', missing, hours: freshAuthenticatorHours }
  }
  const attention = await readAttention(site.deps, signedIn)
  if (attention?.kind !== 'confirm') return attention
  return { kind: 'confirm', shown: shownMark(signedIn.found) }
}

type Shown = {
  readonly signedIn: SignedInPerson
  readonly asks: Asks
  readonly said: (typeof SAID)[number] | undefined
}

async function sendRegister(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, asks, said }: Shown,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const own = await readOwnPage(site.deps, signedIn)
  // Only who may open an authenticator's page is led there.
  const mayChange = asks.kind === 'confirm' || (asks.kind === 'enrol' && !asks.isOver)
  const page = registerPage({
    ...props,
    csrf: reply.generateCsrf(),
    asks,
    authenticators: own.authenticators.map((one) => {
      const { id, ...rest } = shownOf(one)
      return mayChange ? { ...rest, id } : rest
    }),
    mayAdd: own.mayAdd,
    confirmable: own.confirmable,
    isFrozen: own.isFrozen,
    said: said && props.texts.text(`page.account.said.${said}`),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
