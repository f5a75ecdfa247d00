import { Secret } from '@latchkey/protocol'
import { newRecoveryCodesPage, recoveryCodesPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { makeRecoveryCodes, readRecoveryCodes } from '../../app/recovery-codes.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { personOf } from './account.ts'
import { RecoveryCodesForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const
const TEN_MINUTES_MS = 600_000

/** One's own recovery codes: how many are left, and a new set. */
export function addRecoveryCodes(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/account/recovery-codes', { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    return signedIn
      ? await sendRecoveryCodes(site, request, reply, signedIn)
      : reply.redirect('/account/sign-in', 303)
  })

  routes.post(
    '/account/recovery-codes',
    { schema: { ...hide, body: RecoveryCodesForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect('/account/sign-in', 303)
      const password = new Secret(request.body.password)
      const made = await makeRecoveryCodes(deps, browserCaller(request), signedIn, password)
      if (made === 'not-allowed') return await sendProblem(site, request, reply, 'not-found')
      if (made === 'too-many-attempts')
        return await sendProblem(site, request, reply, made, { retryAfterMs: TEN_MINUTES_MS })
      if (made === 'refused') return await sendRecoveryCodes(site, request, reply, signedIn, true)
      const props = await pageProps(site, request, signedIn)
      const { name } = signedIn.found.entry
      const page = newRecoveryCodesPage({ ...props, name, ...made })
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )
}

async function sendRecoveryCodes(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedInPerson,
  isRefused = false,
): Promise<FastifyReply> {
  const read = await readRecoveryCodes(site.deps, signedIn)
  if (read === 'not-allowed') return await sendProblem(site, request, reply, 'not-found')
  const props = await pageProps(site, request, signedIn)
  const refusal = isRefused ? props.texts.text('page.recovery-codes.refused') : undefined
  const page = recoveryCodesPage({ ...props, csrf: reply.generateCsrf(), refusal, ...read })
  return reply.type('text/html; charset=utf-8').send(page)
}
