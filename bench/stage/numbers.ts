/** The numbers from 0, as many as asked for. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

export type Spread = { readonly median: number; readonly low: number; readonly high: number }

/** The median, and the least and the most that was seen. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other)
  return {
    median: medianOf(sorted),
    low: sorted[0] ?? Number.NaN,
    high: sorted.at(-1) ?? Number.NaN,
  }
}

export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5)
}

export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN
}

/** As many digits as a reader can use. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
