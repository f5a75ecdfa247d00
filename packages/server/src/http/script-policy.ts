import type { FastifyReply } from 'fastify'

const POLICY = 'content-security-policy'

/** Lets a page load the one script of ours that it names. Every other page runs none at all. */
export function allowOwnScript(reply: FastifyReply): FastifyReply {
  return reply.header(POLICY, `${String(reply.raw.getHeader(POLICY))};script-src 'self'`)
}
