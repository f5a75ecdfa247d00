import type { FastifyRequest } from 'fastify'

/** The token of an Authorization header (RFC 6750 section 2.1), or nothing. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,256})$/.exec(request.headers.authorization ?? '')?.[1]
}
