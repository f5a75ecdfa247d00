import type { Drawing } from '@latchkey/core'
import { drawQuestions } from '../authenticator/security-questions.ts'
import type { Deps } from './deps.ts'
import type { Found } from './find-person.ts'

type Needs = Pick<Deps, 'keys' | 'policy'>

/** The security questions that this person is asked now; nothing where they have no set that counts. */
export async function drawFor(
  { keys, policy }: Needs,
  found: Found | undefined,
): Promise<Drawing | undefined> {
  const set = setOf(found)
  return set && drawQuestions(keys, set, (await policy.read()).questions.answer)
}

/** What is asked after this set; nothing where the name means another person by now, or there is another set. */
export async function redrawFor(
  { keys, policy }: Needs,
  found: Found | undefined,
  { authenticator, round }: Drawing,
): Promise<Drawing | undefined> {
  const set = setOf(found)
  if (set?.id !== authenticator) return
  // Others may have had a set judged since this one was drawn: no round comes twice.
  const next = Math.max(set.lastStep, round + 1)
  return drawQuestions(keys, set, (await policy.read()).questions.answer, next)
}

function setOf(found: Found | undefined) {
  return found?.kept.bindings.find(
    ({ kind, id }) => kind === 'security-questions' && !found.idle.has(id),
  )
}
