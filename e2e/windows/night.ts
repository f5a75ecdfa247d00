import { SEEDED_PASSWORD } from '../environments/server.ts'
import type { Language } from './pc.ts'
import type { Person, Said } from './screen.ts'
import type { Stage } from './stage.ts'

export const ALICE: Person = { sid: 'S-1-5-21-1-2-3-1105', name: 'alice' }
export const BOB: Person = { sid: 'S-1-5-21-1-2-3-1106', name: 'bob' }
export const ERIN: Person = { sid: 'S-1-5-21-1-2-3-1109', name: 'erin' }
export const FRANK: Person = { sid: 'S-1-5-21-1-2-3-1110', name: 'frank' }
export const LANGUAGES: readonly Language[] = ['en', 'fr']

/** One PC and one server for all cases, in their order: what one leaves behind, a later one finds. */
type Night = {
  stage: Stage
  alicePassword: string
  /** Every password that was typed, for the canary. */
  readonly typed: Set<string>
  /** When they left the screen. */
  readonly left: { alice: number; erin: number }
  installed: { readonly at: number; readonly registry: ReadonlySet<string> }
}

export const night: Night = {
  // as: set before the first case runs.
  stage: undefined as unknown as Stage,
  alicePassword: SEEDED_PASSWORD,
  typed: new Set(),
  left: { alice: 0, erin: 0 },
  installed: { at: 0, registry: new Set() },
}

export function freshPassword(): string {
  const password = `Canary-Lantern-${100 + night.typed.size}`
  night.typed.add(password)
  return password
}

/** What Windows was handed at the end of a screen. */
export const signInOf = (said: readonly Said[]) =>
  said.find(({ t, user }) => t === 'submit' && user)

/** The events since so many of them. */
export const eventsSince = (mark: number) =>
  night.stage.pc
    .events()
    .slice(mark)
    .map(({ id }) => id)
