import { type AuthenticatorId, type ChallengeId, MEDIA, type Medium } from '@latchkey/protocol'
import { ADDRESS_PAGES, addAddressPage, addAppPage, addressCodePage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import qrcode from 'qrcode'
import { mayChange, ownBinding } from '../../app/change-enrolment.ts'
import { directoryAddressFor } from '../../app/directory-address.ts'
import {
  askAddress,
  type Confirmed,
  confirmAddress,
  pendingAddress,
} from '../../app/enrol-address.ts'
import { type AppOffer, confirmApp, offerOwnApp } from '../../app/enrol-app.ts'
import { isIdle } from '../../app/find-person.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { enrolleeOf, SIGN_IN } from './door.ts'
import { AddAddressForm, AddAppForm, AddQuery, AddressCodeForm } from './forms.ts'
import { queryOf } from './own-proof.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const
const HOUR_MS = 3_600_000

/** Adds the pages where people enrol an address, a phone or an app by themselves. */
export function addEnrolment(app: FastifyInstance, site: Site): void {
  for (const medium of MEDIA) {
    addAddressPages(app, site, medium)
    addAddressCodePages(app, site, medium)
  }
  addAppPages(app, site)
}

function addAddressPages(app: FastifyInstance, site: Site, medium: Medium): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    ADDRESS_PAGES[medium],
    { schema: { ...hide, querystring: AddQuery } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const barred = mayChange(deps, signedIn)
      if (barred) return toSay(reply, barred, request.url)
      const ids = idsOf(request.query)
      return await sendAddAddress(site, request, reply, { medium, signedIn, ...ids })
    },
  )

  routes.post(
    ADDRESS_PAGES[medium],
    { schema: { ...hide, body: AddAddressForm } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const { address = '', confirms, name } = request.body
      const ids = idsOf(request.body)
      const asked = await askAddress(deps, browserCaller(request), signedIn, {
        medium,
        typed: confirms === undefined ? address : undefined,
        name: name?.trim() || undefined,
        replaces: ids.replaces,
      })
      if (asked === 'sent') return reply.redirect(`${ADDRESS_PAGES[medium]}/code`, 303)
      if (asked === 'too-many-attempts')
        return await sendProblem(site, request, reply, asked, { retryAfterMs: HOUR_MS })
      if (asked !== 'address-malformed' && asked !== 'number-not-served')
        return toSay(reply, asked, request.url)
      if (confirms !== undefined) return toSay(reply, 'stale', request.url)
      return await sendAddAddress(site, request, reply, {
        medium,
        signedIn,
        ...ids,
        typed: { address, name, refused: asked },
      })
    },
  )
}

function addAddressCodePages(app: FastifyInstance, site: Site, medium: Medium): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  const path = `${ADDRESS_PAGES[medium]}/code`

  routes.get(path, { schema: hide }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    return await sendAddressCode(site, request, reply, { medium, signedIn })
  })

  routes.post(path, { schema: { ...hide, body: AddressCodeForm } }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    const { code, challenge } = request.body
    const given = {
      medium,
      code,
      // as: the form's schema asked for the prefix.
      challenge: challenge as ChallengeId,
    }
    const confirmed = await confirmAddress(deps, browserCaller(request), signedIn, given)
    if (confirmed !== 'refused') return toSay(reply, confirmed, ADDRESS_PAGES[medium])
    return await sendAddressCode(site, request, reply, { medium, signedIn, isRefused: true })
  })
}

function addAppPages(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/account/app',
    { schema: { ...hide, querystring: AddQuery } },
    async (request, reply) => {
      const signedIn = await enrolleeOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const { replaces } = idsOf(request.query)
      const offer = await offerOwnApp(deps, signedIn, replaces)
      if (typeof offer === 'string') return toSay(reply, offer, request.url)
      return await sendAddApp(site, request, reply, { signedIn, offer, replaces })
    },
  )

  routes.post('/account/app', { schema: { ...hide, body: AddAppForm } }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
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

type AddingAddress = {
  readonly medium: Medium
  readonly signedIn: SignedInPerson
  readonly replaces?: AuthenticatorId | undefined
  readonly confirms?: 'yes' | undefined
  readonly typed?: {
    readonly address: string
    readonly name?: string | undefined
    readonly refused: 'address-malformed' | 'number-not-served'
  }
}

async function sendAddAddress(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { medium, signedIn, replaces, confirms, typed }: AddingAddress,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const { authenticators, numbers } = site.deps
  const { mask } = authenticators[medium]
  const former = replaces === undefined ? undefined : ownBinding(signedIn, replaces)
  const known = directoryAddressFor(medium, signedIn.found.entry, numbers)
  const page = addAddressPage({
    ...props,
    medium,
    csrf: reply.generateCsrf(),
    ...(former && { replaces: { id: former.id, masked: mask(former.value) } }),
    ...(confirms && known !== undefined && { confirms: mask(known) }),
    address: typed?.address,
    name: typed?.name,
    refusal: typed && props.texts.text(refusalOf(medium, typed.refused)),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}

// Only of a number can it be said that the organisation serves none like it.
function refusalOf(medium: Medium, refused: 'address-malformed' | 'number-not-served') {
  return medium === 'sms'
    ? (`page.add-sms.refused.${refused}` as const)
    : 'page.add-email.refused.address-malformed'
}

type GivingCode = {
  readonly medium: Medium
  readonly signedIn: SignedInPerson
  readonly isRefused?: boolean
}

async function sendAddressCode(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { medium, signedIn, isRefused }: GivingCode,
): Promise<FastifyReply> {
  const pending = await pendingAddress(site.deps, signedIn, medium)
  if (!pending) return toSay(reply, 'stale', ADDRESS_PAGES[medium])
  const props = await pageProps(site, request, signedIn)
  const page = addressCodePage({
    ...props,
    medium,
    csrf: reply.generateCsrf(),
    address: site.deps.authenticators[medium].mask(pending.asked.address),
    isIdle: isIdle(await site.deps.policy.read(), { kind: medium, value: pending.asked.address }),
    challenge: pending.id,
    refusal: isRefused ? props.texts.text(`page.${medium}-code.refused`) : undefined,
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
