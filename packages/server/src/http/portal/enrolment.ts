import type { AuthenticatorId, ChallengeId } from '@latchkey/protocol'
import { addAppPage, addEmailPage, emailCodePage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import qrcode from 'qrcode'
import { mayChange, ownBinding } from '../../app/change-enrolment.ts'
import { type AppOffer, confirmApp, offerOwnApp } from '../../app/enrol-app.ts'
import {
  askAddress,
  type Confirmed,
  confirmAddress,
  pendingAddress,
} from '../../app/enrol-email.ts'
import { isIdle } from '../../app/find-person.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { enrolleeOf } from './door.ts'
import { AddAppForm, AddEmailForm, AddQuery, EmailCodeForm } from './forms.ts'
import { queryOf } from './own-proof.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const
const HOUR_MS = 3_600_000

/** Adds the pages where people enrol an address or an app by themselves. */
export function addEnrolment(app: FastifyInstance, site: Site): void {
  addEmailPages(app, site)
  addEmailCodePages(app, site)
  addAppPages(app, site)
}

function addEmailPages(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/account/email',
    { schema: { ...hide, querystring: AddQuery } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect('/account/sign-in', 303)
      const barred = mayChange(deps, signedIn)
      if (barred) return toSay(reply, barred, request.url)
      return await sendAddEmail(site, request, reply, { signedIn, ...idsOf(request.query) })
    },
  )

  routes.post(
    '/account/email',
    { schema: { ...hide, body: AddEmailForm } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect('/account/sign-in', 303)
      const { address = '', confirms, name } = request.body
      const ids = idsOf(request.body)
      const asked = await askAddress(deps, browserCaller(request), signedIn, {
        typed: confirms === undefined ? address : undefined,
        name: name?.trim() || undefined,
        replaces: ids.replaces,
      })
      if (asked === 'sent') return reply.redirect('/account/email/code', 303)
      if (asked === 'too-many-attempts')
        return await sendProblem(site, request, reply, asked, { retryAfterMs: HOUR_MS })
      if (asked === 'address-malformed' && confirms === undefined)
        return await sendAddEmail(site, request, reply, {
          signedIn,
          ...ids,
          typed: { address, name, isRefused: true },
        })
      return toSay(reply, asked === 'address-malformed' ? 'stale' : asked, request.url)
    },
  )
}

function addEmailCodePages(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/account/email/code', { schema: hide }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect('/account/sign-in', 303)
    return await sendEmailCode(site, request, reply, signedIn)
  })

  routes.post(
    '/account/email/code',
    { schema: { ...hide, body: EmailCodeForm } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect('/account/sign-in', 303)
      const { code, challenge } = request.body
      const given = {
        code,
        // as: the form's schema asked for the prefix.
        challenge: challenge as ChallengeId,
      }
      const confirmed = await confirmAddress(deps, browserCaller(request), signedIn, given)
      if (confirmed === 'refused') return await sendEmailCode(site, request, reply, signedIn, true)
      return toSay(reply, confirmed, '/account/email')
    },
  )
}

function addAppPages(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/account/app',
    { schema: { ...hide, querystring: AddQuery } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect('/account/sign-in', 303)
      const { replaces } = idsOf(request.query)
      const offer = await offerOwnApp(deps, signedIn, replaces)
      if (typeof offer === 'string') return toSay(reply, offer, request.url)
      return await sendAddApp(site, request, reply, { signedIn, offer, replaces })
    },
  )

  routes.post('/account/app', { schema: { ...hide, body: AddAppForm } }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect('/account/sign-in', 303)
    const { code, challenge, name } = request.body
    const given = {
      code,
      // as: the form's schema asked for the prefix.
      challenge: challenge as ChallengeId,
      name: name?.trim() || undefined,
    }
    const confirmed = await confirmApp(deps, browserCaller(request), signedIn, given)
    if (confirmed !== 'refused') return toSay(reply, confirmed, '/account/app')
    const { replaces } = idsOf(request.body)
    const offer = await offerOwnApp(deps, signedIn, replaces)
    if (typeof offer === 'string') return toSay(reply, offer, '/account/app')
    const shown = { signedIn, offer, replaces, name, isRefused: true }
    return await sendAddApp(site, request, reply, shown)
  })
}

// as: the schemas asked for the prefix.
function idsOf({
  replaces,
  confirms,
}: {
  replaces?: string | undefined
  confirms?: 'yes' | undefined
}) {
  return { replaces: replaces as AuthenticatorId | undefined, confirms }
}

/** Where a change ends: the account page says what became of it, or a proof comes first. */
export function toSay(
  reply: FastifyReply,
  outcome: Exclude<Confirmed, 'refused'>,
  from: string,
  done = 'enrolled',
): FastifyReply {
  if (outcome === 'not-proven')
    return reply.redirect(`/account/proof${queryOf({ next: withoutLanguage(from) })}`, 303)
  return reply.redirect(`/account?said=${outcome === 'changed' ? done : outcome}`, 303)
}

function withoutLanguage(address: string): string {
  return address.replace(/([?&])lang=[^&]*&?/, '$1').replace(/[?&]$/, '')
}

type AddingEmail = {
  readonly signedIn: SignedInPerson
  readonly replaces?: AuthenticatorId | undefined
  readonly confirms?: 'yes' | undefined
  readonly typed?: { address: string; name?: string | undefined; isRefused: boolean }
}

async function sendAddEmail(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, replaces, confirms, typed }: AddingEmail,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const { email } = site.deps.authenticators
  const former = replaces === undefined ? undefined : ownBinding(signedIn, replaces)
  const { mail } = signedIn.found.entry
  const page = addEmailPage({
    ...props,
    csrf: reply.generateCsrf(),
    ...(former && { replaces: { id: former.id, masked: email.mask(former.value) } }),
    ...(confirms && mail !== undefined && { confirms: email.mask(mail) }),
    address: typed?.address,
    name: typed?.name,
    refusal: typed?.isRefused ? props.texts.text('page.add-email.refused') : undefined,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}

async function sendEmailCode(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedInPerson,
  isRefused = false,
): Promise<FastifyReply> {
  const pending = await pendingAddress(site.deps, signedIn)
  if (!pending) return toSay(reply, 'stale', '/account/email')
  const props = await pageProps(site, request, signedIn)
  const page = emailCodePage({
    ...props,
    csrf: reply.generateCsrf(),
    address: site.deps.authenticators.email.mask(pending.address),
    isIdle: isIdle(await site.deps.policy.read(), { kind: 'email', value: pending.address }),
    challenge: pending.id,
    refusal: isRefused ? props.texts.text('page.email-code.refused') : undefined,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}

type AddingApp = {
  readonly signedIn: SignedInPerson
  readonly offer: AppOffer
  readonly replaces: AuthenticatorId | undefined
  readonly name?: string | undefined
  readonly isRefused?: boolean
}

async function sendAddApp(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, offer, replaces, name, isRefused }: AddingApp,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const page = addAppPage({
    ...props,
    csrf: reply.generateCsrf(),
    qr: await qrcode.toString(offer.uri, { type: 'svg', margin: 2 }),
    secret: offer.secret,
    challenge: offer.challenge,
    replaces,
    name,
    refusal: isRefused ? props.texts.text('page.invitation-app.refused') : undefined,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
