import type { ChallengeId, FlowId, PrincipalId } from '@latchkey/protocol'
import { type FlowRecord, noteAddressee } from '../store/flow.ts'
import type { Deps } from './deps.ts'

/** A challenge, and the subject that its name meant. */
export type Addressed = {
  readonly flow: FlowId
  readonly challenge: ChallengeId
  readonly subject: PrincipalId
}

/**
 * Keeps whom a typed name meant when its code was sent. A name may pass to somebody else before the answer,
 * and whoever can make a directory take their entry for it, if only for a moment, would otherwise be sent
 * a code that proves somebody else. Nobody is kept as somebody is.
 */
export async function keepAddressee(
  needs: Pick<Deps, 'store' | 'keys' | 'tenant'>,
  addressed: Addressed,
): Promise<void> {
  await noteAddressee(needs.store.db, needs.tenant, addressed.flow, markOf(needs, addressed))
}

/** Whether a code was sent for this challenge, and to nobody but this subject, at the first try or a later one. */
export function isAddressee(
  needs: Pick<Deps, 'keys'>,
  { addressees }: Pick<FlowRecord, 'addressees'>,
  addressed: Addressed,
): boolean {
  const kept = addressees.filter((one) => one.startsWith(prefixOf(addressed)))
  const mark = markOf(needs, addressed)
  return kept.length > 0 && kept.every((one) => one === mark)
}

// An HMAC: the id of nobody is made of what was typed, which may have been a password.
function markOf({ keys }: Pick<Deps, 'keys'>, addressed: Addressed): string {
  const { flow, challenge, subject } = addressed
  const mark = Buffer.from(keys.hash('addressee', `${flow}:${challenge}:${subject}`))
  return `${prefixOf(addressed)}${mark.toString('base64url')}`
}

function prefixOf({ challenge }: Addressed): string {
  return `${challenge}=`
}
