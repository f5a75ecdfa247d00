import { MACHINE_STATES, type MachineId } from '@latchkey/protocol'
import { machinesPage } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { decideOnMachine, type MachineDecision } from '../../app/decide-machine.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { listMachines } from '../../store/machine.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { personOf } from './door.ts'
import { ButtonForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const
const PAGE = 50

const id = z.string().regex(/^mch_[A-Za-z0-9_-]{1,64}$/)
const state = z.enum(MACHINE_STATES)
const Query = z.strictObject({
  state: state.default('pending'),
  before: id.optional(),
  lang: z.string().max(16).optional(),
})
const Form = ButtonForm.extend({ state })
const DECISIONS: readonly MachineDecision[] = ['approve', 'revoke']

/** The console's page of machines: who waits, who is trusted, who no longer is. */
export function addMachinesPage(app: FastifyInstance, site: Site): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/admin/machines',
    { schema: { ...hide, querystring: Query } },
    async (request, reply) => {
      const signedIn = await administratorOf(site, request, reply)
      return signedIn
        ? await sendMachines(site, request, reply, { signedIn, query: request.query })
        : reply
    },
  )

  for (const decision of DECISIONS)
    routes.post(
      `/admin/machines/:machine/${decision}`,
      { schema: { ...hide, params: z.strictObject({ machine: id }), body: Form } },
      async (request, reply) => {
        const signedIn = await administratorOf(site, request, reply)
        if (!signedIn) return reply
        const by = {
          origin: browserCaller(request).origin,
          actor: signedIn.found.principal,
        }
        // as: the route's schema asked for the prefix.
        const machine = request.params.machine as MachineId
        const decided = await decideOnMachine(site.deps, by, machine, decision)
        if (decided === 'unknown-machine')
          return await sendProblem(site, request, reply, 'not-found')
        return reply.redirect(`/admin/machines?state=${request.body.state}`, 303)
      },
    )
}

/** Whoever administers right now; else the answer leads to where one becomes that. */
async function administratorOf(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignedInPerson | undefined> {
  const signedIn = await personOf(site, request)
  if (signedIn?.isAdministrating) return signedIn
  reply.redirect(signedIn ? '/admin/code' : '/admin/sign-in', 303)
  return
}

type Asked = { readonly signedIn: SignedInPerson; readonly query: z.infer<typeof Query> }

async function sendMachines(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, query }: Asked,
): Promise<FastifyReply> {
  const { deps } = site
  const rows = await listMachines(deps.store.db, deps.tenant, {
    state: query.state,
    // as: the schema asked for the prefix.
    before: query.before as MachineId | undefined,
    limit: PAGE + 1,
  })
  const machines = rows.slice(0, PAGE)
  const page = machinesPage({
    ...(await pageProps(site, request, signedIn)),
    csrf: reply.generateCsrf(),
    state: query.state,
    machines,
    before: query.before,
    older: rows.length > PAGE ? machines.at(-1)?.id : undefined,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
