import type { ProblemKind } from '@latchkey/protocol'
import { problemPage } from '@latchkey/web'
import type { FastifyRequest } from 'fastify'
import type { ProblemSite } from '../site.ts'
import { barePageProps, pageProps } from './page-props.ts'

/** A problem for people: what happened, what to do now, who helps. */
export async function problemAsPage(
  site: ProblemSite,
  request: FastifyRequest,
  kind: ProblemKind,
): Promise<string> {
  // Then the store may be what is away: asked again, it would make the person wait as long again.
  const props =
    kind === 'service-unavailable'
      ? barePageProps(site, request, site.deps.policy.lastRead?.())
      : await pageProps(site, request)
  return problemPage({ ...props, kind, requestId: request.id })
}
