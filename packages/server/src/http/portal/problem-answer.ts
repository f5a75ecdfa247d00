import type { ProblemKind } from '@latchkey/protocol'
import { problemPage } from '@latchkey/web'
import type { FastifyRequest } from 'fastify'
import type { Site } from '../site.ts'
import { pageProps } from './page-props.ts'

/** A problem for people: what happened, what to do now, who helps. */
export async function problemAsPage(
  site: Site,
  request: FastifyRequest,
  kind: ProblemKind,
): Promise<string> {
  return problemPage({ ...(await pageProps(site, request)), kind, requestId: request.id })
}
