import type { Submission } from '@latchkey/protocol'
import type { Reason } from '../audit/events.ts'
import { barredBy } from './barred.ts'
import type { Decision, Facts, Question } from './decision.ts'
import type { Flow } from './flow.ts'
import { refusePassword } from './refuse-password.ts'
import { refusal, stop } from './transition.ts'
import { write } from './write.ts'

/** The new password that the caller may judge by the rules, or nothing where it is not there or not twice. */
export function passwordToJudge(flow: Flow, submission: Submission): string | undefined {
  if (flow.stage.kind !== 'new-password' || submission.action !== 'submit') return
  if (submission.step !== flow.stage.step) return
  const { password, 'password-again': again } = submission.values
  return password && password === again ? password : undefined
}

/** A new password, twice. One that breaks a rule is refused by name; else the write is due. */
export function newPassword({ flow, submission, facts, moment }: Question): Decision {
  const bar = barOf(facts)
  if (bar) return stop(flow, 'not-possible', bar, moment)
  const { password, 'password-again': again } = submission.values
  if (!password) return refusal(flow, 'password-missing', moment)
  if (password !== again) return refusal(flow, 'passwords-differ', moment)
  if (facts.broken?.length) return refusePassword(flow, facts.broken, moment)
  return write(flow, flow.purpose === 'change' ? 'change' : 'reset', moment)
}

/** Unlock only: for a person whose account proved to be locked, where policy allows it. */
export function keepPassword({ flow, facts, policy, moment }: Question): Decision {
  const bar = barOf(facts)
  if (bar) return stop(flow, 'not-possible', bar, moment)
  const isOffered = flow.purpose === 'reset' && policy.keepPassword && facts.person?.isLocked
  return isOffered ? write(flow, 'unlock', moment) : refusal(flow, 'password-missing', moment)
}

// Asked anew: somebody may have been disabled, frozen or deleted since they proved who they are.
function barOf({ person }: Facts): Reason | undefined {
  return person ? barredBy(person) : 'not-found'
}
