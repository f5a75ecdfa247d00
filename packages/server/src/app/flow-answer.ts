import { asEnded, type Flow, type Known, NOTHING_KNOWN, type View, viewOf } from '@latchkey/core'
import { DirectoryUnavailable } from '@latchkey/directory'
import type { ProblemKind } from '@latchkey/protocol'
import type { FlowRecord } from '../store/flow.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, findByPrincipal, gateBindings } from './find-person.ts'
import { withPasskey } from './flow-ceremony.ts'

/** What a flow's use case answers: the next step, or a problem (with the step where the flow goes on). */
export type FlowAnswer =
  | { readonly view: View }
  | { readonly problem: ProblemKind; readonly view?: View; readonly retryAfterMs?: number }

type Needs = Pick<
  Deps,
  | 'directories'
  | 'store'
  | 'keys'
  | 'tenant'
  | 'policy'
  | 'numbers'
  | 'now'
  | 'authenticators'
  | 'passkeys'
  | 'publicUrl'
>

/** The flow as its claimant may see it. */
export function shown(record: FlowRecord): Flow {
  return record.ended === null ? record.flow : asEnded(record.flow, record.ended)
}

/** The present step of a flow, with what this person may be shown by now. `found` saves looking them up again. */
export async function presentStep(needs: Needs, flow: Flow, found?: Found): Promise<View> {
  return withPasskey(needs, flow, viewOf(flow, await knownNow(needs, flow, found)))
}

// A flow outlives its directory's absence: its step is shown without what only the directory knows.
async function knownNow(needs: Needs, flow: Flow, found?: Found): Promise<Known> {
  try {
    return await knownOf(needs, flow, found)
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return NOTHING_KNOWN
    throw error
  }
}

const SHOWS_NOTHING = ['identify', 'writing', 'done', 'stopped'] as const

async function knownOf(needs: Needs, flow: Flow, given?: Found): Promise<Known> {
  const { kind } = flow.stage
  if (SHOWS_NOTHING.some((one) => one === kind)) return NOTHING_KNOWN
  if (flow.principal === undefined) return await hintsOf(needs, flow)
  const isTheirs = given?.principal === flow.principal
  const found = isTheirs ? given : await findByPrincipal(needs, flow.principal)
  if (!found) return NOTHING_KNOWN
  const policy = await needs.policy.read()
  return {
    masked: maskedOf(needs, found),
    rules: kind === 'new-password' ? await found.directory.rulesFor(found.entry.id) : [],
    mayKeepPassword: policy.keepPassword && found.entry.isLocked,
  }
}

// Only where policy let the caller know of the person when the name was given.
async function hintsOf(needs: Needs, flow: Flow): Promise<Known> {
  if (flow.hinted === undefined) return NOTHING_KNOWN
  const { found } = await findByName(needs, flow.username ?? '')
  return found ? { ...NOTHING_KNOWN, masked: maskedOf(needs, found) } : NOTHING_KNOWN
}

function maskedOf({ authenticators }: Needs, found: Found): Known['masked'] {
  // The first of a kind is the one that codes go to, so it has to be written last.
  const sent = gateBindings(found).filter(({ kind }) => authenticators[kind].isSent)
  const addresses = sent.reverse()
  return Object.fromEntries(
    addresses.map(({ kind, value }) => [kind, authenticators[kind].mask(value)]),
  )
}
