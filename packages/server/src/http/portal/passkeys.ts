import type { ChallengeId } from '@latchkey/protocol'
import { addPasskeyPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { confirmPasskey, offerPasskey } from '../../app/enrol-passkey.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { allowOwnScript } from '../script-policy.ts'
import type { Site } from '../site.ts'
import { enrolleeOf, SIGN_IN } from './door.ts'
import { toSay } from './enrolment.ts'
import { AddPasskeyForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const
const PATH = '/account/passkey'

/** Adds the page where people make a passkey of their own. */
export function addPasskeys(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(PATH, { schema: hide }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    return await sendAddPasskey(site, request, reply, { signedIn })
  })

  routes.post(PATH, { schema: { ...hide, body: AddPasskeyForm } }, async (request, reply) => {
    const signedIn = await enrolleeOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    const { passkey, challenge, name } = request.body
    const confirmed = await confirmPasskey(deps, browserCaller(request), signedIn, {
      answer: passkey,
      // as: the form's schema asked for the prefix.
      challenge: challenge as ChallengeId,
      name: name?.trim() || undefined,
    })
    if (confirmed !== 'refused') return toSay(reply, confirmed, PATH)
    return await sendAddPasskey(site, request, reply, { signedIn, name, isRefused: true })
  })
}

type Adding = {
  readonly signedIn: SignedInPerson
  readonly name?: string | undefined
  readonly isRefused?: boolean
}

async function sendAddPasskey(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, name, isRefused }: Adding,
): Promise<FastifyReply> {
  const offer = await offerPasskey(site.deps, signedIn)
  if (typeof offer === 'string') return toSay(reply, offer, PATH)
  const props = await pageProps(site, request, signedIn)
  const { id, ...options } = offer
  const page = addPasskeyPage({
    ...props,
    csrf: reply.generateCsrf(),
    challenge: id,
    options,
    name,
    refusal: isRefused ? props.texts.text('page.add-passkey.refused') : undefined,
  })
  return allowOwnScript(reply).type('text/html; charset=utf-8').send(page)
}
