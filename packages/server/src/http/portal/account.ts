import { accountPage, disownedPage, disownPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { isToBeShown } from '../../app/attention.ts'
import { disownActivity } from '../../app/disown-reset.ts'
import { readOwnPage, recentActivity } from '../../app/own-page.ts'
import { signOut } from '../../app/session.ts'
import { startFlow } from '../../app/start-flow.ts'
import { clearSession, readSession, setFlow } from '../cookies.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { type Inside, insideOf, personOf, REGISTER, SIGN_IN } from './door.ts'
import { AccountQuery, ButtonForm, type SAID, SignInForm } from './forms.ts'
import { BROWSER, browserCaller, pageProps } from './page-props.ts'
import { shownOf } from './shown-authenticator.ts'
import { sendSignIn, signInByForm } from './sign-in-answer.ts'

const hide = { hide: true } as const

/** One's own page: who one is, what is enrolled, what happened, a new password. */
export function addAccount(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/account',
    { schema: { ...hide, querystring: AccountQuery } },
    async (request, reply) => {
      const inside = await insideOf(site, request)
      const { said } = request.query
      if (typeof inside !== 'string' && !isToBeShown(inside.attention, inside.signedIn))
        return await sendAccount(site, request, reply, { inside, said })
      const to = typeof inside === 'string' ? inside : REGISTER
      return reply.redirect(to === REGISTER && said ? `${to}?said=${said}` : to, 303)
    },
  )

  routes.get('/account/sign-in', { schema: hide }, (request, reply) =>
    sendSignIn(site, request, reply, { place: 'account' }),
  )
  routes.post('/account/sign-in', { schema: { ...hide, body: SignInForm } }, (request, reply) =>
    signInByForm(site, request, reply, 'account', request.body),
  )

  routes.post(
    '/account/sign-out',
    { schema: { ...hide, body: ButtonForm } },
    async (request, reply) => {
      const token = readSession(request)
      if (token !== undefined) await signOut(deps, browserCaller(request), token)
      clearSession(reply)
      return reply.redirect(SIGN_IN, 303)
    },
  )

  routes.post(
    '/account/change-password',
    { schema: { ...hide, body: ButtonForm } },
    async (request, reply) => {
      const inside = await insideOf(site, request)
      if (typeof inside === 'string') return reply.redirect(inside, 303)
      const username = inside.signedIn.found.entry.name
      const start = { purpose: 'change', username, client: BROWSER } as const
      const started = await startFlow(deps, browserCaller(request), start)
      if (!('key' in started)) {
        const { problem, retryAfterMs } = started
        return await sendProblem(site, request, reply, problem, { retryAfterMs })
      }
      setFlow(reply, started.key)
      return reply.redirect('/flow', 303)
    },
  )

  routes.get('/account/not-me', { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    const props = await pageProps(site, request, signedIn)
    const page = disownPage({ ...props, csrf: reply.generateCsrf() })
    return reply.type('text/html; charset=utf-8').send(page)
  })

  // No fresh proof: whoever sees something strange must be able to stop it, and it opens nothing.
  routes.post(
    '/account/not-me',
    { schema: { ...hide, body: ButtonForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn || !(await disownActivity(deps, browserCaller(request), signedIn)))
        return reply.redirect(SIGN_IN, 303)
      clearSession(reply)
      const page = disownedPage(await pageProps(site, request))
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )
}

async function sendAccount(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { inside, said }: { inside: Inside; said: (typeof SAID)[number] | undefined },
): Promise<FastifyReply> {
  const { signedIn, attention } = inside
  const props = await pageProps(site, request, signedIn)
  const own = await readOwnPage(site.deps, signedIn)
  const recent = await recentActivity(site.deps, signedIn)
  const policy = await site.deps.policy.read()
  const page = accountPage({
    ...props,
    csrf: reply.generateCsrf(),
    name: own.name,
    displayName: own.displayName,
    mayChangePassword: policy.purposes.includes('change'),
    authenticators: own.authenticators.map(shownOf),
    missing: own.missing,
    ...(attention?.kind === 'enrol' && { deadline: attention.deadline }),
    mayAdd: own.mayAdd,
    isFrozen: own.isFrozen,
    confirmable: own.confirmable,
    said: said && props.texts.text(`page.account.said.${said}`),
    activity: recent.map(({ at, activity, outcome, clientType, address }) => ({
      at,
      activity,
      outcome,
      ...(clientType !== null && { clientType }),
      ...(address !== null && { address }),
    })),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
