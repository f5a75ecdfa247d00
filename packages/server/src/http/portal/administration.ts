import { auditPage, secondProofPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { proveAdministrator } from '../../app/prove-administrator.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { viewAudit } from '../../app/view-audit.ts'
import { setSession } from '../cookies.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { personOf } from './door.ts'
import { CodeForm, SignInForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'
import { sendSignIn, signInByForm } from './sign-in-answer.ts'

const hide = { hide: true } as const
const PAGE = 50
const DAY_MS = 24 * 3_600_000

const Day = z.union([z.literal(''), z.iso.date()])
const AuditQuery = z.strictObject({
  person: z.string().max(256).optional(),
  from: Day.optional(),
  to: Day.optional(),
  before: z.coerce.number().int().positive().optional(),
  lang: z.string().max(16).optional(),
})

/** The administrators' console: a session with password and authenticator app, and the audit. */
export function addAdministration(app: FastifyInstance, site: Site): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/admin', { schema: hide }, (_request, reply) => reply.redirect('/admin/audit', 303))
  routes.get('/admin/sign-in', { schema: hide }, (request, reply) =>
    sendSignIn(site, request, reply, { place: 'administration' }),
  )
  routes.post('/admin/sign-in', { schema: { ...hide, body: SignInForm } }, (request, reply) =>
    signInByForm(site, request, reply, 'administration', request.body),
  )

  routes.get('/admin/code', { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect('/admin/sign-in', 303)
    if (signedIn.isAdministrating) return reply.redirect('/admin/audit', 303)
    return await sendSecondProof(site, request, reply, signedIn)
  })

  routes.post('/admin/code', { schema: { ...hide, body: CodeForm } }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect('/admin/sign-in', 303)
    const caller = browserCaller(request)
    const proven = await proveAdministrator(site.deps, caller, signedIn, request.body.code)
    if (proven === 'too-many-attempts')
      return await sendProblem(site, request, reply, proven, { retryAfterMs: DAY_MS })
    if (proven === 'refused') return await sendSecondProof(site, request, reply, signedIn, true)
    setSession(reply, proven.token)
    return reply.redirect('/admin/audit', 303)
  })

  routes.get(
    '/admin/audit',
    { schema: { ...hide, querystring: AuditQuery } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect('/admin/sign-in', 303)
      if (!signedIn.isAdministrating) return reply.redirect('/admin/code', 303)
      return await sendAudit(site, request, reply, { signedIn, query: request.query })
    },
  )
}

async function sendSecondProof(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedInPerson,
  isRefused = false,
): Promise<FastifyReply> {
  const props = await pageProps(site, request, signedIn)
  const refusal = isRefused ? props.texts.text('page.second-proof.refused') : undefined
  const page = secondProofPage({ ...props, csrf: reply.generateCsrf(), refusal })
  return reply.type('text/html; charset=utf-8').send(page)
}

type Asked = { readonly signedIn: SignedInPerson; readonly query: z.infer<typeof AuditQuery> }

async function sendAudit(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, query }: Asked,
): Promise<FastifyReply> {
  const { person = '', from = '', to = '', before } = query
  const rows = await viewAudit(site.deps, browserCaller(request), signedIn, {
    person: person.trim() || undefined,
    since: from ? Date.parse(`${from}T00:00:00Z`) : undefined,
    // The whole of the last day.
    until: to ? Date.parse(`${to}T00:00:00Z`) + DAY_MS : undefined,
    before,
    limit: PAGE + 1,
  })
  const shown = rows.slice(0, PAGE)
  const older = rows.length > PAGE ? shown.at(-1)?.seq : undefined
  const page = auditPage({
    ...(await pageProps(site, request, signedIn)),
    csrf: reply.generateCsrf(),
    filter: { person, from, to },
    events: shown.map((row) => ({ ...row, person: row.targetName })),
    before,
    older,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
