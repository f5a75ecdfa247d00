import { hashPassword } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { addNewcomers } from '../../packages/server/src/app/people.ts'
import {
  disabled,
  enrolledInNothing,
  lockedOut,
  withMail,
} from '../../packages/server/src/app/seed-people.ts'
import type { House } from '../../packages/server/src/house.ts'
import { upTo } from '../stage/numbers.ts'

export const KINDS = ['known', 'unknown', 'disabled', 'unenrolled', 'locked'] as const
export type Kind = (typeof KINDS)[number]

// Names of one length, which sort by turns: neither may tell them apart.
export const nameOf = (kind: Kind, n: number) => `p${n}-${KINDS.indexOf(kind)}`.padEnd(10, 'x')

const SEEDS = { known: withMail, disabled, unenrolled: enrolledInNothing, locked: lockedOut }
const AT_ONCE = 1_000
const MONTH_MS = 30 * 24 * 3_600_000

/** So many people of each kind but the unknown. */
export async function addEachKind({ deps, embedded }: House, each: number): Promise<void> {
  if (!embedded) throw new Error('people are added to an embedded directory')
  const seeding = { hash: await hashPassword(new Secret('Start-Passw0rd-1!')), now: Date.now() }
  const newcomers = upTo(each).flatMap((n) =>
    // as: the keys of SEEDS are kinds.
    Object.entries(SEEDS).map(([kind, seed]) => seed(nameOf(kind as Kind, n), seeding)),
  )
  for (let from = 0; from < newcomers.length; from += AT_ONCE)
    await addNewcomers(
      deps,
      embedded,
      newcomers.slice(from, from + AT_ONCE),
      seeding.now - MONTH_MS,
    )
}
