import type { Policy } from '../policy/policy.ts'
import type { Flow } from './flow.ts'

type Asking = Pick<Flow, 'purpose' | 'signer' | 'isOfTile'>

/** Whether this caller may see whom they named, masked, before the first proof. */
export function mayHint({ hints }: Policy, asking: Asking): boolean {
  // A change asks for the current password first, and lists nothing.
  if (asking.purpose === 'change') return false
  return hints === 'always' || (hints === 'enrolled-machine' && isOfTrustedTile(asking))
}

/** Whether this caller may be told at once that the person has too few authenticators. */
export function mayTellUnregistered(policy: Policy, asking: Asking): boolean {
  return asking.purpose !== 'change' && policy.tellUnregistered && isOfTrustedTile(asking)
}

/** Whether the person behind a typed name may be looked up before the first proof at all. */
export function mayLookUp(policy: Policy, asking: Asking): boolean {
  return mayHint(policy, asking) || mayTellUnregistered(policy, asking)
}

// The tile is a claim: it counts for as much as the signature beside it.
function isOfTrustedTile({ signer, isOfTile }: Asking): boolean {
  return signer !== undefined && isOfTile === true
}
