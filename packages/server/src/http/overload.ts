import type { FastifyInstance } from 'fastify'
import { type Every, every } from '../outbox/ticker.ts'
import { sendProblem } from './problem.ts'
import type { ProblemSite } from './site.ts'

const LOOK_MS = 500
const MOST_LATE_MS = 2_000

type Time = { readonly tick: Every; readonly elapsed: () => number }

const REAL: Time = { tick: every, elapsed: () => performance.now() }

/**
 * Refuses requests while the loop stays seconds behind: whoever is answered after that has gone. One look that is
 * late proves nothing: a start on a busy machine, or one slow disk, is over by the time that it is seen.
 */
export function refuseWhenOverloaded(
  app: FastifyInstance,
  site: ProblemSite,
  time: Time = REAL,
): void {
  let wasLate = false
  let isOverloaded = false
  let due = time.elapsed() + LOOK_MS
  const stop = time.tick(LOOK_MS, () => {
    const now = time.elapsed()
    const isLate = now - due > MOST_LATE_MS
    isOverloaded = isLate && wasLate
    wasLate = isLate
    due = now + LOOK_MS
  })
  app.addHook('onClose', async () => stop())
  app.addHook('onRequest', async (request, reply) => {
    // Whoever watches the machine would end a server that is busy, and alive.
    if (!isOverloaded || request.url === '/healthz') return
    return await sendProblem(site, request, reply, 'service-unavailable')
  })
}
