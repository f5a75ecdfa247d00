import {
  disownedPage,
  disownPage,
  flowStoppedPage,
  type LinkPageProps,
  linkSpentPage,
  type PageProps,
  stopFlowPage,
} from '@latchkey/web'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Caller } from '../../app/caller.ts'
import type { Deps } from '../../app/deps.ts'
import { disownReset, mayDisown } from '../../app/disown-reset.ts'
import { mayStopFlow, stopFlow } from '../../app/stop-flow.ts'
import type { Site } from '../site.ts'
import { ButtonForm, LinkParams } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

type Link = {
  readonly path: string
  readonly may: (deps: Deps, token: string) => Promise<boolean>
  readonly use: (deps: Deps, caller: Caller, token: string) => Promise<boolean>
  readonly question: (props: LinkPageProps) => string
  readonly answer: (props: PageProps) => string
}

const LINKS: readonly Link[] = [
  {
    path: '/not-me/:token',
    may: mayDisown,
    use: disownReset,
    question: disownPage,
    answer: disownedPage,
  },
  {
    path: '/stop/:token',
    may: mayStopFlow,
    use: stopFlow,
    question: stopFlowPage,
    answer: flowStoppedPage,
  },
]

/** The links in messages: opening one explains and changes nothing, its button acts, once. */
export function addLinks(app: FastifyInstance, site: Site): void {
  for (const link of LINKS) addLink(app, site, link)
}

function addLink(app: FastifyInstance, site: Site, link: Link): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const { deps } = site

  routes.get(link.path, { schema: { hide: true, params: LinkParams } }, async (request, reply) => {
    const props = await pageProps(site, request)
    const page = (await link.may(deps, request.params.token))
      ? link.question({ ...props, csrf: reply.generateCsrf() })
      : linkSpentPage(props)
    return reply.type('text/html; charset=utf-8').send(page)
  })

  routes.post(
    link.path,
    { schema: { hide: true, params: LinkParams, body: ButtonForm } },
    async (request, reply) => {
      const props = await pageProps(site, request)
      const isDone = await link.use(deps, browserCaller(request), request.params.token)
      const page = isDone ? link.answer(props) : linkSpentPage(props)
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )
}
