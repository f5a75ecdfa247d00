import { DirectoryUnavailable, OutcomeUnknown, type WriteResult } from '../directory.ts'
import type { ActiveDirectory } from './deps.ts'
import { meaningOf } from './extended-error.ts'
import { type Modification, type Modified, modify } from './writing.ts'

/**
 * A write that does no harm when it is done twice: after a fault in its middle, and where the entry was
 * changed by somebody else since it was read, the person is read and the write is sent once more.
 */
export async function writeTwiceAtMost(
  deps: ActiveDirectory,
  decide: () => Promise<Modification | WriteResult>,
): Promise<WriteResult> {
  const first = await attempt(deps, decide)
  const second = isToRepeat(first) ? await attempt(deps, decide) : first
  return 'outcome' in second ? second : resultOf(second)
}

async function attempt(
  deps: ActiveDirectory,
  decide: () => Promise<Modification | WriteResult>,
): Promise<Modified | WriteResult> {
  const decided = await decide()
  return 'outcome' in decided ? decided : await modify(deps, async () => decided)
}

function isToRepeat(attempted: Modified | WriteResult): boolean {
  if ('outcome' in attempted || attempted.became === 'written') return false
  return attempted.became === 'lost' || meaningOf(attempted.refusal) === 'changed-meanwhile'
}

function resultOf(modified: Modified): WriteResult {
  if (modified.became === 'written') return { outcome: 'written' }
  if (modified.became === 'lost')
    throw new OutcomeUnknown('the domain controller fell silent twice', { cause: modified.cause })
  const { said } = modified.refusal
  const meaning = meaningOf(modified.refusal)
  if (meaning === 'not-found') return { outcome: 'not-found' }
  if (meaning === 'no-right') return { outcome: 'no-right', said }
  throw new DirectoryUnavailable(said, { reason: 'refused' })
}
