import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/**
 * Where a request came from: the connection's address, or what a proxy of ours says. Some proxies write
 * the port behind it, a new one each time: taken as it is, every request would be a source with budgets of
 * its own. What is no address counts as the proxy's.
 */
export function addressOf({ ip, socket }: FastifyRequest): string {
  const bare = withoutPort(ip)
  return isIP(bare) === 0 ? (socket.remoteAddress ?? '') : bare
}

function withoutPort(text: string): string {
  const [, inBrackets, dotted] = /^(?:\[(.+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/.exec(text) ?? []
  return inBrackets ?? dotted ?? text
}
