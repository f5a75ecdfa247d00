import { Secret } from '@latchkey/protocol'
import { signInPage } from '@latchkey/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { askAtSignIn } from '../../app/attention.ts'
import { signIn } from '../../app/sign-in.ts'
import { setFlow, setSession } from '../cookies.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { REGISTER } from './door.ts'
import { BROWSER, browserCaller, pageProps } from './page-props.ts'

export type Place = 'account' | 'administration'

const NEXT = { account: '/account', administration: '/admin/code' } as const

export async function sendSignIn(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { readonly place: Place; readonly username?: string; readonly isRefused?: boolean },
): Promise<FastifyReply> {
  const props = await pageProps(site, request)
  const { place, username, isRefused } = shown
  const refusal = isRefused ? props.texts.text('page.sign-in.refused') : undefined
  const page = signInPage({ ...props, place, username, refusal, csrf: reply.generateCsrf() })
  return reply.type('text/html; charset=utf-8').send(page)
}

/** Signs in from a form: on to the page, into a change, or back with a plain word. */
export async function signInByForm(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  form: { readonly username: string; readonly password: string },
): Promise<FastifyReply> {
  const { username } = form
  const attempt = { username, password: new Secret(form.password), client: BROWSER }
  const signedIn = await signIn(site.deps, browserCaller(request), attempt)
  if (!('problem' in signedIn)) {
    setSession(reply, signedIn.token)
    const { deps } = site
    const isAsked =
      place === 'account' && (await askAtSignIn(deps, browserCaller(request), signedIn.token))
    return reply.redirect(isAsked ? REGISTER : NEXT[place], 303)
  }
  switch (signedIn.problem) {
    case 'must-change':
      setFlow(reply, signedIn.key)
      return reply.redirect('/flow', 303)
    case 'too-many-attempts': {
      const { retryAfterMs } = signedIn
      return await sendProblem(site, request, reply, signedIn.problem, { retryAfterMs })
    }
    case 'not-signed-in':
      return await sendSignIn(site, request, reply, { place, username, isRefused: true })
    default:
      return signedIn satisfies never
  }
}
