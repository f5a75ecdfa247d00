import type { ActionName } from '@latchkey/protocol'
import { answer } from './answer.ts'
import { choose, chooseOther } from './choose.ts'
import type { Decision, Question, Refusal } from './decision.ts'
import { FLOW_BOUNDS, type Stage } from './flow.ts'
import { identify } from './identify.ts'
import { lapse } from './lapse.ts'
import { keepPassword, newPassword } from './new-password.ts'
import { resend } from './resend.ts'
import { stop } from './transition.ts'

type Check = (question: Question) => Refusal | undefined
type Rule = (question: Question) => Decision

/** In order, before any rule: nothing of the submission is looked at until these agree. */
const CHECKS: readonly Check[] = [flowIsOpen, stepIsCurrent]

/** The whole flow: which stage takes which action. What is not in the table does not exist. */
const RULES: Partial<Record<Stage['kind'], Partial<Record<ActionName, Rule>>>> = {
  identify: { submit: identify },
  'choose-authenticator': { submit: choose },
  'answer-challenge': { submit: answer, resend, 'other-authenticator': chooseOther },
  'new-password': { submit: newPassword, 'keep-password': keepPassword },
}

/** What becomes of a flow by one submission. Pure: the same question has the same answer. */
export function decide(question: Question): Decision | Refusal {
  for (const check of CHECKS) {
    const refused = check(question)
    if (refused) return refused
  }
  const { flow, policy, moment } = question
  // What lies unproven again takes no submission, whoever forgot to look at the clock before asking.
  const lapsed = lapse(flow, policy, moment)
  if (lapsed) return lapsed
  const rule = RULES[flow.stage.kind]?.[question.submission.action]
  if (!rule) return { refused: 'malformed' }
  const counted = { ...flow, submissions: flow.submissions + 1 }
  if (counted.submissions > FLOW_BOUNDS.submissionsPerFlow)
    return stop(counted, 'too-many-attempts', 'too-many-attempts', moment)
  return rule({ ...question, flow: counted })
}

function flowIsOpen({ flow, moment }: Question): Refusal | undefined {
  return moment.now >= flow.expiresAt ? { refused: 'flow-expired' } : undefined
}

// Each step is answered once: of many submissions for it, the guarded update lets one through, and a
// replay of an older one finds another step id here.
function stepIsCurrent({ flow, submission }: Question): Refusal | undefined {
  const { stage } = flow
  const isOpen = stage.kind !== 'writing' && stage.kind !== 'done' && stage.kind !== 'stopped'
  return isOpen && submission.step === stage.step ? undefined : { refused: 'stale-step' }
}
