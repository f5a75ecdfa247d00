import { eventually } from '../environments/deadline.ts'
import { bring, type Codes } from './mail.ts'
import type { Screen } from './screen.ts'

/** How many of the five are asked. */
export const ASKED = 3

// The seeded answers of alice, typed with other capitals, spaces and accents than they were registered with: those that
// lost their accents on the way would have question marks in them.
const ANSWERS = [
  { pieces: ['first animal that', 'premier animal dont'], says: 'HÉCTOR' },
  { pieces: ['favourite soft toy', 'peluche préférée'], says: 'mônsieur  pouf' },
  { pieces: ['hide best', 'meilleure cachette'], says: 'ûnder the STAIRS' },
  { pieces: ['the first concert', 'premier concert'], says: 'Les Négresses vertes' },
  { pieces: ['first see the sea', 'vu la mer'], says: 'saint màlo' },
]

export type Asked = {
  readonly into: readonly string[]
  readonly codes: Codes
  /** What the screen says where the set that is meant begins; else it is the first one. */
  readonly since?: string | undefined
}

/** Answers what the screen asks, in its order: each answer into a file of its own. */
export async function answerAsAsked(
  { pc }: Screen,
  { into, codes, since = '' }: Asked,
): Promise<void> {
  for (const [at, file] of into.entries()) {
    const says = await eventually(
      `question ${at + 1}`,
      () => answersTo(shownSince(pc.shown(), since))[at],
      90_000,
    )
    bring(says, file, codes)
  }
}

// From the beginning of that dump, which has the question before the refusal.
function shownSince(shown: string, words: string): string {
  const at = shown.indexOf(words)
  return at < 0 ? '' : shown.slice(shown.lastIndexOf('\n', at) + 1)
}

// A set has no question twice, so each comes up once, where it is first read.
function answersTo(shown: string): string[] {
  return ANSWERS.map(({ pieces, says }) => ({
    says,
    at: Math.max(...pieces.map((piece) => shown.indexOf(piece))),
  }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ says }) => says)
}
