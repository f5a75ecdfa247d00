/** Does all of it, `most` at once, in the order given. */
export async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const at = next
      next += 1
      // as: `at` was below the length a moment ago.
      results[at] = await work(items[at] as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane))
  return results
}

/** How often each value comes. */
export function tally<T extends PropertyKey>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** The numbers from 0, as many as asked for. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
