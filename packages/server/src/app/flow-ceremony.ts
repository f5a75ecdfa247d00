import type { Flow, View } from '@latchkey/core'
import { approvalAddress, shownCode } from './approval-code.ts'
import type { Deps } from './deps.ts'

export type Ceremony = { readonly challenge: string; readonly rpId: string }

/** What the browser of a flow is to sign. Another at each step, so that nothing that was signed is good twice. */
export function flowCeremony({ passkeys }: Pick<Deps, 'passkeys'>, flow: Flow): Ceremony {
  const id = flow.challenges.passkey?.id ?? 'chl_none'
  return {
    challenge: passkeys.challengeFor('flow', flow.id, id, flow.stage.step),
    rpId: passkeys.party.id,
  }
}

/** A step that asks for a passkey, with what the flow's own ids make of it: the same for every name. */
export function withPasskey(
  needs: Pick<Deps, 'passkeys' | 'publicUrl'>,
  flow: Flow,
  view: View,
): View {
  const { challenge } = view
  const issued = flow.challenges.passkey
  if (challenge?.asks !== 'passkey' || !issued) return view
  if (!challenge.isByApproval)
    return { ...view, challenge: { ...challenge, ceremony: flowCeremony(needs, flow) } }
  const code = needs.passkeys.approvalCode({ flow: flow.id, challenge: issued.id })
  const approval = { code: shownCode(code), address: approvalAddress(needs) }
  return { ...view, challenge: { ...challenge, approval } }
}
