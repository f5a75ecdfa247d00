import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ProvenMachine, Sender } from '../../app/caller.ts'
import { issueNonce, issueNonceWithin } from '../../app/machine-nonce.ts'
import { proveMachine } from '../../app/prove-machine.ts'
import { addressOf } from '../client-address.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { readSignature } from './read-signature.ts'

const proven = new WeakMap<FastifyRequest, ProvenMachine>()

/** Who sends a request, as far as its connection and its signature tell. */
export function senderOf(request: FastifyRequest): Sender {
  const machine = proven.get(request)
  return { address: addressOf(request), ...(machine && { machine }) }
}

/**
 * Checks the signature of each request that carries one, before anything else is done for it. A request
 * without one goes on unproven; one with a signature that does not hold goes nowhere.
 */
export function proveSigners(app: FastifyInstance, site: Site): void {
  const { deps } = site
  app.addHook('preHandler', async (request, reply) => {
    const signed = readSignature(request, site)
    if (!signed) return
    const address = addressOf(request)
    const machine = await proveMachine(deps, address, signed)
    // RFC 8555 section 6.5 does the same: whoever signs has the next nonce without asking.
    const next = machine ? await issueNonce(deps) : await issueNonceWithin(deps, address)
    if (typeof next === 'object' && 'nonce' in next) reply.header('replay-nonce', next.nonce)
    if (!machine) return await sendProblem(site, request, reply, 'signature-not-accepted')
    proven.set(request, machine)
    return
  })
}
