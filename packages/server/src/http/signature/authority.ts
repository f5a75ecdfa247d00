import type { FastifyRequest } from 'fastify'
import type { Site } from '../site.ts'

const DEFAULT_PORT = { http: /:80$/, https: /:443$/ } as const

/**
 * For whom a signature has to be (RFC 9421 section 2.2.3): the host of the public address, with its port where that is
 * not the scheme's own. Never what the request calls us: whoever had a PC sign for their own server would
 * write that into it. A trial has two addresses, and answers nobody but its own machine.
 */
export function authorityOf(
  { publicUrl, trial }: Pick<Site, 'publicUrl' | 'trial'>,
  { headers, protocol }: Pick<FastifyRequest, 'headers' | 'protocol'>,
): string {
  if (!trial) return new URL(publicUrl).host
  return (headers.host ?? '').toLowerCase().replace(DEFAULT_PORT[protocol], '')
}
