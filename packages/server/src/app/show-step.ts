import type { Sender } from './caller.ts'
import type { Deps } from './deps.ts'
import { type FlowAnswer, presentStep, shown } from './flow-answer.ts'
import { type Key, openFlow } from './open-flow.ts'
import { takeBack } from './take-back.ts'

/** The present step: asking for it changes nothing, but gates that were left alone too long are taken back. */
export async function showStep(deps: Deps, key: Key, sender: Sender): Promise<FlowAnswer> {
  const opened = await openFlow(deps, key, sender)
  if ('problem' in opened) return opened
  const { record } = opened
  const taken = await takeBack(deps, record, sender)
  return { view: await presentStep(deps, shown(taken ?? record)) }
}
