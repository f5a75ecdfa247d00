import { newRecoveryCodesPage, recoveryCodesPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { shortWithout } from '../../app/change-authenticator.ts'
import { mayChange } from '../../app/change-enrolment.ts'
import { makeRecoveryCodes, readRecoveryCodes } from '../../app/recovery-codes.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { personOf, SIGN_IN } from './door.ts'
import { toSay } from './enrolment.ts'
import { ButtonForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const PATH = '/account/recovery-codes'
const hide = { hide: true } as const

/** One's own recovery codes: how many are left, a new set, an end of them. */
export function addRecoveryCodes(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(PATH, { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    return signedIn
      ? await sendRecoveryCodes(site, request, reply, signedIn)
      : reply.redirect(SIGN_IN, 303)
  })

  routes.post(PATH, { schema: { ...hide, body: ButtonForm } }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    const made = await makeRecoveryCodes(deps, browserCaller(request), signedIn)
    if (made === 'not-allowed') return await sendProblem(site, request, reply, 'not-found')
    if (typeof made === 'string') return toSay(reply, made, PATH)
    const props = await pageProps(site, request, signedIn)
    const { name } = signedIn.found.entry
    const page = newRecoveryCodesPage({ ...props, name, ...made })
    return reply.type('text/html; charset=utf-8').send(page)
  })
}

async function sendRecoveryCodes(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedInPerson,
): Promise<FastifyReply> {
  const read = await readRecoveryCodes(site.deps, signedIn)
  if (read === 'not-allowed') return await sendProblem(site, request, reply, 'not-found')
  const barred = mayChange(site.deps, signedIn)
  if (barred) return toSay(reply, barred, PATH)
  const props = await pageProps(site, request, signedIn)
  const { set } = read
  const short = set && shortWithout(await site.deps.policy.read(), signedIn.found, set.id)
  const page = recoveryCodesPage({
    ...props,
    csrf: reply.generateCsrf(),
    ...(set && { set }),
    ...(short && { warning: props.texts.text(`page.authenticator.warning.${short}`) }),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
