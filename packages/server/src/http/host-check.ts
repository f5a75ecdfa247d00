import type { FastifyInstance } from 'fastify'
import { auditRefusedRequest } from '../app/refused-request.ts'
import { addressOf } from './client-address.ts'
import { sendProblem } from './problem.ts'
import type { Site } from './site.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Answers our own host name only (421 otherwise): a foreign Host is how links get poisoned and how a page
 * elsewhere reaches a loopback server by DNS rebinding.
 */
export function checkHost(app: FastifyInstance, site: Site): void {
  const { host: own, hostname, protocol, port } = new URL(site.publicUrl)
  // A client may name the default port of the scheme (RFC 9110 section 4.2.3).
  const named = port === '' ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : own
  const isOurs = site.trial
    ? (host: string) => LOOPBACK.has(host.replace(/:\d+$/, ''))
    : (host: string) => host === own || host === named
  app.addHook('onRequest', async (request, reply) => {
    // Health is asked for by address, by whoever watches the machine.
    if (request.url === '/healthz' || request.url === '/readyz') return
    if (hostsIn(request.raw.rawHeaders) > 1)
      return await sendProblem(site, request, reply, 'malformed')
    if (isOurs((request.headers.host ?? '').toLowerCase())) return
    await auditRefusedRequest(site.deps, addressOf(request), 'host-unknown')
    return await sendProblem(site, request, reply, 'host-unknown')
  })
}

// RFC 9112 section 3.2: Node takes the first of two, and a proxy in front may have taken the other.
function hostsIn(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
}
