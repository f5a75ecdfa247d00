import { type AuthenticatorId, Secret } from '@latchkey/protocol'
import { proofCodePage, proofPage, type TextKey } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  awaitsCode,
  givePassword,
  giveProofCode,
  sendProofCode,
  waysToProve,
} from '../../app/own-proof.ts'
import { giveProofPasskey, proofCeremony } from '../../app/own-proof-passkey.ts'
import { questionsToProve } from '../../app/prove-by-questions.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { setSession } from '../cookies.ts'
import { sendProblem } from '../problem.ts'
import { allowOwnScript } from '../script-policy.ts'
import type { Site } from '../site.ts'
import { personOf, SIGN_IN } from './door.ts'
import { ProofCodeForm, ProofForm, ProofPasskeyForm, ProofQuery, ProofSendForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true, querystring: ProofQuery } as const
const HOUR_MS = 3_600_000

export type Onward = { readonly next?: string | undefined; readonly sent?: 'yes' | undefined }

/** The fresh proof before a change of what somebody has enrolled: the password, then a code. */
export function addOwnProof(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/account/proof', { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    return await sendProof(site, request, reply, { signedIn, onward: request.query })
  })

  routes.post(
    '/account/proof',
    { schema: { ...hide, body: ProofForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const password = new Secret(request.body.password)
      const step = await givePassword(deps, browserCaller(request), signedIn, password)
      const onward = request.query
      if (step === 'code-needed')
        return reply.redirect(`/account/proof/code${queryOf(onward)}`, 303)
      if (step === 'refused')
        return await sendProof(site, request, reply, {
          signedIn,
          onward,
          refusal: 'page.proof.refused',
        })
      return await goOn(site, request, reply, step, onward)
    },
  )

  routes.get('/account/proof/code', { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    const onward = request.query
    if (!(await awaitsCode(deps, signedIn)))
      return reply.redirect(`/account/proof${queryOf(onward)}`, 303)
    if (await questionsToProve(deps, signedIn))
      return reply.redirect(`/account/proof/questions${queryOf(onward)}`, 303)
    return await sendCodePage(site, request, reply, { signedIn, onward })
  })

  routes.post(
    '/account/proof/send',
    { schema: { ...hide, body: ProofSendForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      // as: the form's schema asked for the prefix.
      const to = request.body.authenticator as AuthenticatorId
      const sent = await sendProofCode(deps, browserCaller(request), signedIn, to)
      if (sent === 'too-many-attempts')
        return await sendProblem(site, request, reply, sent, { retryAfterMs: HOUR_MS })
      const { next } = request.query
      const target = sent === 'sent' ? '/account/proof/code' : '/account/proof'
      return reply.redirect(
        `${target}${queryOf({ next, ...(sent === 'sent' && { sent: 'yes' }) })}`,
        303,
      )
    },
  )

  routes.post(
    '/account/proof/code',
    { schema: { ...hide, body: ProofCodeForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const onward = request.query
      const { code = '', 'recovery-code': onPaper } = request.body
      const typed = onPaper ?? code
      const step = await giveProofCode(deps, browserCaller(request), signedIn, typed)
      if (step === 'stale') return reply.redirect(`/account/proof${queryOf(onward)}`, 303)
      if (step === 'refused' || step === 'code-needed')
        return await sendCodePage(site, request, reply, {
          signedIn,
          onward,
          refusal: 'page.proof-code.refused',
        })
      return await goOn(site, request, reply, step, onward)
    },
  )

  routes.post(
    '/account/proof/passkey',
    { schema: { ...hide, body: ProofPasskeyForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const onward = request.query
      const { passkey } = request.body
      const step = await giveProofPasskey(deps, browserCaller(request), signedIn, passkey)
      if (step === 'stale') return reply.redirect(`/account/proof${queryOf(onward)}`, 303)
      if (step === 'refused' || step === 'code-needed')
        return await sendCodePage(site, request, reply, {
          signedIn,
          onward,
          refusal: 'page.proof-code.passkey.refused',
        })
      return await goOn(site, request, reply, step, onward)
    },
  )
}

/** After a proof: on to where it was asked for, under the new token of the session. */
export async function goOn(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  step: { readonly token: string } | 'too-many-attempts',
  { next }: Onward,
): Promise<FastifyReply> {
  if (step === 'too-many-attempts')
    return await sendProblem(site, request, reply, step, { retryAfterMs: HOUR_MS })
  setSession(reply, step.token)
  return reply.redirect(next ?? '/account', 303)
}

/** The query of a proof's page: where it leads on to, and whether a code is on its way. */
export function queryOf({ next, sent }: Onward): string {
  const parts = [
    ...(next === undefined ? [] : [`next=${encodeURIComponent(next)}`]),
    ...(sent === undefined ? [] : [`sent=${sent}`]),
  ]
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

type Shown = {
  readonly signedIn: SignedInPerson
  readonly onward: Onward
  readonly refusal?: TextKey
}

async function sendProof(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, onward, refusal }: Shown,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const page = proofPage({
    ...props,
    csrf: reply.generateCsrf(),
    onward: queryOf(onward),
    refusal: refusal && props.texts.text(refusal),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}

async function sendCodePage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, onward, refusal }: Shown,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const ceremony = await proofCeremony(site.deps, signedIn)
  const page = proofCodePage({
    ...props,
    csrf: reply.generateCsrf(),
    onward: queryOf(onward),
    isSent: onward.sent === 'yes',
    refusal: refusal && props.texts.text(refusal),
    ceremony,
    ...waysToProve(site.deps, signedIn),
  })
  return (ceremony ? allowOwnScript(reply) : reply).type('text/html; charset=utf-8').send(page)
}
