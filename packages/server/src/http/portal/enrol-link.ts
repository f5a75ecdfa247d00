import { enrolLinkPage, linkSpentPage } from '@latchkey/web'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { openEnrolmentLink, readEnrolmentLink } from '../../app/open-enrolment-link.ts'
import { setSession } from '../cookies.ts'
import type { Site } from '../site.ts'
import { REGISTER } from './door.ts'
import { ButtonForm, LinkParams } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const params = { hide: true, params: LinkParams } as const

/** The help desk's enrolment link: opening it explains and changes nothing, its button begins, once. */
export function addEnrolLink(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/enrol/:token', { schema: params }, async (request, reply) => {
    const props = await pageProps(site, request)
    const link = await readEnrolmentLink(deps, request.params.token)
    const page = link
      ? enrolLinkPage({
          ...props,
          csrf: reply.generateCsrf(),
          name: link.found.entry.name,
          replaces: link.kind === 'replacement-link',
        })
      : linkSpentPage(props)
    return reply.type('text/html; charset=utf-8').send(page)
  })

  routes.post(
    '/enrol/:token',
    { schema: { ...params, body: ButtonForm } },
    async (request, reply) => {
      const opened = await openEnrolmentLink(deps, browserCaller(request), request.params.token)
      if (opened) {
        setSession(reply, opened.token)
        return reply.redirect(REGISTER, 303)
      }
      const page = linkSpentPage(await pageProps(site, request))
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )
}
