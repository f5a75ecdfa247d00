import type { Drawing } from '@latchkey/core'
import { drawQuestions } from '../authenticator/security-questions.ts'
import type { Deps } from './deps.ts'
import type { Found } from './find-person.ts'

/** The security questions that this person is asked now, or in a later round; nothing where they have no set that counts. */
export async function drawFor(
  { keys, policy }: Pick<Deps, 'keys' | 'policy'>,
  found: Found | undefined,
  round?: number,
): Promise<Drawing | undefined> {
  const set = found?.kept.bindings.find(
    ({ kind, id }) => kind === 'security-questions' && !found.tooSmall.has(id),
  )
  if (!set) return
  const { questions } = await policy.read()
  // Others may have had a set judged since this one was drawn: no round comes twice.
  return drawQuestions(keys, set, questions.answer, Math.max(set.lastStep, round ?? 0))
}
