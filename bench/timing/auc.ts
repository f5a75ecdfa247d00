import { quantileOf } from '../stage/numbers.ts'

export type Distinguished = {
  /** How often a time of the one is longer than a time of the other: 0.5 tells nothing. */
  readonly auc: number
  /** Where it lies in 95 of 100 repetitions. */
  readonly low: number
  readonly high: number
}

const Z_95 = 1.96

/** The area under the curve of telling two kinds of answers apart by time alone, with its confidence (Hanley, McNeil). */
export function distinguish(one: readonly number[], other: readonly number[]): Distinguished {
  const auc = aucOf(one, other)
  const error = standardError(auc, one.length, other.length)
  return { auc, low: auc - Z_95 * error, high: auc + Z_95 * error }
}

// Mann and Whitney: from the sum of ranks, equal times sharing theirs.
function aucOf(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((ms) => ({ ms, isOne: true })),
    ...other.map((ms) => ({ ms, isOne: false })),
  ].sort((a, b) => a.ms - b.ms)
  let sum = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.ms === all[from]?.ms) to += 1
    const rank = (from + 1 + to) / 2
    sum += rank * all.slice(from, to).filter(({ isOne }) => isOne).length
    from = to
  }
  return (sum - (one.length * (one.length + 1)) / 2) / (one.length * other.length)
}

function standardError(auc: number, ones: number, others: number): number {
  const q1 = auc / (2 - auc)
  const q2 = (2 * auc * auc) / (1 + auc)
  const variance =
    (auc * (1 - auc) + (ones - 1) * (q1 - auc * auc) + (others - 1) * (q2 - auc * auc)) /
    (ones * others)
  return Math.sqrt(variance)
}

/** The middle half of the times, for a reader. */
export function middleOf(ms: readonly number[]): readonly [number, number, number] {
  return [quantileOf(ms, 0.25), quantileOf(ms, 0.5), quantileOf(ms, 0.75)]
}
