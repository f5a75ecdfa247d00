import type { AuthenticatorKind } from '@latchkey/protocol'
import type { Flow } from './flow.ts'

type Ways = {
  readonly enrolled: readonly AuthenticatorKind[]
  readonly fresh?: readonly AuthenticatorKind[]
}

/**
 * A person with the gates that they passed among their ways back in: a pass or the last recovery code is gone
 * once it was used, and its gate counts all the same.
 */
export function withPassed<T extends Ways>(person: T, gates: Flow['gates']): T {
  const gone = gates.filter(({ kind }) => !person.enrolled.includes(kind))
  const young = gone.filter(({ isFresh }) => isFresh)
  return {
    ...person,
    enrolled: [...person.enrolled, ...gone.map(({ kind }) => kind)],
    fresh: [...(person.fresh ?? []), ...young.map(({ kind }) => kind)],
  }
}
